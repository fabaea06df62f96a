package issuetest

import (
	"encoding/json"
	"slices"
	"sync"
	"time"
)

type hook struct {
	id      int64
	repo    *Repo // nil: every one
	app     *App  // whose it is; nil: no App's
	config  config
	events  []string // or "*"
	active  bool
	created time.Time
	updated time.Time
	last    *Delivery // that ended
}

// config is where a hook's deliveries go, and what they look like.
type config struct {
	URL         string
	Secret      string      // empty: they are not signed
	ContentType string      `json:"content_type"` // json, or else form
	InsecureSSL json.Number `json:"insecure_ssl"` // kept, and without effect
}

type hooks struct {
	mu         sync.Mutex
	idle       *sync.Cond
	underWay   int
	list       []*hook
	deliveries []*Delivery
	most       int                                    // what Keep set; 0: all of them
	carry      func(d Delivery, send func() Delivery) // what Carry set
}

// Hook posts what happens from now on in any repository to url, signed and in the
// background: whatever is opened, commented, edited and deleted, by whomever. It is not
// pinged. Hooks that are made over REST are GitHub's own: they hang on one repository.
func (gh *GitHub) Hook(url, secret string) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	now := gh.time()
	gh.hooks.list = append(gh.hooks.list, &hook{
		id: gh.id(), config: config{URL: url, Secret: secret, ContentType: "json"}, events: []string{"*"}, active: true, created: now, updated: now,
	})
}

// in reports whether the hook hangs on that repository.
func (h *hook) in(r *Repo) bool { return h.app == nil && (h.repo == nil || h.repo == r) }

// wants reports whether the hook is to be told of the event.
func (h *hook) wants(e Event) bool {
	return h.active && h.subscribes(e.Name) && (h.repo == nil || h.repo.id == e.repo) && (h.app == nil || h.app.sees(e.repo))
}

// overlaps reports whether both hooks would be told of the same event.
func (h *hook) overlaps(o *hook) bool {
	return slices.ContainsFunc(o.events, h.subscribes) || slices.ContainsFunc(h.events, o.subscribes)
}

// subscribes reports whether the hook is told of events of that name.
func (h *hook) subscribes(event string) bool {
	return slices.Contains(h.events, "*") || slices.Contains(h.events, event)
}

// ping is what GitHub sends to the hook alone: first, and whenever it is asked to.
func (h *hook) ping(r *Repo, by *user) Event {
	return r.ping(by, object{"hook_id": h.id, "hook": h.json(r)})
}

func (h *hook) json(r *Repo) object {
	api := r.api() + "/hooks/" + itoa(h.id)
	return object{
		"type": "Repository", "id": h.id, "name": "web", "active": h.active, "events": slices.Clone(h.events), "config": h.config.json(),
		"created_at": stamp(h.created), "updated_at": stamp(h.updated), "url": api, "test_url": api + "/test",
		"ping_url": api + "/pings", "deliveries_url": api + "/deliveries", "last_response": h.lastResponse(),
	}
}

// json says that there is a secret, never which.
func (g config) json() object {
	o := object{"url": g.URL, "content_type": "form", "insecure_ssl": "0"}
	if g.ContentType != "" {
		o["content_type"] = g.ContentType
	}
	if g.InsecureSSL != "" {
		o["insecure_ssl"] = g.InsecureSSL.String()
	}
	if g.Secret != "" {
		o["secret"] = "********"
	}
	return o
}

// lastResponse is how the last delivery ended. GitHub's description has any word for its
// status; "unused" and "active" were seen in GitHub's answers, and so was "misconfigured"
// beside an Invalid HTTP Response. "missing", where there was no answer, is assumed.
func (h *hook) lastResponse() object {
	status, code := "active", any(nil)
	switch {
	case h.last == nil:
		return object{"code": nil, "status": "unused", "message": nil}
	case h.last.Status == 0:
		status = "missing"
	case h.last.status() != "OK":
		status = "misconfigured"
		fallthrough
	default:
		code = h.last.Status
	}
	return object{"code": code, "status": status, "message": h.last.status()}
}
