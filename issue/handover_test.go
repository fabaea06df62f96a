package issue_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// relay is a world whose webhook hands over: the test is the queue.
type relay struct {
	*world
	mu     sync.Mutex
	jobs   []string               // what was put into the queue
	put    func(job string) error // what else happens then; nil: nothing
	worker string                 // its address
	aside  sync.WaitGroup         // what the queue does meanwhile
	payer  *crew                  // counts /pay, which says something and must not run twice
}

func newRelay(t *testing.T, change ...func(*issue.Config)) *relay {
	r := &relay{world: newWorld(t), payer: new(crew)}
	r.more = map[string]issue.Runner{"/pay": payer{r.payer}}
	change = append(change, func(c *issue.Config) { c.HandOver = r.handOver })
	webhook := r.webhook(change...)
	r.url, r.worker = serveHandler(t, webhook), serveHandler(t, webhook.Worker())
	return r
}

type payer struct{ *crew }

func (p payer) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	_, err := p.crew.Run(ctx, event)
	return "Paid.", err
}

func (r *relay) handOver(_ context.Context, job string) error {
	r.mu.Lock()
	r.jobs = append(r.jobs, job)
	put := r.put
	r.mu.Unlock()
	if put != nil {
		return put(job)
	}
	return nil
}

func (r *relay) queued() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.jobs...)
}

// bring brings a job to the worker.
func (r *relay) bring(job string) answer {
	r.t.Helper()
	request, err := http.NewRequest(http.MethodPost, r.worker, strings.NewReader(job))
	if err != nil {
		r.t.Fatal(err)
	}
	return r.send(request)
}

// TestHandOver: the webhook makes one call, the claim; the worker does the rest, and says the
// same as the webhook alone.
func TestHandOver(t *testing.T) {
	for _, kind := range []string{"comment", "review", "issue", "pull"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			r := newRelay(t)
			r.repo.OpenPull(18, "bob", "Fix", "It is fixed.")
			event := map[string]func() issuetest.Event{
				"comment": func() issuetest.Event { return r.repo.Comment(17, "alice", "So:\n\n/pay 1\n/pya 2") },
				"review":  func() issuetest.Event { return r.repo.Review(18, "alice", "/pay 1\n/count") },
				"issue":   func() issuetest.Event { return r.repo.Open(19, "alice", "New", "/pay 1\n/count") },
				"pull":    func() issuetest.Event { return r.repo.OpenPull(20, "alice", "New", "/pay 1\n/count") },
			}[kind]()
			r.gh.Forget()
			a := r.send(event.Request(r.url, secret))
			if a.status != 200 || a.states()[0] != issue.Ran || !strings.Contains(a.body, "handed over") || a.Delivery != event.GUID {
				t.Fatalf("%d %s", a.status, a.body)
			}
			if len(r.gh.Calls()) != 1 || len(r.queued()) != 1 || len(r.payer.ran()) != 0 {
				t.Fatalf("%v, %d jobs, ran %v", r.gh.Calls(), len(r.queued()), r.payer.ran())
			}
			a = r.bring(r.queued()[0])
			if a.status != 200 || a.states()[0] != issue.Ran || a.Delivery != event.GUID || len(r.payer.ran()) != 1 {
				t.Errorf("%d %s, ran %v", a.status, a.body, r.payer.ran())
			}
			if again := r.bring(r.queued()[0]); again.status != 200 || again.states()[0] != issue.Duplicate || len(r.payer.ran()) != 1 {
				t.Errorf("again: %d %s", again.status, again.body)
			}
			said := 0
			for _, i := range r.repo.Issues() {
				said += len(i.By("sealrobot"))
			}
			if said != 1 {
				t.Errorf("said %d times", said)
			}
		})
	}
}

// TestHandOverFails: the webhook works it itself, whatever the queue did with it.
func TestHandOverFails(t *testing.T) {
	refused := errors.New("no")
	for name, put := range map[string]func(*relay, string) error{
		"refused":       func(*relay, string) error { return refused },
		"worked before": func(r *relay, job string) error { r.bring(job); return refused },
		"worked twice":  func(r *relay, job string) error { r.bring(job); r.bring(job); return refused },
		"worked at once": func(r *relay, job string) error {
			r.aside.Go(func() { r.bring(job) })
			return refused
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRelay(t)
			r.put = func(job string) error { return put(r, job) }
			if a := r.say("alice", "/pay"); a.status != 200 || a.states()[0] != issue.Ran {
				t.Errorf("%d %s", a.status, a.body)
			}
			r.aside.Wait()
			r.bring(r.queued()[0]) // late
			if got := r.payer.ran(); len(got) != 1 || len(r.replies()) != 1 {
				t.Errorf("ran %v, said %v", got, r.replies())
			}
		})
	}
}

// TestHandOverAnsweredLate: the queue has taken it, and says so too late.
func TestHandOverAnsweredLate(t *testing.T) {
	r := newRelay(t)
	webhook := r.webhook(func(c *issue.Config) {
		c.HandOver = func(ctx context.Context, job string) error {
			<-ctx.Done()
			r.aside.Go(func() { r.bring(job) })
			return ctx.Err()
		}
	})
	r.url = serveHandler(t, webhook)
	began := time.Now()
	if a := r.say("alice", "/pay"); a.status != 200 || time.Since(began) > 4*time.Second {
		t.Errorf("%d %s after %v", a.status, a.body, time.Since(began))
	}
	r.aside.Wait()
	if got := r.payer.ran(); len(got) != 1 || len(r.replies()) != 1 {
		t.Errorf("ran %v, said %v", got, r.replies())
	}
}

// TestWorkerBrokeOff: what a worker leaves without an end is taken up when it is a minute old;
// until then the queue is to come again.
func TestWorkerBrokeOff(t *testing.T) {
	r := newRelay(t)
	r.ago(3 * time.Minute)
	r.say("alice", "/pay\n/help")
	r.gh.Break(wire.Fault{Method: "POST", Path: "/comments$", Status: 502})
	if a := r.bring(r.queued()[0]); a.status != http.StatusServiceUnavailable || a.Error == "" {
		t.Errorf("the reply is not there: %d %s", a.status, a.body)
	}
	r.gh.Mend()
	if a := r.bring(r.queued()[0]); a.status != http.StatusServiceUnavailable {
		t.Errorf("somebody may be at it: %d %s", a.status, a.body)
	}
	r.gh.SetTime(time.Now)
	if a := r.bring(r.queued()[0]); a.status != 200 || a.states()[0] != issue.Failed || a.states()[1] != issue.Ran {
		t.Errorf("%d %s", a.status, a.body)
	}
	if got := r.replies(); len(r.payer.ran()) != 1 || len(got) != 1 || !strings.Contains(got[0], "It may have run") {
		t.Errorf("ran %v, said %v", r.payer.ran(), got)
	}
}

// TestWorkerRefuses what is not its robot's, or not of this hour, before it asks anybody.
func TestWorkerRefuses(t *testing.T) {
	r := newRelay(t)
	r.say("alice", "/pay")
	job := r.queued()[0]
	r.gh.Forget()
	for name, row := range map[string]struct {
		job    string
		status int
	}{
		"nothing":         {"", 401},
		"no job":          {`{"d":"x"}`, 401},
		"unsigned":        {strings.Split(job, ".")[0] + ".", 401},
		"changed":         {"A" + job, 401},
		"another robot's": {issue.Sealed(secret, job, "another secret that is long enough", "job"), 401},
		"a marker":        {issue.Sealed(secret, job, secret, "marker"), 401},
		"old":             {issue.Redated(secret, job, -61*time.Minute), 401},
		"early":           {issue.Redated(secret, job, 6*time.Minute), 401},
		"long":            {strings.Repeat("x", 200<<10), 413},
		"long, chunked":   {"chunked", 413},
	} {
		request, _ := http.NewRequest(http.MethodPost, r.worker, strings.NewReader(row.job))
		if row.job == "chunked" {
			request.Body, request.ContentLength = io.NopCloser(strings.NewReader(strings.Repeat("x", 200<<10))), -1
		}
		if a := r.send(request); a.status != row.status {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if calls := r.gh.Calls(); len(calls) != 0 {
		t.Errorf("GitHub is asked: %v", calls)
	}
	if a := r.bring(issue.Redated(secret, job, -59*time.Minute)); a.status != 200 || len(r.payer.ran()) != 1 {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// TestJobsOutliveTheirSecret: a job that was signed with a secret that is being replaced.
func TestJobsOutliveTheirSecret(t *testing.T) {
	r := newRelay(t)
	r.say("alice", "/pay")
	webhook := r.webhook(func(c *issue.Config) { c.Secrets = []string{"the next secret that is long enough", secret} })
	r.worker = serveHandler(t, webhook.Worker())
	if a := r.bring(r.queued()[0]); a.status != 200 || len(r.payer.ran()) != 1 {
		t.Errorf("%d %s", a.status, a.body)
	}
}
