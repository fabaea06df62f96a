package edit

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Type is the robot that sets the type of an issue: one of those that its organization has.
// The zero Type is ready, and may be used concurrently.
type Type struct{}

// Untype is the robot that takes the type of an issue away, as Type does for "clear".
type Untype struct{}

var (
	_ issue.Runner = Type{}
	_ issue.Helper = Type{}
	_ issue.Runner = Untype{}
	_ issue.Helper = Untype{}
)

// Help implements issue.Helper.
func (Type) Help() issue.Help {
	return issue.Help{
		Usage:    "<type|clear…>",
		About:    "set the type of the issue",
		Long:     "One of the issue types of the organization, in any case. `clear` takes the type away.",
		Examples: []string{"/type bug", "/type clear"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
		Text:     true,
	}
}

// Help implements issue.Helper.
func (Untype) Help() issue.Help {
	return issue.Help{
		About:    "take the type of the issue away",
		Examples: []string{"/remove-type"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner.
func (Type) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	name, away := nameIn(event.Command)
	switch {
	case name == "":
		return "", issue.Usagef("%s is missing.", issue.Code("<type|clear>"))
	case away:
		return Untype{}.Run(ctx, event)
	}
	s, i, err := site.Look(ctx, event)
	switch {
	case err != nil:
		return "", err
	case i.IsPullRequest():
		return "", untyped()
	case strings.EqualFold(i.GetType().GetName(), name):
		return site.Idle(ctx), nil
	}
	if name, err = spelled(ctx, s, event.GetRepo().GetOwner(), name); err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return site.Would(ctx, issue.Textf("set the type %s", params.Show(name))), nil
	}
	return "", classify(ctx, s, i, &name)
}

// Run implements issue.Runner.
func (Untype) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := site.Look(ctx, event)
	if err == nil && i.Type == nil && !i.IsPullRequest() && issue.From(ctx).Fresh() {
		site.Forget(i) // an event that does not tell the type looks like one without
		s, i, err = site.Look(ctx, event)
	}
	switch {
	case err != nil:
		return "", err
	case i.IsPullRequest():
		return "", untyped()
	case i.Type == nil:
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("take the type %s away", params.Show(i.GetType().GetName()))), nil
	}
	return "", classify(ctx, s, i, nil)
}

func untyped() error {
	return issue.Refusef("A pull request has no type: nothing was changed. Comment this on an issue.")
}

// classify sets the type of an issue; nil is none, which go-github has no request for.
// https://docs.github.com/rest/issues/issues#update-an-issue
func classify(ctx context.Context, s site.Site, i *github.Issue, name *string) error {
	request, err := s.Client.NewRequest(ctx, http.MethodPatch, fmt.Sprintf("repos/%s/%s/issues/%d", s.Owner, s.Repo, s.Number), map[string]*string{"type": name})
	if err != nil {
		return err
	}
	var is *github.Issue
	response, err := s.Client.Do(request, &is)
	if site.Status(response) == http.StatusUnprocessableEntity && name != nil {
		return &issue.Said{State: issue.Refused, Cause: err, Text: issue.Textf("GitHub knows no issue type %s here: nothing was changed. Write it as the organization does.", params.Show(*name))}
	}
	if err != nil {
		return site.Missed(i, err, response)
	}
	if i.Type = is.GetType(); (name == nil) != (i.Type == nil) || name != nil && !strings.EqualFold(i.Type.GetName(), *name) {
		return site.Dropped()
	}
	return nil
}

// spelled is a type as its organization writes it, and a refusal where it has no such type.
// https://docs.github.com/rest/orgs/issue-types#list-issue-types-for-an-organization
func spelled(ctx context.Context, s site.Site, owner *github.User, name string) (string, error) {
	org := params.Show(owner.GetLogin())
	if owner.GetType() == "User" {
		return "", issue.Refusef("Only organizations have issue types, and %s is none: nothing was changed.", org)
	}
	types, response, err := s.Client.Organizations.ListIssueTypes(ctx, s.Owner)
	if code := site.Status(response); (code == http.StatusForbidden || code == http.StatusNotFound) && issue.RetryAfter(err) == 0 {
		return name, nil // it does not show them to this robot: it may know the name all the same
	} else if err != nil {
		return "", site.Untouched(err)
	}
	var names []string
	for _, t := range types {
		if t.IsEnabled == nil || *t.IsEnabled {
			names = append(names, t.GetName())
		}
	}
	if have := labels.Spelled(name, names); have != "" {
		return have, nil
	}
	if len(names) == 0 {
		return "", issue.Refusef("%s has no issue types: nothing was changed.", org)
	}
	return "", issue.Refusef("%s has no issue type %s: nothing was changed. It has %s.", org, params.Show(name), labels.Some(names))
}
