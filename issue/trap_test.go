package issue_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// The traps that are known of robots of this kind, each by its name.

func TestTrapSameCommentThroughManyDeliveriesAtOnce(t *testing.T) {
	w := newWorld(t)
	other := w.serve() // a second instance
	e := w.repo.Comment(17, "alice", "/count x")
	var together sync.WaitGroup
	answers := make(chan answer, 20)
	for i := range cap(answers) {
		together.Go(func() { answers <- w.send(e.Request([]string{w.url, other}[i%2], secret)) })
	}
	together.Wait()
	close(answers)
	states := map[issue.State]int{}
	for a := range answers {
		states[a.Commands[0].State]++
	}
	if diff := cmp.Diff(map[issue.State]int{issue.Ran: 1, issue.Duplicate: 19}, states); diff != "" || len(w.crew.ran()) != 1 {
		t.Errorf("it ran %d times:\n%s", len(w.crew.ran()), diff)
	}
}

// TestTrapSameCommentThroughTwoHooks: the hook of a repository and of an App have one
// GUID for one event, and different ones for a redelivery by hand; the claim sees to both.
func TestTrapSameCommentThroughTwoHooks(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/count x")
	w.send(e.Request(w.url, secret))
	e.GUID = "00000000-0000-4000-8000-000000000000"
	if got := w.send(e.Request(w.url, secret)); got.states()[0] != issue.Duplicate || len(w.crew.ran()) != 1 {
		t.Errorf("%s; it ran %d times", got.body, len(w.crew.ran()))
	}
}

func TestTrapRedeliveryAfterGitHubWasDown(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(issuetest.BadGateway())
	e := w.repo.Comment(17, "alice", "/count x")
	if got := w.send(e.Request(w.url, secret)); got.status != 500 || !strings.Contains(got.Error, "Nothing was run: GitHub did not confirm") {
		t.Errorf("%d %s", got.status, got.body)
	}
	w.gh.Mend()
	if got := w.send(e.Request(w.url, secret)); got.status != 200 || len(w.crew.ran()) != 1 {
		t.Errorf("%d %s; it ran %d times", got.status, got.body, len(w.crew.ran()))
	}
}

func TestTrapEyesByAnotherBotAreNoClaim(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/count x")
	w.repo.React(e.Comment, "otherbot", "eyes")
	if got := w.send(e.Request(w.url, secret)); len(w.crew.ran()) != 1 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTrapMarkerByAnAttacker(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/panics")
	marker := w.replies()[0]
	marker = marker[strings.Index(marker, "<!--"):]
	forged := strings.Replace(marker, "robot ey", "robot fy", 1)
	for text, want := range map[string]int{"/count x\n\n" + marker: 202, "/count x\n\n" + forged: 200, "/count x\n\n<!-- robot -->": 200} {
		if got := w.say("alice", text); got.status != want {
			t.Errorf("%q: %d %s, want %d", text, got.status, got.body, want)
		}
	}
}

// TestTrapBotLoop: the robot has the token of a person, and hears all that it says itself.
func TestTrapBotLoop(t *testing.T) {
	w := newWorld(t)
	w.token = w.gh.SignIn("alice")
	w.gh.Hook(w.serve(), secret)
	w.repo.Comment(17, "alice", "/help\n/help help\n/count x\n/cuont\n/help a`/help`\n/help\n")
	w.gh.Wait()
	said := w.repo.Issue(17).By("alice")
	if len(said) != 2 || len(w.crew.ran()) != 1 {
		t.Errorf("%d comments, want the command and one reply; /count ran %d times", len(said), len(w.crew.ran()))
	}
	statuses := []int{}
	for _, d := range w.gh.Deliveries() {
		statuses = append(statuses, d.Status)
	}
	if diff := cmp.Diff([]int{200, 202}, statuses); diff != "" {
		t.Errorf("deliveries:\n%s", diff)
	}
}

// TestTrapHelpTextContainsCommands: what the robot says is no command to itself, even
// where its marker is lost, nor to another robot.
func TestTrapHelpTextContainsCommands(t *testing.T) {
	w := newWorld(t)
	w.say("alice", "/help\n/help count\n/count\n/panics")
	for _, reply := range w.replies() {
		plain, _, _ := strings.Cut(reply, "<!--")
		if got := w.say("alice", plain); got.status != 202 {
			t.Errorf("%d %s for %q", got.status, got.body, plain)
		}
		for line := range strings.Lines(plain) {
			if strings.HasPrefix(strings.TrimSpace(line), "/") {
				t.Errorf("a line begins like a command: %q", line)
			}
		}
	}
}

func TestTrapBotSender(t *testing.T) {
	w := newWorld(t)
	w.repo.Grant("dependabot[bot]", "admin")
	if got := w.say("dependabot[bot]", "/count x"); got.status != 202 || len(w.gh.Calls()) > 0 {
		t.Errorf("%d %s, calls %v", got.status, got.body, w.gh.Calls())
	}
}

func TestTrapCommentEdited(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "hello")
	for _, event := range []issuetest.Event{w.repo.Edit(e.Comment, "alice", "/count x"), w.repo.Delete(e.Comment, "alice")} {
		if got := w.send(event.Request(w.url, secret)); got.status != 202 || len(w.crew.ran()) > 0 {
			t.Errorf("%s: %d %s", event.Action, got.status, got.body)
		}
	}
}

func TestTrapDeletedBeforeWeAct(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/count x")
	w.repo.Delete(e.Comment, "alice")
	if got := w.send(e.Request(w.url, secret)); got.status != 500 || len(w.crew.ran()) > 0 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTrapArchivedRepository(t *testing.T) {
	w := newWorld(t)
	e := w.repo.Comment(17, "alice", "/count x")
	w.repo.Archive()
	if got := w.send(e.Request(w.url, secret)); got.status != 500 || len(w.crew.ran()) > 0 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTrapLockedIssue(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/issues/17/comments", Status: 403, Body: `{"message":"Unable to create comment because issue is locked."}`})
	got := w.say("alice", "/panics")
	if got.status != 200 || !strings.Contains(got.Error, "The reply could not be posted: GitHub does not let this robot") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if !strings.Contains(w.logs.String(), "because issue is locked") {
		t.Error("the log does not say why")
	}
}

func TestTrapReplyHitsTheSecondaryLimit(t *testing.T) {
	w := newWorld(t)
	fault := issuetest.SecondaryLimited(90 * time.Second)
	fault.Method, fault.Path = "POST", "/issues/17/comments"
	w.gh.Break(fault)
	if got := w.say("alice", "/count x"); got.status != 200 || len(w.crew.ran()) != 1 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTrapPrimaryLimit(t *testing.T) {
	w := newWorld(t)
	fault := issuetest.RateLimited(time.Date(2126, 1, 2, 15, 4, 0, 0, time.UTC))
	fault.Path = "/permission"
	w.gh.Break(fault)
	w.say("alice", "/count x")
	if replies := w.replies(); len(w.crew.ran()) > 0 || len(replies) != 1 || !strings.Contains(replies[0], "rate limit for this robot is used up; comment it again after 15:04 UTC") {
		t.Errorf("ran %v, said %q", w.crew.ran(), replies)
	}
}

func TestTrapLimitAtTheClaim(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(issuetest.RateLimited(time.Now().Add(time.Hour)))
	e := w.repo.Comment(17, "alice", "/count x")
	if got := w.send(e.Request(w.url, secret)); got.status != 500 || !strings.Contains(got.Error, "rate limit") {
		t.Errorf("%d %s", got.status, got.body)
	}
	w.gh.Mend()
	if got := w.send(e.Request(w.url, secret)); got.status != 200 || len(w.crew.ran()) != 1 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTrapRepositoryMoved(t *testing.T) {
	w := newWorld(t)
	for _, status := range []int{301, 302} {
		w.gh.Break(wire.Fault{Method: "POST", Path: "/reactions", Status: status, Header: http.Header{"Location": {w.gh.URL + "/repositories/1/issues/comments/1/reactions"}}, Times: 1})
		// A client that follows turns the POST into a GET, which is answered with 200: no claim, and no duplicate.
		if got := w.say("alice", "/count x"); got.status != 500 || len(w.crew.ran()) > 0 {
			t.Errorf("%d: %d %s", status, got.status, got.body)
		}
	}
}

func TestTrapRedirectToAnotherHost(t *testing.T) {
	w := newWorld(t)
	stolen := make(chan string, 1)
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case stolen <- r.Header.Get("Authorization"):
		default:
		}
	}))
	defer thief.Close()
	w.gh.Break(wire.Fault{Path: ".", Status: 307, Header: http.Header{"Location": {thief.URL}}})
	if got := w.say("alice", "/count x"); got.status != 500 {
		t.Errorf("%d %s", got.status, got.body)
	}
	select {
	case token := <-stolen:
		t.Errorf("another host was called with %q", token)
	default:
	}
}

func TestTrapTriageOnAWriteCommand(t *testing.T) {
	w := newWorld(t)
	w.repo.Grant("trent", "triage").GrantCustom("carla", "release manager", "write")
	if got := w.say("trent", "/count x"); got.states()[0] != issue.Denied || !strings.Contains(w.replies()[0], "**triage**") {
		t.Errorf("%s", got.body)
	}
	if got := w.say("carla", "/count x"); got.states()[0] != issue.Ran {
		t.Errorf("an organization's own role, built on write: %s", got.body)
	}
}

func TestTrapPermissionOfWhatIsNoUser(t *testing.T) {
	w := newWorld(t)
	w.gh.Break(wire.Fault{Path: "/permission", Status: 404, Body: `{"message":"octo-app is not a user"}`})
	if got := w.say("alice", "/count x"); got.states()[0] != issue.Denied {
		t.Errorf("%s", got.body)
	}
}

func TestTrapGitHubEnterprisesBasePath(t *testing.T) {
	w := newWorld(t, func(c *issue.Config) { c.API += "/api/v3/" })
	if got := w.say("alice", "/count x"); got.states()[0] != issue.Ran {
		t.Errorf("%s", got.body)
	}
	for _, call := range w.gh.Calls() {
		if !strings.HasPrefix(call.Path, "/api/v3/repos/") {
			t.Errorf("called %s", call)
		}
	}
}

func TestTrapGhostUser(t *testing.T) {
	w := newWorld(t)
	payload := map[string]any{}
	if err := json.Unmarshal(w.repo.Comment(17, "alice", "/count x").Payload, &payload); err != nil {
		t.Fatal(err)
	}
	payload["comment"].(map[string]any)["user"] = nil
	payload["issue"].(map[string]any)["user"] = nil
	body, _ := json.Marshal(payload)
	if got := w.send(issuetest.Request(w.url, secret, "issue_comment", body, false)); got.states()[0] != issue.Ran {
		t.Errorf("%s", got.body)
	}
}

func TestTrap200KBLine(t *testing.T) {
	w := newWorld(t)
	got := w.say("alice", "/count "+strings.Repeat("x", 200_000))
	if got.status != 200 || got.states()[0] != issue.Refused || len(w.crew.ran()) > 0 {
		t.Errorf("%d %.300s", got.status, got.body)
	}
}

func TestTrapSecretInsideAnUpstreamError(t *testing.T) {
	w := newWorld(t, func(c *issue.Config) { c.Redact = []string{leaked} })
	w.say("alice", "/leaks")
	if reply := w.replies()[0]; strings.Contains(reply, leaked) || strings.Contains(reply, "ci.example.com") || !strings.Contains(reply, "delivery") {
		t.Errorf("the reply is %q", reply)
	}
	if log := w.logs.String(); strings.Contains(log, leaked) || !strings.Contains(log, "ci.example.com") {
		t.Errorf("the log is %s", log)
	}
}

// TestOneHidesNoOther: a robot that panics, or uses up the time, fails alone; what was not
// reached is said.
func TestOneHidesNoOther(t *testing.T) {
	w := newWorld(t, func(c *issue.Config) { c.RobotTime, c.ReplyTime = time.Second, 5*time.Second })
	got := w.say("alice", "/panics\n/count 1\n/slow\n/count 2")
	if diff := cmp.Diff([]issue.State{issue.Failed, issue.Ran, issue.Failed, issue.Skipped}, got.states()); diff != "" {
		t.Errorf("%s\n%s", got.body, diff)
	}
	if diff := cmp.Diff([]string{"1"}, w.crew.ran()); diff != "" {
		t.Errorf("ran:\n%s", diff)
	}
	if replies := w.replies(); len(replies) != 1 || !strings.Contains(replies[0], "Not run: the time for one comment was used up") {
		t.Errorf("%q", replies)
	}
	if !strings.Contains(w.logs.String(), "at the disco") {
		t.Error("the log does not have the panic")
	}
}

// TestCallerHangsUp: what was claimed is worked to its end all the same.
func TestCallerHangsUp(t *testing.T) {
	w := newWorld(t, func(c *issue.Config) { c.RobotTime, c.ReplyTime = time.Second, 5*time.Second })
	ctx, hangUp := context.WithCancel(t.Context())
	replied := make(chan struct{})
	w.gh.Watch(func(c wire.Call) {
		switch {
		case strings.Contains(c.Body, "eyes"):
			hangUp()
		case strings.Contains(c.Body, "confused"):
			close(replied)
		}
	})
	if _, err := http.DefaultClient.Do(w.repo.Comment(17, "alice", "/slow").Request(w.url, secret).WithContext(ctx)); err == nil {
		t.Fatal("the caller did not hang up")
	}
	<-replied
	if replies := w.replies(); len(replies) != 1 {
		t.Errorf("%q", replies)
	}
}

func TestGitHubApp(t *testing.T) {
	w := newWorld(t)
	app := w.gh.Install("robot-app", "acme/widgets")
	w.url = w.serve(func(c *issue.Config) { c.Token, c.AppID, c.AppKey = "", app.ID, app.PEM })
	if got := w.say("alice", "/count x"); got.states()[0] != issue.Ran {
		t.Errorf("%s", got.body)
	}
	w.say("alice", "/panics")
	if said := w.repo.Issue(17).By("robot-app[bot]"); len(said) != 1 {
		t.Errorf("the App said %v", said)
	}
}
