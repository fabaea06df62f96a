package workflow_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// scene17 is a scene with an issue on which alice comments.
func scene17(t *testing.T) *scene {
	s := start(t)
	s.repo.Grant("alice", "write").Open(17, "alice", "Widgets wobble", "They do.")
	return s
}

// refs are those of commands.
func (s *scene) refs() map[string]string { return s.repo.Refs("robot/runs/") }

// replies are the robot's.
func (s *scene) replies() (list []string) {
	for _, said := range s.repo.Issue(17).By("sealrobot") {
		list = append(list, said.Body)
	}
	return list
}

// git are the calls about refs and what they lead to.
func (s *scene) git() []string {
	return slices.DeleteFunc(s.calls(), func(call string) bool { return !strings.Contains(call, " git/") })
}

// TestDispatchedOnce: GitHub lets many claim one comment. One of them dispatches, and says so;
// the others find out even where the first has long done so.
func TestDispatchedOnce(t *testing.T) {
	for _, line := range []string{"/run deploy target=dev", "/run deploy target=dev\n/run deploy target=prod"} {
		s := scene17(t)
		s.RacyReactions.Store(true)
		e := s.repo.Comment(17, "alice", line)
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() { deliver(s.instance(t), e) })
		}
		together.Wait()
		if want := strings.Count(line, "/run"); len(s.repo.Runs()) != want || len(s.refs()) != want {
			t.Errorf("%q: %d runs, refs %v, want %d", line, len(s.repo.Runs()), s.refs(), want)
		}
		if said := s.replies(); len(said) != 1 {
			t.Errorf("%q: %d replies: %q", line, len(said), said)
		}
	}
}

// TestBegunOnce: what a run's ref costs, and when it goes.
func TestBegunOnce(t *testing.T) {
	for _, test := range []struct {
		name string
		took time.Duration
		want []string
		left int
	}{
		{"an ordinary run", 2 * time.Minute, []string{"DELETE git/refs/robot/runs/comment-99001-1 204"}, 0},
		{"a short one", 30 * time.Second, nil, 1}, // whoever was slower may still come
	} {
		t.Run(test.name, func(t *testing.T) {
			s := scene17(t)
			now := time.Now()
			s.SetTime(func() time.Time { return now.Add(-test.took) })
			s.repo.Comment(17, "alice", "It is the next number that the run has.")
			e := s.repo.Comment(17, "alice", "/run deploy target=dev")
			deliver(s.instance(t), e)
			if diff := cmp.Diff([]string{"POST git/commits 201", "POST git/refs 201"}, s.git()); diff != "" {
				t.Errorf("calls to begin (-want +got):\n%s", diff)
			}
			s.SetTime(time.Now)
			run := s.repo.Runs()[0].ID
			if run%4 == 0 {
				t.Fatal("it is one that clears away what was left")
			}
			ended := s.repo.Finish(run, "success")
			deliver(s.instance(t), ended)
			if !strings.Contains(s.replies()[0], "**succeeded**") {
				t.Errorf("the reply: %s", s.replies()[0])
			}
			name := "comment-" + strconv.FormatInt(e.Comment, 10) + "-1"
			for i := range test.want {
				test.want[i] = strings.ReplaceAll(test.want[i], "comment-99001-1", name)
			}
			if diff := cmp.Diff(test.want, append([]string(nil), s.git()...)); diff != "" || len(s.refs()) != test.left {
				t.Errorf("refs %v, calls at the end (-want +got):\n%s", s.refs(), diff)
			}
		})
	}
}

// TestLeftoversAreCleared: with one run of four, what is an hour old goes.
func TestLeftoversAreCleared(t *testing.T) {
	s := scene17(t)
	now := time.Now()
	at := func(d time.Duration) { s.SetTime(func() time.Time { return now.Add(d) }) }
	for i, ago := range []time.Duration{-3 * time.Hour, -2 * time.Hour, -10 * time.Second, -5 * time.Second} {
		at(ago)
		deliver(s.instance(t), s.repo.Comment(17, "alice", "/run deploy target=dev"))
		if len(s.refs()) != i+1 {
			t.Fatalf("refs %v", s.refs())
		}
	}
	at(0)
	for _, run := range s.repo.Runs() {
		if run.ID%4 == 0 {
			deliver(s.instance(t), s.repo.Finish(run.ID, "success"))
		}
	}
	left := len(s.refs())
	if left != 2 && left != 1 { // its own may be gone as well
		t.Errorf("refs %v", s.refs())
	}
}

// TestNotBegun: what GitHub says to the ref decides whether the workflow is dispatched.
func TestNotBegun(t *testing.T) {
	const unsure = "GitHub did not confirm that nobody else is at this very command: nothing was started. Comment it again."
	after := func(f wire.Fault) wire.Fault { f.After = true; return f }
	for _, test := range []struct {
		name  string
		fault wire.Fault
		says  string
		runs  int
		refs  int
	}{
		{"not confirmed", issuetest.BadGateway().On("POST", "/git/refs$"), unsure, 0, 0},
		{"not confirmed, and there", after(issuetest.BadGateway()).On("POST", "/git/refs$"), "Started run", 1, 1},
		{"no commit", issuetest.BadGateway().On("POST", "/git/commits$"), unsure, 0, 0},
		{"cut", wire.Fault{Cut: true}.On("POST", "/git/commits$"), unsure, 0, 0},
		{"may not", fault(403, `{"message":"Resource not accessible by integration"}`).On("POST", "/git/"), "Started run", 1, 0},
		{"may not know", issuetest.NotFound().On("POST", "/git/"), "Started run", 1, 0},
		{"no such refs", fault(422, `{"message":"Reference name is not allowed"}`).On("POST", "/git/refs$"), "Started run", 1, 0},
		{"no empty tree", fault(422, `{"message":"Tree SHA does not exist"}`).On("POST", "/git/commits$").Once(), "Started run", 1, 1},
		{"too often", issuetest.SecondaryLimited(time.Minute).On("POST", "/git/"), "limit", 0, 0},
		{"refused", fault(403, `{"message":"Must have admin rights"}`).On("POST", "/dispatches$"), "does not let this robot start workflows", 0, 0},
		{"unclear", issuetest.BadGateway().On("POST", "/dispatches$"), "has not confirmed it", 0, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := scene17(t)
			s.Break(test.fault)
			deliver(s.instance(t), s.repo.Comment(17, "alice", "/run deploy target=dev"))
			said := s.replies()
			if len(said) != 1 || !strings.Contains(said[0], test.says) || len(s.repo.Runs()) != test.runs || len(s.refs()) != test.refs {
				t.Errorf("%d runs, refs %v, said %q; want %d runs, %d refs, %q", len(s.repo.Runs()), s.refs(), said, test.runs, test.refs, test.says)
			}
		})
	}
}

// TestBegunAndBrokenOff: who crashed behind the ref is followed by who takes it over; of
// those who resume the command at once, GitHub lets one.
func TestBegunAndBrokenOff(t *testing.T) {
	s := scene17(t)
	now := time.Now()
	at := func(d time.Duration) { s.SetTime(func() time.Time { return now.Add(d) }) }
	e := s.repo.Comment(17, "alice", "/run deploy target=dev")
	s.Break(wire.Fault{Cut: true}.On("POST", "/dispatches$"))
	s.Break(issuetest.BadGateway().On("POST", "/issues/17/comments$"))
	deliver(s.instance(t), e)
	s.Mend()
	before := s.refs()
	if len(before) != 1 || len(s.repo.Runs()) != 0 {
		t.Fatalf("refs %v, %d runs", before, len(s.repo.Runs()))
	}
	at(2 * time.Minute)
	s.RacyReactions.Store(true)
	var together sync.WaitGroup
	for range 4 {
		together.Go(func() { deliver(s.instance(t), e) })
	}
	together.Wait()
	if len(s.repo.Runs()) != 1 || len(s.refs()) != 1 || cmp.Equal(before, s.refs()) {
		t.Errorf("%d runs, refs %v, before %v", len(s.repo.Runs()), s.refs(), before)
	}
}

// TestMadeByHand: of a command whose ref somebody made, nobody knows what was done.
func TestMadeByHand(t *testing.T) {
	s := scene17(t)
	e := s.repo.Comment(17, "alice", "/run deploy target=dev")
	name := "refs/robot/runs/comment-" + strconv.FormatInt(e.Comment, 10) + "-1"
	request, err := s.client.NewRequest(t.Context(), http.MethodPost, "repos/acme/widgets/git/refs", map[string]string{"ref": name, "sha": s.repo.Refs("heads/")["heads/main"]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Do(request, nil); err != nil {
		t.Fatal(err)
	}
	deliver(s.instance(t), e)
	if said := s.replies(); len(said) != 1 || !strings.Contains(said[0], "It may have run") || len(s.repo.Runs()) != 0 {
		t.Errorf("%d runs, said %q", len(s.repo.Runs()), said)
	}
}

// TestDryRunTakesNothing and looks at nothing of what keeps instances apart.
func TestDryRunTakesNothing(t *testing.T) {
	s := scene17(t)
	deliver(s.instance(t), s.repo.Comment(17, "alice", "/run deploy target=dev --dry-run"))
	if git := s.git(); len(git) != 0 || len(s.refs()) != 0 || len(s.replies()) != 1 {
		t.Errorf("calls %q, refs %v", git, s.refs())
	}
}

// TestListAboveARun: a list that was lost with its reply is told when the comment is taken over,
// also above a run that had been dispatched.
func TestListAboveARun(t *testing.T) {
	s := scene17(t)
	now, e := time.Now(), s.repo.Comment(17, "alice", "/run\n/run deploy target=dev")
	s.Break(issuetest.BadGateway().On("POST", "/issues/17/comments$"))
	deliver(s.instance(t), e)
	s.Mend()
	s.SetTime(func() time.Time { return now.Add(2 * time.Minute) })
	deliver(s.instance(t), e)
	if got := s.replies(); len(got) != 1 || strings.Contains(got[0], "could not be begun") || len(s.repo.Runs()) != 1 {
		t.Errorf("%d runs, %q", len(s.repo.Runs()), got)
	}
}
