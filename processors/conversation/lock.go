package conversation

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Lock is the robot that locks a conversation: who has no role in the repository can add
// nothing to it. The zero Lock is ready, and may be used concurrently.
type Lock struct{}

// Unlock is the robot that ends a lock. The zero Unlock is ready, and may be used concurrently.
type Unlock struct{}

var (
	_ issue.Runner = Lock{}
	_ issue.Helper = Lock{}
	_ issue.Runner = Unlock{}
	_ issue.Helper = Unlock{}
)

// Help implements issue.Helper.
func (Lock) Help() issue.Help {
	return issue.Help{
		Usage:    "[off-topic|too heated|resolved|spam …]",
		About:    "lock the conversation",
		Long:     "Only who may write here can comment then. What is locked already for another reason is locked for the new one.",
		Examples: []string{"/lock", "/lock too heated"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Help implements issue.Helper.
func (Unlock) Help() issue.Help {
	return issue.Help{
		About:    "unlock the conversation",
		Examples: []string{"/unlock"},
		Needs:    issue.Triage,
		Effect:   issue.Writes,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// reasons are GitHub's, by their words.
// https://docs.github.com/rest/issues/issues#lock-an-issue
var reasons = map[string]string{"": "", "off topic": "off-topic", "too heated": "too heated", "resolved": "resolved", "spam": "spam"}

// Run implements issue.Runner.
func (Lock) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	written := strings.Join(event.Command.Args, " ")
	reason, ok := reasons[strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(written))]
	if !ok {
		return "", issue.Usagef("%s is no reason to lock a conversation for.", params.Show(written))
	}
	s, i, err := site.Look(ctx, event)
	if err != nil {
		return "", err
	}
	if i.GetLocked() && (reason == "" || i.GetActiveLockReason() == reason) {
		return site.Idle(ctx), nil
	}
	if issue.From(ctx).DryRun() {
		if reason == "" {
			return site.Would(ctx, issue.Textf("lock the conversation")), nil
		}
		return site.Would(ctx, issue.Textf("lock the conversation as %s", issue.Code(reason))), nil
	}
	response, err := s.Client.Issues.Lock(ctx, s.Owner, s.Repo, s.Number, &github.LockIssueOptions{LockReason: reason})
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	i.Locked, i.ActiveLockReason = new(true), &reason
	return "", nil
}

// Run implements issue.Runner.
func (Unlock) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, i, err := site.Look(ctx, event)
	switch {
	case err != nil:
		return "", err
	case !i.GetLocked():
		return site.Idle(ctx), nil
	case issue.From(ctx).DryRun():
		return site.Would(ctx, issue.Textf("unlock the conversation")), nil
	}
	response, err := s.Client.Issues.Unlock(ctx, s.Owner, s.Repo, s.Number)
	if err != nil {
		return "", site.Missed(i, err, response)
	}
	i.Locked, i.ActiveLockReason = new(false), nil
	return "", nil
}
