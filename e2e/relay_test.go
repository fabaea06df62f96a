package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
)

// relay is where Drone's webhooks come in. Each goes on, byte for byte, to the robot that
// is there at the time, and is kept.
type relay struct {
	server *httptest.Server

	mu   sync.Mutex
	came *sync.Cond
	to   string // the robot's /drone
	kept []delivery
}

// delivery is one webhook of Drone, and what the robot said to it.
type delivery struct {
	Header http.Header
	Body   []byte
	Status int // 0: nobody was there
	event
}

// event is what a story asks of a webhook.
type event struct {
	Event, Action string
	Repo          struct{ Slug string }
	Build         *sdk.Build
}

func newRelay(t issuetest.TB) *relay {
	r := new(relay)
	r.came = sync.NewCond(&r.mu)
	r.server = httptest.NewServer(r)
	t.Cleanup(r.server.Close)
	return r
}

func (r *relay) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	d := delivery{Header: in.Header.Clone()}
	d.Body, _ = io.ReadAll(in.Body)
	json.Unmarshal(d.Body, &d.event)
	r.mu.Lock()
	to := r.to
	r.mu.Unlock()
	if to != "" {
		d.Status = pass(in.Context(), to, d.Header, d.Body)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append(r.kept, d)
	r.came.Broadcast()
	w.WriteHeader(http.StatusNoContent)
}

// pass posts a webhook to the robot and returns the status of its answer.
func pass(ctx context.Context, to string, header http.Header, body []byte) int {
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	out.Header = header.Clone()
	got, err := http.DefaultClient.Do(out)
	if err != nil {
		return 0
	}
	defer got.Body.Close()
	return got.StatusCode
}

// lead makes the robot at that address the one who gets the webhooks; "" is nobody.
func (r *relay) lead(to string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to = to
}

// of are the webhooks about a build so far.
func (r *relay) of(slug string, build int64) []delivery {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.about(slug, build)
}

func (r *relay) about(slug string, build int64) []delivery {
	return slices.DeleteFunc(slices.Clone(r.kept), func(d delivery) bool {
		return d.Build == nil || d.Repo.Slug != slug || d.Build.Number != build
	})
}

// await waits for a webhook about a build, which the robot has answered then.
func (r *relay) await(ctx context.Context, slug string, build int64, is func(*sdk.Build) bool) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.came.Broadcast()
	})()
	r.mu.Lock()
	defer r.mu.Unlock()
	for !slices.ContainsFunc(r.about(slug, build), func(d delivery) bool { return is(d.Build) }) {
		if ctx.Err() != nil {
			return fmt.Errorf("no webhook tells of that state of build %d of %s", build, slug)
		}
		r.came.Wait()
	}
	return nil
}

func ended(b *sdk.Build) bool { return b.Finished > 0 }
