package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"
)

// labels are the names of an issue's or pull request's labels. It has a hundred at most.
// https://docs.github.com/en/rest/issues/labels#list-labels-for-an-issue
func (h *hub) labels(ctx context.Context, at place) (names []string, err error) {
	list, _, err := h.client.Issues.ListLabelsByIssue(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number, &github.ListOptions{PerPage: perPage})
	if err != nil {
		return nil, fmt.Errorf("labels of %s#%d: %w", at.fullName(), at.number, err)
	}
	for _, label := range list {
		names = append(names, label.GetName())
	}
	return names, nil
}

// https://docs.github.com/en/rest/issues/labels#add-labels-to-an-issue
func (h *hub) addLabels(ctx context.Context, at place, names []string) error {
	if _, _, err := h.client.Issues.AddLabelsToIssue(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number, names); err != nil {
		return fmt.Errorf("add labels to %s#%d: %w", at.fullName(), at.number, err)
	}
	return nil
}

// removeLabel is fine with a label that somebody else has removed in the meantime.
// https://docs.github.com/en/rest/issues/labels#remove-a-label-from-an-issue
func (h *hub) removeLabel(ctx context.Context, at place, name string) error {
	if slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return part == "" || part == "." || part == ".." }) {
		return Errorf("GitHub has no address for a label of that name: take it off by hand.") // it would lead to all labels
	}
	_, err := h.client.Issues.RemoveLabelForIssue(ctx, url.PathEscape(at.owner), url.PathEscape(at.repo), at.number, url.PathEscape(name))
	var answer *github.ErrorResponse
	if errors.As(err, &answer) && answer.Response.StatusCode == http.StatusNotFound && strings.EqualFold(answer.Message, "Label does not exist") {
		return nil
	}
	if err != nil {
		return fmt.Errorf("remove a label from %s#%d: %w", at.fullName(), at.number, err)
	}
	return nil
}
