package issue

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"
)

// Memory is bounded by rooms: a payload is read in a reading room, and a command worked
// in the working room. Who sends nothing, or announces more than is sent, takes no place.
const (
	// maxPayload is the most that GitHub sends.
	// https://docs.github.com/en/webhooks/webhook-events-and-payloads
	maxPayload = 25 << 20

	firstRead    = 512      // is read without a place
	leastPayload = 16 << 10 // what a smaller payload counts as
	smallPayload = 64 << 10 // GitHub's are hardly ever larger; those that are have a room of their own
	readingRoom  = 4 << 20  // for the small ones
	largeRoom    = maxPayload
	workingRoom  = 128 // commands at once

	turnTime = 3 * time.Second // what a delivery waits for its turns; then the answer is 503
	readTime = 5 * time.Second // what its sender has to send it
)

// receive reads a delivery and finds the commands in it. It is nil without an error where
// there is nothing for us, or is a ping; otherwise its place in the working
// room is the caller's to release.
func (h *Webhook) receive(w http.ResponseWriter, r *http.Request, arrived time.Time) (*arrival, error) {
	form, err := isForm(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	size, err := sizeOf(r)
	if err != nil {
		return nil, err
	}
	body, leave, err := h.read(w, r, size, arrived)
	if err != nil {
		return nil, err
	}
	defer leave()
	payload := body.Bytes()
	if !h.signed(r.Header.Get("X-Hub-Signature-256"), payload) {
		return nil, &refusal{http.StatusUnauthorized, "X-Hub-Signature-256 is missing or wrong: does the webhook have the robot's secret?"}
	}
	if form {
		if payload, err = payloadOf(payload); err != nil {
			return nil, err
		}
	}
	a, decode, err := h.look(r.Header.Get("X-GitHub-Event"), payload)
	if err != nil || a == nil || a.ping() {
		return a, err
	}
	if err := enter(r.Context(), h.working, 1, arrived); err != nil {
		return nil, err
	}
	if a.event, err = decode(payload); err != nil {
		h.working.Release(1)
		return nil, &refusal{http.StatusBadRequest, err.Error()}
	}
	return a, nil
}

// enter waits until there is room.
func enter(ctx context.Context, room *semaphore.Weighted, weight int64, arrived time.Time) error {
	if room.TryAcquire(weight) {
		return nil
	}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(turnTime))
	defer cancel()
	if room.Acquire(ctx, weight) != nil {
		return &refusal{http.StatusServiceUnavailable, "too much in flight; redeliver it"}
	}
	return nil
}
