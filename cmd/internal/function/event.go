package function

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/fanux/robot/issue"
)

// With ROBOT_MODE=event the program is the timer's function: the platform posts the timer's
// event to /invoke, and a sweep is the answer. What the event says is of no matter: anything
// that comes means that it is time. Such a function has no HTTP trigger, and what is there
// for one is not there.
// https://help.aliyun.com/document_detail/191342.html

const (
	// sweepTime is when a sweep begins nothing new: what has begun then takes ten seconds more
	// at the most, and the templates give the function a minute and a half.
	sweepTime = time.Minute

	sweepCalls  = 500
	sweepSince  = 72 * time.Hour
	sweepResume = 2 * time.Minute
)

// event reports whether the program is the timer's function.
func (e *environment) event() bool {
	mode := e.get("ROBOT_MODE")
	if mode != "" && mode != "http" && mode != "event" {
		e.wrong("ROBOT_MODE: %q is neither http nor event, the timer's function", mode)
	}
	return mode == "event"
}

func eventHandler(s *Settings, mux *issue.Mux, log *slog.Logger, out io.Writer) http.Handler {
	t := &timer{log: log, redact: issue.NewRedactor(s.GitHub.Hidden()...)}
	sweep, err := s.Sweep(mux, issue.SweepOptions{
		URL: s.Self, Since: sweepSince, Resume: sweepResume, Calls: sweepCalls, Tell: t.tell,
	})
	if err != nil {
		// The repositories may be named in a file that is not there yet: that is no reason
		// to fail a deployment, and every call says it again.
		log.Error("nothing will be swept", "error", err)
		t.wrong = err
	}
	t.sweep = sweep
	routes := http.NewServeMux()
	routes.Handle("POST /invoke", t)
	platform(routes)
	return invocation(out, recovered(log, routes))
}

// timer answers the timer's events, one at a time.
type timer struct {
	sweep  *issue.Sweep
	wrong  error // why there is none
	log    *slog.Logger
	redact *issue.Redactor

	working sync.Mutex
}

func (t *timer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The platform always sets it, and its callers cannot: through an HTTP trigger that
	// somebody hung here against all advice, anybody could come.
	if r.Header.Get("X-Fc-Control-Path") != "/invoke" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set(outcome, ended) // the timer comes again, and the platform need not
	switch {
	case t.wrong != nil:
		t.log.Error("nothing is swept", "error", t.wrong)
		w.WriteHeader(http.StatusInternalServerError)
		t.answer(w, map[string]string{"error": t.redact.Text(t.wrong.Error())})
	case !t.working.TryLock():
		t.answer(w, map[string]bool{"busy": true})
	default:
		defer t.working.Unlock()
		t.answer(w, t.run(r.Context()))
	}
}

func (t *timer) answer(w io.Writer, body any) {
	if err := json.NewEncoder(w).Encode(body); err != nil {
		t.log.Warn("nobody heard the answer", "error", err)
	}
}

// swept is what a sweep answers.
type swept struct {
	issue.Swept
	Error string `json:"error,omitempty"` // what could not be swept, and what to do: the rest was done all the same
}

func (t *timer) run(ctx context.Context) swept {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, sweepTime)
	defer cancel()
	done, err := t.sweep.Run(ctx)
	answer, level := swept{Swept: done}, slog.LevelInfo
	if err != nil {
		answer.Error, level = t.redact.Text(issue.Trouble(err)), slog.LevelError
		t.log.Error("not all could be swept", "error", err)
	}
	t.log.Log(ctx, level, "sweep", "redelivered", done.Redelivered, "run", done.Run, "resumed", done.Resumed, "updated", done.Updated,
		"calls", done.Calls, "rest", done.Rest, "took", time.Since(began).Round(time.Millisecond).String())
	return answer
}

// tell logs what was done; what could not be is the same, sweep after sweep.
func (t *timer) tell(seen issue.Watched) {
	if seen.Note != "" && len(seen.Results) == 0 {
		t.log.Debug("left", "repo", seen.Repo, "at", seen.URL, "why", seen.Note)
		return
	}
	for _, r := range seen.Results {
		t.log.Info("swept", "repo", seen.Repo, "at", seen.URL, "command", r.Name, "state", r.State)
	}
}
