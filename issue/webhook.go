package issue

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"
)

// Webhook answers GitHub's webhook, and works what it brings.
type Webhook struct {
	*processor
	secrets []string

	reading *semaphore.Weighted // by the bytes of their payloads
	large   *semaphore.Weighted // the same, for those that GitHub hardly ever sends
	working *semaphore.Weighted // by their number

	handOver func(ctx context.Context, job string) error // nil: everything is worked here
}

// NewWebhook returns the handler for the commands of mux. It fails without a secret:
// a webhook that anybody could send would let anybody command.
func NewWebhook(config *Config, mux *Mux) (*Webhook, error) {
	for _, secret := range config.Secrets {
		if secret == "" {
			return nil, errors.New("an empty webhook secret verifies nothing")
		}
	}
	if len(config.Secrets) == 0 {
		return nil, errors.New("no webhook secret")
	}
	p, err := newProcessor(config, mux)
	if err != nil {
		return nil, err
	}
	return &Webhook{p, config.Secrets, semaphore.NewWeighted(readingRoom), semaphore.NewWeighted(largeRoom), semaphore.NewWeighted(workingRoom), config.HandOver}, nil
}

// refusal is a delivery that is answered with a status and a reason for its sender,
// who reads it under "Recent deliveries".
type refusal struct {
	status int
	reason string
}

func (r *refusal) Error() string { return r.reason }

func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	delivery := r.Header.Get("X-GitHub-Delivery")
	outcome, err := h.serve(w, r, arrived, delivery)
	level, status := slog.LevelDebug, http.StatusAccepted
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		level, status = slog.LevelWarn, refused.status
	case err != nil:
		level, status = slog.LevelError, http.StatusInternalServerError
	case outcome != nil:
		level, status = slog.LevelInfo, http.StatusOK
	}
	h.log.Log(r.Context(), level, "delivery", "delivery", delivery, "event", r.Header.Get("X-GitHub-Event"), "status", status,
		"took", time.Since(arrived).Round(time.Microsecond).String(), "error", h.logged(err))
	switch {
	case err != nil:
		drain(w, r)
		answer(w, status, Outcome{Delivery: delivery, Commands: []Result{}, Error: public(err)})
	case outcome != nil:
		answer(w, status, outcome)
	default:
		w.WriteHeader(status)
	}
}

// public is what GitHub's list of deliveries may show of an error; the log has it in full.
func public(err error) string {
	var refused *refusal
	var said *Said
	switch {
	case errors.As(err, &refused):
		return refused.reason
	case errors.As(err, &said):
		return said.Text.String()
	}
	return "Nothing was done: the robot is not set up right, and its log says why."
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // a person reads it
	encoder.Encode(body)         // the connection is all that can fail, and there is nobody left to tell
}

// serve is nil without an error where there is nothing for us.
func (h *Webhook) serve(w http.ResponseWriter, r *http.Request, arrived time.Time, delivery string) (*Outcome, error) {
	a, err := h.receive(w, r, arrived)
	if err != nil || a == nil {
		return nil, err
	}
	a.delivery, a.handOver = delivery, h.handOver
	if a.ping() {
		return &Outcome{Delivery: delivery, Commands: []Result{}}, nil
	}
	defer h.working.Release(1)
	// A caller that hangs up must not leave a command half done: from here on it is
	// worked to its end, within its own time.
	work := h.process
	if a.news != nil {
		work = h.hear
	}
	outcome, err := work(context.WithoutCancel(r.Context()), arrived, *a)
	if errors.Is(err, errNotForUs) {
		return nil, nil
	}
	return &outcome, err
}
