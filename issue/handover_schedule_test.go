package issue_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestHandOverSchedules: whatever the queue does with a job, whatever GitHub fails at, however
// often and in whatever order the webhook and the worker are called: a command runs once at
// most, the comment comes to an end, and its one reply is true.
func TestHandOverSchedules(t *testing.T) {
	seeds := uint64(400)
	if testing.Short() {
		seeds = 40
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := &schedule{relay: newRelay(t), rand: rand.New(rand.NewPCG(seed, 7))}
			s.play()
			if t.Failed() {
				t.Log(strings.Join(s.told, "\n"))
			}
		})
	}
}

// schedule is a relay to which things happen at random.
type schedule struct {
	*relay
	rand  *rand.Rand
	now   time.Time
	event issuetest.Event
	told  []string
}

func (s *schedule) tell(format string, args ...any) {
	s.told = append(s.told, fmt.Sprintf(format, args...))
}

// later lets time go by, for GitHub.
func (s *schedule) later(d time.Duration) {
	s.now = s.now.Add(d)
	now := s.now
	s.gh.SetTime(func() time.Time { return now })
}

func (s *schedule) play() {
	s.now = time.Now().Add(-time.Hour)
	s.later(0)
	s.event = s.repo.Comment(17, "alice", "/pay 1\n/help")
	s.queue()
	s.step("webhook")
	for range s.rand.IntN(4) {
		if s.rand.IntN(3) == 0 {
			s.later(time.Duration(s.rand.IntN(90)) * time.Second)
		}
		s.step([]string{"webhook", "worker", "both", "workers"}[s.rand.IntN(4)])
	}
	s.gh.Mend()
	for range 3 { // the sweep, or who redelivers
		s.later(2 * time.Minute)
		s.act("webhook")
		s.act("worker")
	}
	s.aside.Wait()
	s.check()
}

// queue decides what the queue does.
func (s *schedule) queue() {
	late := errors.New("no answer")
	how := s.rand.IntN(7)
	s.tell("queue: %d", how)
	s.put = func(job string) error {
		switch how {
		case 0: // it takes the job, and brings it when the schedule says so
			return nil
		case 1: // it refuses
			s.drop()
			return late
		case 2: // it takes the job, and says it did not
			return late
		case 3: // it brings the job before it answers
			s.bring(job)
			return late
		case 4: // while it answers that it did not take it
			s.aside.Go(func() { s.bring(job) })
			return late
		case 5: // while it answers
			s.aside.Go(func() { s.bring(job) })
			return nil
		}
		s.drop() // it loses the job
		return nil
	}
}

func (s *schedule) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs = nil
}

// step is one thing that happens, with GitHub failing at some call of it.
func (s *schedule) step(what string) {
	if s.rand.IntN(2) == 0 {
		f := wire.Fault{Method: []string{"", "POST", "DELETE", "GET"}[s.rand.IntN(4)], Skip: s.rand.IntN(6), Times: []int{1, 1, 2, 1000}[s.rand.IntN(4)],
			After: s.rand.IntN(2) == 0, Cut: s.rand.IntN(2) == 0}
		if !f.Cut {
			f.Status = []int{500, 502, 401}[s.rand.IntN(3)]
		}
		s.tell("fault: %+v", f)
		s.gh.Break(f)
	}
	s.act(what)
	s.aside.Wait()
	s.gh.Mend()
}

func (s *schedule) act(what string) {
	webhook := func() { s.send(s.event.Request(s.url, secret)) }
	worker := func() {
		for _, job := range s.queued() {
			s.bring(job)
		}
	}
	from := len(s.gh.Calls())
	switch what {
	case "webhook":
		webhook()
	case "worker":
		worker()
	case "both":
		together(webhook, worker)
	case "workers":
		together(worker, worker, worker)
	}
	s.tell("%s, after %v:", what, s.now.Format("15:04:05"))
	for _, c := range s.gh.Calls()[from:] {
		s.tell("  %s %s", c, short(c))
	}
}

func short(c wire.Call) string {
	if c.Method == http.MethodPost && strings.HasSuffix(c.Path, "/reactions") {
		return c.Body
	}
	return ""
}

func together(all ...func()) {
	var group sync.WaitGroup
	for _, f := range all {
		group.Go(f)
	}
	group.Wait()
}

func (s *schedule) check() {
	s.t.Helper()
	ran, replies, reactions := len(s.payer.ran()), s.replies(), s.reactions(s.event.Comment)
	if ran > 1 {
		s.t.Errorf("ran %d times", ran)
	}
	if !strings.Contains(reactions, "rocket") && !strings.Contains(reactions, "confused") {
		s.t.Errorf("no end: %s", reactions)
	}
	if len(replies) != 1 {
		s.t.Errorf("%d replies: %q", len(replies), replies)
		return
	}
	if said := strings.Contains(replies[0], "Paid."); said && ran == 0 || !said && ran == 1 && !strings.Contains(replies[0], "It may have run") {
		s.t.Errorf("ran %d times, and says %s", ran, replies[0])
	}
}
