package merge

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// merge asks GitHub to merge the commit that was read.
// https://docs.github.com/rest/pulls/pulls#merge-a-pull-request
func (m *merging) merge(ctx context.Context, method string) (string, error) {
	var sent site.Trace
	result, response, err := m.Client.PullRequests.Merge(sent.Of(ctx), m.Owner, m.Repo, m.Number, "",
		&github.PullRequestOptions{SHA: m.pull.GetHead().GetSHA(), MergeMethod: method})
	code := site.Status(response)
	switch {
	case err == nil && result.GetMerged():
		return m.done(issue.From(ctx), result.GetSHA(), method), nil
	case code == 0 && !sent.Maybe():
		return "", issue.Explain(err, issue.Textf("GitHub could not be reached in time: nothing was merged. Comment it again."))
	case site.Unclear(err):
		return m.confirm(ctx, err, method)
	case notAllowed.MatchString(site.Message(err)) && !m.asked:
		return m.otherwise(ctx, err, cmp.Or(method, methods[0]))
	}
	return m.refused(ctx, err, code)
}

// otherwise merges by another method, where the repository turns out not to allow this one,
// which has done nothing then. Which it allows, GitHub says of the repository by itself.
func (m *merging) otherwise(ctx context.Context, refused error, method string) (string, error) {
	m.asked = true
	if repo, _, err := m.Client.Repositories.Get(ctx, m.Owner, m.Repo); err == nil {
		switch other, err := m.choose(repo); {
		case err != nil:
			return "", err
		case other != "" && other != method:
			return m.merge(ctx, other)
		}
	}
	return "", refusal(refused, issue.Textf("The method %s is not allowed here: nothing was merged. Name another one.", issue.Code(method)))
}

// confirm looks, where GitHub gave no answer, whether it has merged the pull request.
func (m *merging) confirm(ctx context.Context, err error, method string) (string, error) {
	if now := m.again(ctx); now != nil {
		call := issue.From(ctx)
		if who := now.pull.GetMergedBy().GetLogin(); who == "" || call.Self == "" || strings.EqualFold(who, call.Self) {
			return now.done(call, now.pull.GetMergeCommitSHA(), method), nil
		}
		return now.already(call)
	}
	return "", issue.Explain(err, issue.Textf("GitHub was asked to merge %s and has not confirmed it: look at this pull request before you comment it again.", m.head()))
}

// again is the pull request where it is merged now, with the commit that was read before; nil
// otherwise.
func (m *merging) again(ctx context.Context) *merging {
	now := &merging{Site: m.Site, order: m.order}
	if err := now.look(ctx); err != nil || !now.pull.GetMerged() || now.pull.GetHead().GetSHA() != m.pull.GetHead().GetSHA() {
		return nil
	}
	return now
}

// done is said of what this command has merged.
func (m *merging) done(call *issue.Call, commit, method string) string {
	return call.Sayf("Merged %s (%s) into %s%s%s.", m.head(), m.title(), m.base(), m.as(commit), by(method))
}

// as is a merge commit as a clause: " as `0e5f6a1`".
func (m *merging) as(commit string) issue.Text {
	if commit == "" {
		return issue.Text{}
	}
	return issue.Textf(" as %s", cite(commit, m.Page+"/commit/"+commit))
}

// head is the newest commit, with a link to what it changes as a part of the pull request.
func (m *merging) head() string {
	sha := m.pull.GetHead().GetSHA()
	return cite(sha, fmt.Sprintf("%s/pull/%d/commits/%s", m.Page, m.Number, sha))
}

func (m *merging) title() string { return params.Show(m.pull.GetTitle()) }
func (m *merging) base() string  { return params.Show(m.pull.GetBase().GetRef()) }

// cite is a commit with a link.
func cite(sha, link string) string {
	return "[" + issue.Code(sha[:min(len(sha), 7)]) + "](" + link + ")"
}
