package page

import (
	"context"

	gh "github.com/google/go-github/v92/github"
)

// A reaction is taken back by doing it again, as on GitHub.

func reactToComment(ctx context.Context, d deed) (string, error) {
	content := d.field("content")
	all, _, err := d.Reactions.ListIssueCommentReactions(ctx, d.owner, d.repo, d.id, &gh.ListReactionOptions{Content: content, ListOptions: gh.ListOptions{PerPage: 100}})
	if err != nil {
		return "", err
	}
	if id := d.mine(all); id != 0 {
		_, err = d.Reactions.DeleteIssueCommentReaction(ctx, d.owner, d.repo, d.id, id)
	} else {
		_, _, err = d.Reactions.CreateIssueCommentReaction(ctx, d.owner, d.repo, d.id, content)
	}
	return "", err
}

func reactToIssue(ctx context.Context, d deed) (string, error) {
	content := d.field("content")
	all, _, err := d.Reactions.ListIssueReactions(ctx, d.owner, d.repo, d.number, &gh.ListReactionOptions{Content: content, ListOptions: gh.ListOptions{PerPage: 100}})
	if err != nil {
		return "", err
	}
	if id := d.mine(all); id != 0 {
		_, err = d.Reactions.DeleteIssueReaction(ctx, d.owner, d.repo, d.number, id)
	} else {
		_, _, err = d.Reactions.CreateIssueReaction(ctx, d.owner, d.repo, d.number, content)
	}
	return "", err
}

// mine is the reaction of who acts, or 0.
func (d deed) mine(all []*gh.Reaction) int64 {
	for _, r := range all {
		if r.GetUser().GetLogin() == d.login {
			return r.GetID()
		}
	}
	return 0
}
