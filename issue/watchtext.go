package issue

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/google/go-github/v92/github"
)

// settled is how old a text is when no webhook of the robot, which knows what it was, is about
// to work it any more.
const settled = 5 * time.Minute

// work works a text that is not known yet. Where it cannot be decided yet, again says when
// to come back; an error means that it is to be tried again.
func (w *Watcher) work(ctx context.Context, t text) (again time.Duration, err error) {
	_, answered := w.answered[t.at.String()]
	if t.over || answered && !t.claimed { // where it is claimed, the end may be missing
		return 0, nil
	}
	commands := w.commands(t.body)
	if commands == 0 {
		return 0, nil
	}
	if !w.budget.allowsText(commands) {
		return 0, errSpent
	}
	scope, unread := w.processor.scope(ctx, w.hub.client, w.repo)
	w.scope = scope
	lines := w.heard(w.scope.Mux, t.body, t.by)
	if len(lines) == 0 {
		return 0, unread
	}
	edited, err := w.edited(ctx, t, lines)
	if err != nil {
		return 0, err
	}
	if edited && !t.claimed && w.coming {
		return settled, nil
	}
	if age := time.Since(t.created); edited && age < settled {
		return settled - age, nil
	}
	return w.workNow(ctx, t, edited, Watched{Repo: w.fullName(), Issue: t.at.number, URL: t.url, By: t.by.GetLogin()})
}

// commands is how many commands a text holds, as far as can be seen without asking anybody.
func (w *Watcher) commands(body string) int {
	n := len(w.mux.find(body))
	if n == 0 && w.mayHold(body) {
		return 1
	}
	return n
}

// workNow takes one text through the house.
func (w *Watcher) workNow(ctx context.Context, t text, edited bool, seen Watched) (again time.Duration, err error) {
	event, err := w.eventOf(ctx, t)
	if err != nil {
		return 0, err
	}
	outcome, err := w.process(context.WithoutCancel(ctx), time.Now(), arrival{kind: t.at.kind, event: event, text: t.body, changed: edited, resume: true, leave: w.leave})
	switch status := gitHubStatusOf(err); {
	case status == http.StatusNotFound || status == http.StatusGone:
		if there, lookErr := w.hub.there(ctx, t.at); lookErr != nil || there {
			return 0, fmt.Errorf("%s: %w", t.url, err) // GitHub says so, too, where the token may not react
		}
		return 0, nil
	case status == http.StatusForbidden && event.GetIssue().GetLocked():
		seen.Note = public(err)
		w.tell(seen)
		return 0, nil
	case errors.Is(err, errNotForUs):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("%s: %w", t.url, err)
	}
	if slices.ContainsFunc(outcome.Commands, func(r Result) bool { return r.State != Duplicate }) {
		seen.Results, seen.Note, seen.what = outcome.Commands, outcome.Error, didRun
		if outcome.resumed {
			seen.what = didResume
		}
		w.tell(seen)
	}
	if outcome.others {
		return longestRun, nil
	}
	return 0, nil
}

// aSecondOrTwo is what may lie between the two times that GitHub gives to one text when it
// is made: those of a new review comment differ.
const aSecondOrTwo = 2 * time.Second

// edited reports whether somebody may have changed a text since it was written. Who changes
// the comment of another may write to the repository; for a command that wants more than that,
// GitHub is asked: its times are whole seconds, within which a machine can change a text. So it
// is for the text of an issue, whose time moves with everything that happens there.
func (w *Watcher) edited(ctx context.Context, t text, lines []found) (bool, error) {
	beyond := slices.ContainsFunc(lines, func(f found) bool { return f.known != nil && f.known.help.Needs.beyondWrite() })
	switch {
	case t.changed && t.at.kind != fromIssue:
		return true, nil
	case !beyond && (!t.changed || harmless(lines)):
		return false, nil
	}
	edited, err := w.hub.edited(ctx, t.node)
	if err != nil {
		return false, fmt.Errorf("whether %s was edited: %w", t.url, err)
	}
	return edited, nil
}

// beyondWrite reports whether somebody who may write to a repository may lack the permission.
func (p Permission) beyondWrite() bool {
	return !slices.ContainsFunc(p.any(), func(one Permission) bool { return slices.Contains([]Permission{Anyone, Read, Triage, Write}, one) })
}

// harmless reports whether commands change nothing.
func harmless(lines []found) bool {
	return !slices.ContainsFunc(lines, func(f found) bool { return f.known != nil && f.known.help.Effect != Reads })
}

// refuse refuses the commands of a text that somebody may have changed since it was written:
// whose they are is not known.
func refuse(lines []found) {
	for i := range lines {
		if lines[i].known != nil && lines[i].refusal.empty() {
			lines[i].refusal = Textf("this text may have been changed since it was written; comment the command instead")
		}
	}
}

// eventOf is a text as the webhook would have told of it.
func (w *Watcher) eventOf(ctx context.Context, t text) (*IssueCommentEvent, error) {
	issue, err := t.issue, error(nil)
	if issue == nil {
		if issue, err = w.hub.issue(ctx, t.at); err != nil {
			return nil, err
		}
	}
	repo := w.repo
	if w.budget == nil { // it may have been renamed, or have another default branch, since the watch began
		if repo, err = w.hub.repository(ctx, w.owner(), w.repo.GetName()); err != nil {
			return nil, err
		}
	}
	event := &IssueCommentEvent{
		Action: new("created"), Issue: issue, Repo: repo, Sender: t.by,
		Comment: &github.IssueComment{Body: &t.body, User: t.by, HTMLURL: &t.url, CreatedAt: &github.Timestamp{Time: t.created}},
	}
	if t.at.id != 0 {
		event.Comment.ID = &t.at.id
	}
	if w.installation != 0 {
		event.Installation = &github.Installation{ID: &w.installation}
	}
	return event, nil
}
