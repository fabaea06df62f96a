package workflow_test

import (
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/workflow"
)

// instance is one of the robot, with all its ways.
func (s *scene) instance(t *testing.T) *issue.Webhook {
	t.Helper()
	mux := issue.NewMux()
	mux.Handle("/run", workflow.Dispatch{})
	webhook, err := issue.NewWebhook(&issue.Config{Token: s.SignIn("sealrobot"), API: s.URL, Secrets: []string{"secret"}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	return webhook
}

func deliver(to *issue.Webhook, e issuetest.Event) string {
	answer := httptest.NewRecorder()
	to.ServeHTTP(answer, e.Request("http://robot.test/", "secret"))
	return answer.Body.String()
}

// withoutRefs is a GitHub that lets the robot make none.
func (s *scene) withoutRefs() {
	s.Break(fault(403, `{"message":"Resource not accessible by personal access token"}`).On("POST", "/git/"))
}

// TestRacyClaim: GitHub lets two instances claim one comment, and the robot may make no refs.
// One run goes on, and both replies follow that one.
func TestRacyClaim(t *testing.T) {
	for _, names := range []bool{true, false} {
		s := start(t)
		s.withoutRefs()
		if !names {
			s.repo.NamesNoRuns()
		}
		s.repo.Grant("alice", "write")
		s.repo.Open(17, "alice", "Widgets wobble", "They do.")
		s.RacyReactions.Store(true)
		both := make(chan bool)
		var once sync.Once
		var mu sync.Mutex
		dispatched := 0
		s.repo.OnDispatch(func(int64) { // both, before either looks
			mu.Lock()
			dispatched++
			if dispatched == 2 {
				once.Do(func() { close(both) })
			}
			mu.Unlock()
			<-both
		})
		e := s.repo.Comment(17, "alice", "/run deploy target=dev")
		var together sync.WaitGroup
		for range 2 {
			together.Go(func() { deliver(s.instance(t), e) })
		}
		together.Wait()
		var goOn []issuetest.Run
		for _, run := range s.repo.Runs() {
			if run.Conclusion != "cancelled" {
				goOn = append(goOn, run)
			}
		}
		if len(s.repo.Runs()) != 2 || len(goOn) != 1 || goOn[0].ID != s.repo.Runs()[0].ID {
			t.Fatalf("names runs %v: %+v", names, s.repo.Runs())
		}
		if !names {
			continue // both found the same
		}
		var follow []string
		for _, reply := range s.repo.Issue(17).By("sealrobot") {
			follow = append(follow, regexp.MustCompile(`Run .* had started it before, and run .* was cancelled\.`).FindString(reply.Body))
		}
		slices.Sort(follow)
		if len(follow) != 2 || follow[0] != "" || !strings.HasPrefix(follow[1], "Run ["+strings.TrimPrefix(goOn[0].URL, page+"/actions/runs/")+"]") {
			t.Errorf("%q", follow)
		}
		s.RacyReactions.Store(false)
		cancelled := s.repo.Finish(s.repo.Runs()[1].ID, "cancelled") // as GitHub tells of it
		if deliver(s.instance(t), cancelled); len(s.repo.Issue(17).By("sealrobot")) != 2 {
			t.Errorf("somebody was told of the one that was cancelled: %v", s.repo.Issue(17).By("sealrobot"))
		}
	}
}

// TestAloneCostsNothing: the look behind the reply is the one that was there before.
func TestAloneCostsNothing(t *testing.T) {
	s := start(t)
	s.repo.Grant("alice", "write")
	s.repo.Open(17, "alice", "Widgets wobble", "They do.")
	deliver(s.instance(t), s.repo.Comment(17, "alice", "/run deploy target=dev"))
	runs := slices.DeleteFunc(s.calls(), func(call string) bool { return !strings.Contains(call, "runs") })
	if !slices.Equal(runs, []string{getRuns}) {
		t.Errorf("%q", runs)
	}
}

// TestUnseenRunIsFound among all runs since it was asked for.
func TestUnseenRunIsFound(t *testing.T) {
	s, ref := start(t), strings.Repeat("a", 20)+"."+strings.Repeat("b", 43)
	dispatch := func(ref string) {
		input := github.CreateWorkflowDispatchEventRequest{Ref: "main", Inputs: map[string]any{"target": "dev", "robot_ref": ref}}
		if _, _, err := s.client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), "acme", "widgets", "deploy.yml", input); err != nil {
			t.Fatal(err)
		}
	}
	dispatch(ref)
	for range 120 {
		dispatch("")
	}
	repo := &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}}
	news := issue.News{Job: issue.Unseen, Bind: []string{"deploy.yml"}, Refs: []string{ref}}
	for ago, want := range map[time.Duration]string{time.Minute: "run/" + strconv.FormatInt(s.repo.Runs()[0].ID, 10), -time.Hour: issue.Unseen} {
		news.Since = time.Now().Add(-ago)
		if got, err := (workflow.Dispatch{}).Look(t.Context(), s.client, repo, news); err != nil || got.Job != want {
			t.Errorf("%s ago: %+v, %v, want %s", ago, got, err, want)
		}
	}
}

// TestResumeReadsEveryPage of the runs since the comment, and no older one.
func TestResumeReadsEveryPage(t *testing.T) {
	s := start(t)
	s.repo.Grant("alice", "write").Open(17, "alice", "Widgets wobble", "They do.")
	now := time.Now()
	at := func(d time.Duration) { s.SetTime(func() time.Time { return now.Add(d) }) }
	others := func(n int) {
		for range n {
			input := github.CreateWorkflowDispatchEventRequest{Ref: "main", Inputs: map[string]any{"target": "dev"}}
			if _, _, err := s.client.Actions.CreateWorkflowDispatchEventByFileName(t.Context(), "acme", "widgets", "deploy.yml", input); err != nil {
				t.Fatal(err)
			}
		}
	}
	at(-time.Hour)
	others(30)
	at(0)
	s.Break(wire.Fault{Method: "POST", Path: "/issues/17/comments", Status: 502})
	e := s.repo.Comment(17, "alice", "/run deploy target=dev")
	deliver(s.instance(t), e)
	s.Mend()
	others(230)
	at(2 * time.Minute)
	s.Forget()
	deliver(s.instance(t), e)
	said := s.repo.Issue(17).By("sealrobot")
	if len(s.repo.Runs()) != 261 || len(said) != 1 || !strings.Contains(said[0].Body, "Started run [") {
		t.Errorf("%d runs, said %v", len(s.repo.Runs()), said)
	}
	pages := 0
	for _, c := range s.Calls() {
		if strings.Contains(c.Path, "/runs?") && strings.Contains(c.Path, "created=") {
			pages++
		}
	}
	if pages != 3 { // of 231
		t.Errorf("%d pages", pages)
	}
}
