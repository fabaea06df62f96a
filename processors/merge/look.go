package merge

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// merging is a pull request as it was read, on its way to be merged.
type merging struct {
	site.Site
	order
	pull  *github.PullRequest
	asked bool // the repository was asked which methods it allows
}

// look reads the pull request, once. What an earlier run of this command did that was broken
// off has to be seen: where it cannot be, that is looked at again later.
func (m *merging) look(ctx context.Context) error {
	pull, _, err := m.Client.PullRequests.Get(ctx, m.Owner, m.Repo, m.Number)
	switch {
	case err == nil && pull.GetHead().GetSHA() == "":
		return issue.Errorf("GitHub does not say which commit this pull request has: nothing was merged. Comment it again.")
	case err == nil:
		m.pull = pull
		return nil
	case issue.From(ctx).Resumed() && (site.Unclear(err) || issue.RetryAfter(err) > 0):
		return issue.Later(err)
	case site.Unclear(err):
		return issue.Explain(err, issue.Textf("GitHub gave no answer when this pull request was looked at: nothing was merged. Comment it again."))
	}
	return fmt.Errorf("read pull request %d: %w", m.Number, err)
}

// already is said of a pull request that is merged.
func (m *merging) already(call *issue.Call) (string, error) {
	if !m.named() {
		return "", issue.Refusef("This pull request is merged already, and its newest commit was %s, not %s.", m.head(), params.Show(m.sha))
	}
	who, as := m.pull.GetMergedBy().GetLogin(), m.as(m.pull.GetMergeCommitSHA())
	switch {
	case call.Resumed() && call.Self != "" && strings.EqualFold(who, call.Self): // an earlier run of this command
		return m.done(call, m.pull.GetMergeCommitSHA(), ""), nil
	case who != "":
		return call.Sayf("This pull request is merged already, by %s: %s (%s) into %s%s.", issue.Code(who), m.head(), m.title(), m.base(), as), nil
	}
	return call.Sayf("This pull request is merged already: %s (%s) into %s%s.", m.head(), m.title(), m.base(), as), nil
}

// refuse says why the pull request is not to be merged, as far as that can be seen before.
// While GitHub still computes whether it conflicts, mergeable is null, and it is tried.
// https://docs.github.com/rest/pulls/pulls#get-a-pull-request
func (m *merging) refuse(ctx context.Context) error {
	p := m.pull
	switch {
	case p.GetState() == "closed":
		return issue.Refusef("This pull request is closed: nothing was merged. Reopen it first.")
	case !m.named():
		return issue.Refusef("%s is not the newest commit of this pull request any more: nothing was merged. Look at what has changed, then name the new one.", params.Show(m.sha))
	case p.GetDraft():
		return issue.Refusef("This pull request is a draft: nothing was merged. Mark it as ready for review first.")
	}
	if err := m.held(ctx); err != nil {
		return err
	}
	if p.Mergeable != nil && !p.GetMergeable() {
		return issue.Refusef("This pull request conflicts with %s: nothing was merged. Resolve the conflicts, then comment it again.", m.base())
	}
	return nil
}

// seen is how long the newest commit is taken for the one that the commenter has seen.
const seen = 5 * time.Minute

// unseen refuses to merge a commit that may be newer than the comment, where that names none:
// the comment was heard of late, or an earlier run of it was broken off. What was handed over
// to a worker is never Fresh, and may be of just now: hence the comment's own time.
func (m *merging) unseen(call *issue.Call, event issue.IssueEvent) error {
	if m.sha != "" || !call.Resumed() && time.Since(event.GetComment().GetCreatedAt().Time) < seen {
		return nil
	}
	sha := m.pull.GetHead().GetSHA()
	again := strings.TrimSpace("/merge "+m.method) + " sha=" + sha[:min(len(sha), 7)]
	return issue.Refusef("It was asked for a while ago, and there may be other commits since: nothing was merged. Look at %s, and comment %s.", m.head(), issue.Code(again))
}

// named reports whether the newest commit is the one that the commenter named.
func (m *merging) named() bool {
	return strings.HasPrefix(strings.ToLower(m.pull.GetHead().GetSHA()), m.sha)
}

// held refuses while the label of /hold is on: it was when the pull request was read just
// now, or a command before this one has put it on.
func (m *merging) held(ctx context.Context) error {
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return err
	}
	isHold := func(l *github.Label) bool { return strings.EqualFold(l.GetName(), labels.Hold) }
	switch {
	case on.Missed(labels.Hold):
		return issue.Refusef("A command before it was to put this pull request on hold, and could not: nothing was merged.")
	case !on.Has(labels.Hold) && !slices.ContainsFunc(m.pull.Labels, isHold):
		return nil
	case issue.From(ctx).Knows("unhold"):
		return issue.Refusef("This pull request is on hold, by the label %s: nothing was merged. End that with %s first.", issue.Code(labels.Hold), issue.Code("/unhold"))
	}
	return issue.Refusef("This pull request is on hold, by the label %s: nothing was merged. Take the label off first.", issue.Code(labels.Hold))
}
