package issue

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/google/go-github/v92/github"
)

// errJobGone is the end of a job whose text was deleted meanwhile.
var errJobGone = errors.New("what it stood in is gone")

// arrivalOf is a job as the webhook would have told of it: GitHub is asked for what the job
// does not carry. It fails with errJobGone where the text was deleted meanwhile.
func (k *worker) arrivalOf(ctx context.Context, h *handed, arrived time.Time) (*arrival, error) {
	client, err := k.clients.of(h.Installation)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(k.robotTime))
	defer cancel()
	at, hub := h.place(), &hub{client}
	e := &IssueCommentEvent{Action: new("created"), Sender: h.sender()}
	var asking sync.WaitGroup
	var errs [3]error
	asking.Go(func() { e.Issue, errs[0] = hub.issue(ctx, at) })
	asking.Go(func() { e.Repo, errs[1] = hub.repository(ctx, at.owner, at.repo) })
	if at.kind != fromIssue {
		asking.Go(func() { e.Comment, errs[2] = hub.text(ctx, at) })
	}
	asking.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		if deleted(errs[0]) || deleted(errs[2]) {
			return nil, errors.Join(errJobGone, err)
		}
		return nil, err
	}
	if at.kind == fromIssue {
		e.Comment = textOf(e.Issue)
	}
	if h.Installation != 0 {
		e.Installation = &github.Installation{ID: &h.Installation}
	}
	e.Organization = e.Repo.Organization
	return &arrival{delivery: h.Delivery, kind: h.Kind, event: e, handed: h, holds: h.Claim}, nil
}

func deleted(err error) bool {
	status := gitHubStatusOf(err)
	return status == http.StatusNotFound || status == http.StatusGone
}
