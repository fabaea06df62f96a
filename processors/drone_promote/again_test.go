package drone_promote_test

import (
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/internal/robottest"
)

// TestResumeReadsBackToTheComment: however many builds were started since, what a command
// started before it was broken off is found; and nothing older is read.
func TestResumeReadsBackToTheComment(t *testing.T) {
	d, p := start(t)
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	repo.Open(17, "alice", "Widgets wobble", "They do.")
	now := time.Now()
	at := func(ago time.Duration) {
		clock := func() time.Time { return now.Add(-ago) }
		d.SetTime(clock)
		gh.SetTime(clock)
	}
	mux := issue.NewMux()
	mux.Handle("/promote", p)
	robot, err := issue.NewWebhook(&issue.Config{Token: gh.SignIn("sealrobot"), API: gh.URL, Secrets: []string{"secret"}}, mux)
	if err != nil {
		t.Fatal(err)
	}
	deliver := func(e issuetest.Event) (int, string) {
		answer := httptest.NewRecorder()
		robot.ServeHTTP(answer, e.Request("http://robot.test/", "secret"))
		return answer.Code, answer.Body.String()
	}
	builds := func(n int) {
		for range n {
			d.AddBuild("acme/widgets", sdk.Build{Status: "failure"})
		}
	}
	at(24 * time.Hour)
	builds(250)
	at(2 * time.Hour)
	gh.Break(wire.Fault{Method: "POST", Path: "/17/comments", Status: 502})
	e := repo.Comment(17, "alice", "/promote 41 dev")
	deliver(e)
	gh.Mend()
	at(time.Hour)
	builds(450)
	at(0)

	d.Break(wire.Fault{Method: "GET", Path: "page=4", Status: 503})
	if code, body := deliver(e); code != 500 || !strings.Contains(body, "looked at again later") || len(repo.Issue(17).By("sealrobot")) > 0 {
		t.Errorf("a page that is not to be had: %d %s", code, body)
	}
	d.Mend()
	d.Forget()
	at(-2 * time.Minute) // the claim of the last one is old
	deliver(e)
	said := repo.Issue(17).By("sealrobot")
	if len(said) != 1 || !strings.Contains(said[0].Body, "Started build [292]") || len(d.Builds("acme/widgets")) != 1+250+1+450 {
		t.Errorf("%d builds, said %v", len(d.Builds("acme/widgets")), said)
	}
	pages := 0
	for _, c := range d.Calls() {
		if strings.Contains(c.Path, "/builds?") {
			pages++
		}
	}
	if pages != 5 { // of 701 builds, the first 452
		t.Errorf("%d pages: %v", pages, d.Calls())
	}
}

// TestResumeKnowsWhatItCannotSee: where Drone has no build as old as the comment any more, and had
// some, nobody can say that nothing was started.
func TestResumeKnowsWhatItCannotSee(t *testing.T) {
	for name, row := range map[string]struct {
		first int64
		ago   time.Duration // of the oldest build; the comment is ten minutes old
		want  string
	}{
		"old ones are deleted": {41, -10 * time.Minute, "failed: It may have run: it was begun before"},
		"the first of all":     {1, -10 * time.Minute, "ran: Started build"},
		"older ones are there": {41, time.Hour, "ran: Started build"},
		"clocks apart":         {41, 5 * time.Minute, "ran: Started build"},
	} {
		d := robottest.Drone(t)
		d.SetTime(func() time.Time { return time.Now().Add(-row.ago) })
		d.AddBuild("acme/widgets", sdk.Build{Number: row.first})
		d.SetTime(time.Now)
		p, err := drone_promote.New(robottest.Options(d))
		if err != nil {
			t.Fatal(err)
		}
		hall := robottest.NewHall(t, map[string]issue.Runner{"/promote": p})
		e := hall.BrokeOff(17, "wendy", "/promote "+strconv.FormatInt(row.first, 10)+" dev")
		if got := hall.Hear(e); !strings.HasPrefix(got, row.want) {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}
