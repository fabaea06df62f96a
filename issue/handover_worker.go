package issue

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"
)

const (
	maxJobBody   = 128 << 10 // what platforms queue
	jobRoom      = 1 << 20   // of bodies that are larger than any job of ours
	jobTime      = 10 * time.Second
	jobReplyTime = 3 * time.Second
)

// Worker is the handler that Config.HandOver's queue is to bring its jobs to, with POST. It
// answers 401 to whatever was not handed over by the robot within an hour, 200 to what has
// come to an end, and 503 where the queue is to bring it once more.
func (h *Webhook) Worker() http.Handler {
	p := *h.processor
	p.robotTime, p.replyTime = p.jobTime, p.jobReplyTime
	return &worker{&Webhook{
		processor: &p, reading: semaphore.NewWeighted(readingRoom), large: semaphore.NewWeighted(jobRoom), working: semaphore.NewWeighted(workingRoom),
	}}
}

// worker is a Webhook with rooms and a time of its own.
type worker struct{ *Webhook }

func (k *worker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	arrived := time.Now()
	outcome, err := k.serve(w, r, arrived)
	level, status := slog.LevelInfo, http.StatusOK
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		level, status = slog.LevelWarn, refused.status
	case errors.Is(err, errJobGone), errors.Is(err, errNotForUs):
	case err != nil && again(err):
		level, status = slog.LevelWarn, http.StatusServiceUnavailable
	case err != nil:
		level = slog.LevelError
	case outcome.others:
		status = http.StatusServiceUnavailable
	}
	if err != nil {
		outcome.Commands, outcome.Error = []Result{}, public(err)
	}
	k.log.Log(r.Context(), level, "job", "delivery", outcome.Delivery, "status", status,
		"took", time.Since(arrived).Round(time.Microsecond).String(), "error", k.logged(err))
	answer(w, status, outcome)
}

// again reports whether what failed may work the next time.
func again(err error) bool {
	return errors.Is(err, errLater) || passes(err)
}

// serve works a job that was signed by us.
func (k *worker) serve(w http.ResponseWriter, r *http.Request, arrived time.Time) (Outcome, error) {
	h, err := k.open(w, r, arrived)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Delivery: h.Delivery, Commands: []Result{}}
	if err := enter(r.Context(), k.working, 1, arrived); err != nil {
		return out, err
	}
	defer k.working.Release(1)
	// As with a webhook: who hangs up leaves nothing half done.
	ctx := context.WithoutCancel(r.Context())
	a, err := k.arrivalOf(ctx, h, arrived)
	if err != nil {
		return out, err
	}
	return k.process(ctx, arrived, *a)
}

// open reads a job, and refuses what is none: nothing is looked at before its signature.
func (k *worker) open(w http.ResponseWriter, r *http.Request, arrived time.Time) (*handed, error) {
	size := r.ContentLength
	if size > maxJobBody {
		return nil, &refusal{http.StatusRequestEntityTooLarge, "larger than any job"}
	}
	if size < 0 {
		size = maxJobBody
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxJobBody)
	body, leave, err := k.read(w, r, size, arrived)
	if err != nil {
		return nil, err
	}
	defer leave()
	h := new(handed)
	if !k.keys.open(forJob, body.String(), h) {
		return nil, &refusal{http.StatusUnauthorized, "not a job of this robot's"}
	}
	if !h.fresh(arrived) {
		return nil, &refusal{http.StatusUnauthorized, "the job is too old, or not of now"}
	}
	return h, nil
}
