package merge

import (
	"context"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
	"github.com/google/go-github/v92/github"
)

// Merge is the robot. Its zero value is ready, and may be used concurrently.
type Merge struct{}

var (
	_ issue.Runner = Merge{}
	_ issue.Helper = Merge{}
)

// Help implements issue.Helper. A pull request is merged once, however often it is asked for.
func (Merge) Help() issue.Help {
	return issue.Help{
		Usage: "[squash|rebase|merge] [KEY=value …]",
		About: "merge this pull request",
		Long: "Merges the newest commit as the robot reads it, and no other; with `sha=b5f61da` it has to be that one, so that nothing is merged that you have not seen. " +
			"Without a method, it is the first of merge, squash and rebase that this repository allows. " +
			"A draft, a conflict, the label `do-not-merge/hold` and the rules of the base branch keep it from being merged, and the reply says which.",
		Examples: []string{"/merge", "/merge squash", "/merge rebase sha=b5f61da"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Run implements issue.Runner: it merges the pull request, and says as which commit. A pull
// request that is merged already is told, and left as it is.
func (Merge) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o, err := read(event.Command)
	if err != nil {
		return "", err
	}
	s, ok := site.Of(event)
	if !ok {
		return "", issue.Errorf("The comment does not say which pull request it stands on: nothing was merged. Comment it again.")
	}
	if !event.GetIssue().IsPullRequest() {
		return "", issue.Refusef("%s is for pull requests, and this is an issue.", issue.Code("/merge"))
	}
	m := &merging{Site: s, order: o}
	if err := m.look(ctx); err != nil {
		return "", err
	}
	call := issue.From(ctx)
	if m.pull.GetMerged() {
		merged(event)
		return m.already(call)
	}
	if err := m.refuse(ctx); err != nil {
		return "", err
	}
	method, err := m.choose(m.pull.GetBase().GetRepo())
	if err != nil {
		return "", err
	}
	if call.DryRun() {
		return call.Sayf("Nothing was done. It would %s.", issue.Textf("merge %s (%s) into %s%s", m.head(), m.title(), m.base(), by(method))), nil
	}
	if err := m.unseen(call, event); err != nil {
		return "", err
	}
	reply, err := m.merge(ctx, method)
	if err == nil {
		merged(event)
	}
	return reply, err
}

// merged tells the commands behind it.
func merged(event issue.IssueEvent) {
	event.GetIssue().State = new("closed")
	event.GetIssue().GetPullRequestLinks().MergedAt = &github.Timestamp{Time: time.Now()}
}
