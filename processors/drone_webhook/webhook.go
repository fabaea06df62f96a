package drone_webhook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

const (
	places   = 16              // ends that are worked at once
	turnTime = 2 * time.Second // that an end waits for its place; then it is not told of
	workTime = 5 * time.Second // that it is worked for
)

// Bring brings the reply that news are about to their state; see issue.Webhook.Bring.
type Bring func(ctx context.Context, owner, repo string, news issue.News) (*issue.Result, error)

// Options say whose events are believed, and who is told of them.
type Options struct {
	Secrets []string         // any of them verifies: to change a secret, have both for a while
	Bring   Bring            // what is done about the end of a build
	Log     *slog.Logger     // nil means slog.Default()
	Now     func() time.Time // nil means time.Now
}

type handler struct {
	Options
	working *semaphore.Weighted
}

// New returns the handler of Drone's webhook. It answers 401 to what is not verified to come
// from Drone just now, and says what is wrong with it; 204 to all else, whatever came of it.
// It fails without a secret, and for an empty one.
func New(o Options) (http.Handler, error) {
	switch {
	case len(o.Secrets) == 0:
		return nil, errors.New("no Drone webhook secret")
	case slices.ContainsFunc(o.Secrets, func(secret string) bool { return strings.TrimSpace(secret) == "" }):
		return nil, errors.New("an empty Drone webhook secret verifies nothing")
	case o.Bring == nil:
		return nil, errors.New("nobody to tell of Drone's builds")
	}
	o.Secrets = slices.Clone(o.Secrets)
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &handler{o, semaphore.NewWeighted(places)}, nil
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Drone posts its events", http.StatusMethodNotAllowed)
		return
	}
	body, err := h.receive(w, r)
	if err != nil {
		h.Log.Warn("drone webhook refused", "error", err)
		if !errors.Is(err, errBroken) {
			drain(w, r)
		}
		http.Error(w, err.Error(), http.StatusUnauthorized)
		return
	}
	h.serve(r.Context(), body)
	w.WriteHeader(http.StatusNoContent)
}

// serve works a verified event. A panic is no reason not to answer: Drone's call waits.
func (h *handler) serve(ctx context.Context, body []byte) {
	defer func() {
		if p := recover(); p != nil {
			h.Log.Error("drone webhook panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	if !ours(body) {
		return
	}
	e, err := read(body)
	if err != nil {
		h.Log.Warn("drone webhook cannot be read", "error", err)
		return
	}
	h.work(context.WithoutCancel(ctx), e) // who hangs up must not leave a reply half written
}

// work brings an end to its reply.
func (h *handler) work(ctx context.Context, e event) {
	news := drone.Heard(e.Build)
	log := h.Log.With("at", e.Repo.String(), "job", news.Job, "progress", news.Progress)
	turn, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	if h.working.Acquire(turn, 1) != nil {
		log.Warn("drone webhook dropped: too much in flight")
		return
	}
	defer h.working.Release(1)
	ctx, cancel = context.WithTimeout(ctx, workTime)
	defer cancel()
	switch result, err := h.Bring(ctx, e.Repo.Namespace, e.Repo.Name, news); {
	case err != nil:
		log.Error("drone webhook not told", "error", err)
	case result == nil:
		log.Debug("drone webhook tells nothing new")
	}
}
