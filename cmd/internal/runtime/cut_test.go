package runtime

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// moments are those at which a caller hangs up: the calls that matter.
var moments = []moment{
	{"claim", "POST", "/reactions", "eyes", false},
	{"claimed", "POST", "/reactions", "eyes", true},
	{"who", "GET", "/permission", "", false},
	{"read", "GET", "/builds/42", "", false},
	{"promote", "POST", "/promote", "", false},
	{"promoted", "POST", "/promote", "", true},
	{"labelled", "POST", "/labels", "", true},
	{"reply", "POST", "/issues/17/comments", "", false},
	{"replied", "POST", "/issues/17/comments", "", true},
	{"end", "POST", "/reactions", "rocket", false},
	{"ended", "POST", "/reactions", "rocket", true},
}

// cut delivers a comment, hangs up at a moment, and returns when the instance is frozen in
// the middle of it.
func (w *world) cut(at moment) {
	w.t.Helper()
	reached := w.hub.hold(at)
	hung, hangUp := context.WithCancel(w.t.Context())
	defer hangUp()
	answered := make(chan int, 1)
	e := w.comment()
	go func() { answered <- w.deliver(hung, e) }()
	select {
	case <-reached:
	case status := <-answered:
		w.t.Fatalf("%s: it never came to that: %d", at.name, status)
	}
	hangUp()
	<-answered
	w.robot.calling.Wait()
}

// slices lets the instance run for as long as short calls take.
func (w *world) slices() {
	w.t.Helper()
	for range 20 {
		w.get("/healthz")
	}
}

// TestCut: callers hang up, and the platform freezes the instance in the middle of its work.
// Nothing is lost, and nothing is done twice: whatever becomes of the instance, the timer's
// function brings the comment to its end, with one true reply.
func TestCut(t *testing.T) {
	late := make([]*world, len(moments))
	for i, at := range moments {
		late[i] = newWorld(t, 2)
		late[i].cut(at)
		late[i].hub.open()
		late[i].settle()
	}
	passed := time.After(9 * time.Second) // more than a delivery is worked on
	slow := slowly(t)
	each(t, "taken away", func(t *testing.T, at moment) {
		w := newWorld(t, 2)
		w.cut(at)
		w.robot.reclaim()
		w.hub.open()
		w.settle()
	})
	each(t, "goes on with every other call", func(t *testing.T, at moment) {
		w := newWorld(t, 3)
		w.cut(at)
		w.hub.open()
		w.slices()
		w.settle()
		w.slices()
		w.settle()
	})
	each(t, "a job, brought again to another instance", func(t *testing.T, at moment) {
		w := newWorld(t, 3, "ROBOT_ASYNC=fc")
		w.deliver(t.Context(), w.comment())
		w.broken(at, w.robot.jobs()[0])
		w.settle()
	})
	slow.finish()
	<-passed
	for i, at := range moments {
		t.Run("goes on when it is too late/"+at.name, func(t *testing.T) { late[i].tooLate(t) })
	}
}

// each runs a test for each moment, and returns when all have ended.
func each(t *testing.T, name string, test func(*testing.T, moment)) {
	t.Run(name, func(t *testing.T) {
		for _, at := range moments {
			t.Run(at.name, func(t *testing.T) {
				t.Parallel()
				test(t, at)
			})
		}
	})
}

// tooLate lets an instance go on when what it had begun was brought to its end by another.
func (w *world) tooLate(t *testing.T) {
	w.slices()
	if builds, history := w.ci.Builds(slug), w.repo.Issue(17).History; len(builds) != 2 || len(history) != 1 {
		t.Errorf("%d builds, events %q", len(builds)-1, history)
	}
	if wrong := w.wrong(); len(wrong) > 0 {
		t.Errorf("who was frozen replies, although another has answered: %q", wrong)
	}
}

// slowed is a comment that is worked while GitHub answers slowly.
type slowed struct {
	*world
	status chan int
}

// slowly delivers a comment to a robot that has no time for all of it.
func slowly(t *testing.T) *slowed {
	s := &slowed{newWorld(t, 2), make(chan int, 1)}
	s.gh.Break(wire.Fault{Delay: 1700 * time.Millisecond, After: true})
	e := s.comment()
	go func() { s.status <- s.deliver(t.Context(), e) }()
	return s
}

// finish waits for GitHub to have its answer, or to hang up. There is one reply then, and it
// says that nothing was done, or what was.
func (s *slowed) finish() {
	s.t.Logf("GitHub answers slowly: %d", <-s.status)
	s.robot.calling.Wait()
	s.gh.Mend()
	s.slices()
	for range 3 {
		s.ahead.Add(int64(3 * time.Minute))
		s.tick()
	}
	builds, said := len(s.ci.Builds(slug))-1, s.repo.Issue(17).By("sealrobot")
	if len(said) != 1 || builds > 1 || strings.Contains(said[0].Body, "Started build") != (builds == 1) {
		s.t.Errorf("%d builds, and the robot said %v", builds, said)
	}
}
