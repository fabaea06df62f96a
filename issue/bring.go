package issue

import (
	"context"
	"slices"
	"time"

	"github.com/google/go-github/v92/github"
)

// Bring brings the reply that news are about to how the job stands: for platforms that tell
// of a job themselves, and not through GitHub. Whose news they are decides the reference
// among News.Refs: what carries none that was made for this very job is ignored, without a
// call. The Result is nil where nothing was to be done. An error means that the news were not
// told, and may come again. Its time is ctx's.
func (h *Webhook) Bring(ctx context.Context, owner, repo string, news News) (*Result, error) {
	w := way{h.processor, nil, &github.Repository{Owner: &github.User{Login: &owner}, Name: &repo}, Scope{h.mux, h.spoken}}
	if !h.served(w.fullName()) || w.reference(news) == nil {
		return nil, nil
	}
	client, _, err := h.clients.in(ctx, owner, repo)
	if err != nil {
		return nil, err
	}
	w.hub = &hub{client}
	return w.bring(ctx, news)
}

const (
	// recent is how old a reply may be whose jobs the next command looks at. None takes longer.
	recent = 24 * time.Hour

	// mostOpen is how many such replies are looked at.
	mostOpen = 5
)

// catchUp brings the older replies of this issue to how their jobs stand: what nobody told us
// of, because there is no webhook for it or its event was lost.
func (j *job) catchUp(ctx context.Context) {
	if j.resume || j.kind == fromIssue {
		return // a Watcher looks itself; and below a new issue there is no older reply
	}
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	open, err := w.open(ctx, j.at)
	if err != nil {
		j.log.Warn("the older replies could not be looked at", "delivery", j.delivery, "error", j.logged(err))
		return
	}
	for _, p := range open {
		j.lookOnce(ctx, p)
	}
}

// open are the newest replies of an issue whose jobs have not ended as far as they say.
func (w way) open(ctx context.Context, at place) (all []*posted, err error) {
	list, err := w.hub.recentComments(ctx, at, time.Now().Add(-recent))
	if err != nil {
		return nil, err
	}
	shown := ends{}
	for _, c := range list {
		shown.see(fromComment, c.GetID(), c.Reactions)
	}
	for _, c := range slices.Backward(list) {
		if p := w.replyOf(c); p != nil && p.mark.Source != at.String() && len(all) < mostOpen {
			if running, _ := p.goesOn(); running {
				p.old, p.end = true, shown[p.mark.Source]
				all = append(all, p)
			}
		}
	}
	return all, nil
}
