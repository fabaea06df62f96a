package function

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/fanux/robot/issue"
)

// With ROBOT_ASYNC=fc, a comment's commands go to our own address with the header that makes
// the platform answer at once, keep the call, and make it later: to the same code, as a Worker.
// https://help.aliyun.com/document_detail/181866.html

const (
	jobPath = "/job"

	asynchronous = "X-Fc-Invocation-Type" // Async: the platform queues it, and answers 202

	// outcome is how a call went in the platform's eyes: those that it queued and that did not
	// go well, it makes again.
	// https://help.aliyun.com/document_detail/191342.html
	outcome = "X-Fc-Status"
	ended   = "200"
	retried = "404"
)

// async is our own address, where work is to be queued; "" where it is done at once.
func (e *environment) async(s *Settings) string {
	how, address := e.get("ROBOT_ASYNC"), e.address("ROBOT_URL")
	if how != "" && how != "fc" {
		e.wrong("ROBOT_ASYNC: %q is not fc, the only queue that there is; unset it to work at once", how)
		return ""
	}
	switch {
	case how == "": // the address alone is what the timer's function knows our webhooks by
		return ""
	case address == "":
		e.wrong("ROBOT_URL: set it to the function's own public address: ROBOT_ASYNC needs it")
		return ""
	}
	if u, err := url.Parse(address); err == nil && u.Scheme == "http" {
		s.Warnings = append(s.Warnings, "ROBOT_URL: http shows the commands to whoever listens; use https")
	}
	return address
}

// queued turns on that work is handed over to the platform.
func (s *Settings) queued() {
	if s.Self == "" {
		return
	}
	q := &queue{s.Self + jobPath, &http.Client{
		Transport:     s.GitHub.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // the job is for us alone
	}}
	s.GitHub.HandOver = q.put
}

// queue is the platform's: what is put into it comes back to jobPath.
type queue struct {
	address string
	client  *http.Client
}

func (q *queue) put(ctx context.Context, job string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, q.address, strings.NewReader(job))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "text/plain")
	r.Header.Set(asynchronous, "Async")
	response, err := q.client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, 4<<10) // so that the connection can be used again
	if response.StatusCode != http.StatusAccepted {
		return fmt.Errorf("%s answered %s, and 202 is how the platform queues: is ROBOT_URL the function's own address?", q.address, response.Status)
	}
	return nil
}

// worker is the way in for what the platform has queued.
func worker(webhook *issue.Webhook) http.Handler {
	work := webhook.Worker()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(outcome, retried) // where it panics
		work.ServeHTTP(telling{w}, r)
	})
}

// telling tells the platform by the status whether to bring a job again.
type telling struct{ http.ResponseWriter }

func (t telling) WriteHeader(status int) {
	if status < http.StatusInternalServerError {
		t.Header().Set(outcome, ended)
	}
	t.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (t telling) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// once keeps the platform from making a call again that was never meant for its queue: anybody
// may send the header that puts one there.
func (s *Settings) once(next http.Handler) http.Handler {
	if s.Self == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(outcome, ended)
		next.ServeHTTP(w, r)
	})
}
