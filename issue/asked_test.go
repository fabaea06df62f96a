package issue_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const bot = "release-please[bot]"

// asking is a world whose /ship waits for a person's word; bob may write as alice does.
func asking(t *testing.T, others bool) (*world, *shipper) {
	w, s := newWorld(t), &shipper{asks: true, exactly: "x", others: others}
	s.help = issue.Help{Usage: "[word …]", Needs: issue.Write, Effect: issue.Deploys, Dry: true, Bots: []string{bot}}
	w.more = map[string]issue.Runner{"/ship": s}
	w.repo.Grant("bob", "write")
	w.url = w.serve()
	return w, s
}

func (w *world) want(who, text string, state issue.State, says string) {
	w.t.Helper()
	if a := w.say(who, text); a.status != 200 || a.Commands[0].State != state || !strings.Contains(a.Commands[0].Detail, says) {
		w.t.Errorf("%s says %s: %d %s, want %s %q", who, text, a.status, a.body, state, says)
	}
}

func TestRunnerAsksForAWord(t *testing.T) {
	w, s := asking(t, false)
	w.want("alice", "/ship a", issue.Refused, "Not started yet: it would ship `a`. Start it with `/confirm`, within a day; so can others who may.")
	same(t, "asked", s.did)
	w.want("mallory", "/confirm", issue.Denied, "`/ship` needs **write**")
	same(t, "denied", s.did)
	w.want("alice", "/confirm", issue.Ran, "Shipped.")
	same(t, "confirmed", s.did, "alice: a")
	w.want("alice", "/confirm", issue.Refused, "There is nothing to confirm here")
	w.want("bob", "/confirm", issue.Refused, "There is nothing to confirm here")
	same(t, "once", s.did, "alice: a")
}

func TestFourEyes(t *testing.T) {
	w, s := asking(t, true)
	w.want("alice", "/ship a", issue.Refused, "Somebody else who may has to start it with `/confirm`, within a day.")
	w.want("alice", "/confirm", issue.Denied, "You asked for it yourself: somebody else who may has to say `/confirm`.")
	e := w.repo.Comment(17, "alice", "/confirm")
	shouted := strings.ReplaceAll(string(e.Payload), `"login":"alice"`, `"login":"ALICE"`)
	if a := w.send(issuetest.Request(w.url, secret, "issue_comment", []byte(shouted), false)); a.states()[0] != issue.Denied {
		t.Errorf("the same person: %+v", a)
	}
	w.want("mallory", "/confirm", issue.Denied, "needs **write**")
	same(t, "not yet", s.did)
	w.want("bob", "/confirm", issue.Ran, "Shipped.")
	same(t, "confirmed", s.did, "bob: a")

	s.others = false
	w.say("alice", "/ship b")
	s.others = true // four eyes are configured meanwhile
	w.want("alice", "/confirm", issue.Refused, "Somebody")
	same(t, "later", s.did, "bob: a")
	w.want("alice", "/confirm", issue.Denied, "You asked for it yourself")
	w.want("bob", "/confirm", issue.Ran, "Shipped.")
	same(t, "by the other", s.did, "bob: a", "bob: b")
}

// TestRefusedConfirmConfirmsNothing: what a rule of the Runner's stands against still waits for
// somebody else.
func TestRefusedConfirmConfirmsNothing(t *testing.T) {
	w, s := asking(t, false)
	w.say("alice", "/ship a")
	s.needs = "user:alice"
	w.want("bob", "/confirm", issue.Denied, "not you")
	same(t, "not yet", s.did)
	w.want("alice", "/confirm", issue.Ran, "Shipped.")
	same(t, "confirmed", s.did, "alice: a")
}

// TestFourEyesOfOnePerson who has another login now.
func TestFourEyesOfOnePerson(t *testing.T) {
	w, s := asking(t, true)
	w.say("alice", "/ship a")
	e := w.repo.Comment(17, "alice", "/confirm")
	renamed := strings.ReplaceAll(string(e.Payload), `"login":"alice"`, `"login":"bob"`)
	if a := w.send(issuetest.Request(w.url, secret, "issue_comment", []byte(renamed), false)); a.states()[0] != issue.Denied {
		t.Errorf("%+v", a)
	}
	same(t, "not yet", s.did)
}

// TestTwoConfirmAtOnce: through two instances, and one starts it.
func TestTwoConfirmAtOnce(t *testing.T) {
	for range 5 {
		w, s := asking(t, false)
		w.say("alice", "/ship a")
		urls := []string{w.url, w.serve()}
		var together sync.WaitGroup
		for i, who := range []string{"alice", "bob"} {
			e := w.repo.Comment(17, who, "/confirm")
			together.Go(func() { w.send(e.Request(urls[i], secret)) })
		}
		together.Wait()
		if len(s.did) != 1 {
			t.Errorf("started %q", s.did)
		}
	}
}

// TestConfirmWithoutAnAnswer of GitHub's starts nothing, and says so.
func TestConfirmWithoutAnAnswer(t *testing.T) {
	for _, fault := range []wire.Fault{
		{Method: "GET", Path: "/issues/17/comments", Cut: true},
		{Method: "POST", Path: "/issues/comments/[0-9]+/reactions", Skip: 1, Times: 1, Cut: true}, // that on the request,
	} {
		w, s := asking(t, false)
		w.say("alice", "/ship a")
		w.gh.Break(fault)
		w.want("bob", "/confirm", issue.Failed, "GitHub gave no answer: nothing was started.")
		same(t, "nothing", s.did)
	}
}

// TestConfirmIsForADay, also where somebody edits the request later.
func TestConfirmIsForADay(t *testing.T) {
	for age, want := range map[time.Duration]issue.State{23 * time.Hour: issue.Ran, 24*time.Hour + time.Minute: issue.Refused} {
		w, s := asking(t, false)
		w.say("alice", "/ship a")
		reply := w.repo.Issue(17).By("sealrobot")[0]
		w.repo.Edit(reply.ID, "mallory", issue.Aged(secret, reply.Body, age))
		w.want("bob", "/confirm", want, "")
		if (want == issue.Ran) != (len(s.did) == 1) {
			t.Errorf("after %s: %q", age, s.did)
		}
	}
}

// TestRequestStaysWhereItWasMade: a marker counts on its own issue, in a comment of ours.
func TestRequestStaysWhereItWasMade(t *testing.T) {
	w, s := asking(t, false)
	w.say("alice", "/ship a")
	body := w.repo.Issue(17).By("sealrobot")[0].Body
	w.repo.Open(16, "alice", "Another", "")
	w.repo.Comment(16, "sealrobot", body)
	w.repo.Comment(16, "alice", body)
	if a := w.send(w.repo.Comment(16, "bob", "/confirm").Request(w.url, secret)); a.states()[0] != issue.Refused || len(s.did) > 0 {
		t.Errorf("%+v", a)
	}
	w.repo.Delete(w.repo.Issue(17).By("sealrobot")[0].ID, "alice")
	w.repo.Comment(17, "mallory", body)
	w.want("bob", "/confirm", issue.Refused, "nothing to confirm")
	same(t, "by a copy", s.did)
}

// TestRequestIsWhatTheMarkerHolds, whatever a stranger makes of the text around it.
func TestRequestIsWhatTheMarkerHolds(t *testing.T) {
	w, s := asking(t, false)
	w.say("alice", "/ship a")
	reply := w.repo.Issue(17).By("sealrobot")[0]
	w.repo.Edit(reply.ID, "mallory", strings.ReplaceAll(reply.Body, "`a`", "`b`"))
	w.say("bob", "/confirm")
	same(t, "edited", s.did, "bob: a")
	w.say("alice", "/ship c")
	reply = w.repo.Issue(17).By("sealrobot")[2]
	w.repo.Edit(reply.ID, "mallory", strings.Replace(reply.Body, "<!-- robot ey", "<!-- robot fy", 1))
	w.want("bob", "/confirm", issue.Refused, "nothing to confirm")
	same(t, "forged", s.did, "bob: a")
}

// TestWhatIsConfirmedIsExactly what was asked for: what changed is asked for anew.
func TestWhatIsConfirmedIsExactly(t *testing.T) {
	w, s := asking(t, true)
	w.say("alice", "/ship a")
	s.exactly = "y"
	w.want("bob", "/confirm", issue.Refused, "Not started: what it would do has changed since it was asked for. Now it would ship `a`.")
	same(t, "changed", s.did)
	w.want("bob", "/confirm", issue.Denied, "You asked for it yourself") // he has asked for what it is now
	w.want("alice", "/confirm", issue.Ran, "Shipped.")
	same(t, "confirmed", s.did, "alice: a")
	w.say("bob", "/confirm")
	same(t, "once", s.did, "alice: a")
	s.exactly = ""
	w.say("alice", "/ship b")
	s.exactly = "z"
	w.want("bob", "/confirm", issue.Ran, "")
}

func TestConfirmInTheSameComment(t *testing.T) {
	w, s := asking(t, false)
	if a := w.say("alice", "/ship a\n/confirm"); fmt.Sprint(a.states()) != "[refused refused]" {
		t.Errorf("%+v", a)
	}
	same(t, "at once", s.did)
	w.say("alice", "/confirm")
	same(t, "later", s.did, "alice: a")
}

// TestTableOfRequests: one word starts all that one comment asked for, in its order.
func TestTableOfRequests(t *testing.T) {
	w, s := asking(t, false)
	if a := w.say("alice", "/ship a\n/count\n/ship b | c"); fmt.Sprint(a.states()) != "[refused ran refused]" {
		t.Errorf("%+v", a)
	}
	w.want("bob", "/confirm", issue.Ran, "Shipped.\n\nShipped.")
	same(t, "confirmed", s.did, "bob: a", "bob: b | c")
	same(t, "the other ran once", w.crew.ran(), "")
	if s.refs[0] == s.refs[1] {
		t.Error("two jobs would answer to one reference")
	}
}

// TestTableOfRequestsOfWhichOneFails: what was done and what was not is said.
func TestTableOfRequestsOfWhichOneFails(t *testing.T) {
	w, s := asking(t, false)
	w.more["/land"] = landing{&shipper{asks: true, fails: issue.Errorf("No wind.")}}
	w.url = w.serve()
	w.say("alice", "/ship a\n/land\n/ship b")
	w.want("bob", "/confirm", issue.Failed, "Shipped.\n\nNo wind.\n\nNot started, since one before it was not: `/ship b`. Ask for it anew.")
	same(t, "confirmed", s.did, "bob: a")

	w.more["/land"] = landing{&shipper{asks: true, fails: issue.Usagef("Where?")}}
	w.url = w.serve()
	w.say("alice", "/ship a\n/land")
	if w.say("bob", "/confirm"); strings.Count(w.lastReply(), "Usage:") != 1 {
		t.Errorf("%q", w.lastReply())
	}
}

func TestRequestWhoseCommandIsGone(t *testing.T) {
	w, s := asking(t, false)
	w.say("alice", "/ship a")
	for _, others := range []map[string]issue.Runner{nil, {"/shipp": s}} { // the second: a name that is close
		w.more = others
		w.url = w.serve()
		w.want("bob", "/confirm", issue.Refused, "nothing to confirm")
	}
	s.help.Needs, w.more = issue.Admin, map[string]issue.Runner{"/ship": s}
	w.url = w.serve()
	w.want("bob", "/confirm", issue.Denied, "`/ship` needs **admin**")
	s.help.Needs, s.help.Usage = issue.Write, "<one> <two>"
	w.url = w.serve()
	w.want("bob", "/confirm", issue.Refused, "`<two>` is missing.")
	s.help.Usage = "[one] [two]"
	w.url = w.serve()
	w.want("bob", "/confirm", issue.Ran, "")
	same(t, "back again", s.did, "bob: a")
}

// TestBotAsksOnce: for what wants a word anyway, one is enough, four eyes or not.
func TestBotAsksOnce(t *testing.T) {
	for _, others := range []bool{false, true} {
		w, s := asking(t, others)
		w.want(bot, "/ship a", issue.Refused, "`"+bot+"` asks for `/ship a`.")
		if len(s.saw) > 0 {
			t.Error("the robot was run at a bot's word")
		}
		w.want("bob", "/confirm", issue.Ran, "Shipped.")
		same(t, "confirmed", s.did, "bob: a")

		s.help.Effect = issue.Writes // what no rule of bots keeps back asks itself
		w.url = w.serve()
		w.want(bot, "/ship b", issue.Refused, "Not started yet: it would ship `b`.")
		w.want("alice", "/confirm", issue.Ran, "Shipped.")
		same(t, "confirmed", s.did, "bob: a", "alice: b")
	}
}

// TestConfirmedJobWalksOn in the reply to /confirm, with the command that started it; its
// reference names that, too.
func TestConfirmedJobWalksOn(t *testing.T) {
	w, s := asking(t, false)
	s.follows = "job/9"
	w.say("alice", "/ship a")
	w.say("bob", "/confirm")
	a := w.news(ended("job/9", 1, issue.JobFailed))
	got := w.replies()
	if len(a.Commands) != 1 || len(got) != 3 || strings.Contains(got[0], "job/9") || !strings.Contains(got[1], "😕 Job job/9 is failed (1).") || !strings.HasPrefix(got[2], "@bob 😕") {
		t.Errorf("%+v %q", a, got)
	}
}

// TestConfirmedJobsWalkOn: of several that one word starts, the reply walks on with each, also
// with one that was not confirmed.
func TestConfirmedJobsWalkOn(t *testing.T) {
	w, s := asking(t, false)
	other := &shipper{asks: true, follows: issue.Unseen, fails: issue.Errorf("Asked, not confirmed.")}
	s.follows, w.more["/sail"] = "job/1", other
	w.url = w.serve()
	w.say("alice", "/ship a\n/sail b")
	e := w.repo.Comment(17, "bob", "/confirm")
	if a := w.send(e.Request(w.url, secret)); len(a.Commands) != 1 || a.Commands[0].State != issue.Failed || !strings.Contains(w.lastReply(), "| `/ship a` | Shipped. <!-- job 1 -->⏳") {
		t.Errorf("%+v %q", a, w.lastReply())
	}
	w.news(ended("job/1", 1, issue.JobSucceeded))
	if got := w.reactions(e.Comment); got != "eyes confused" {
		t.Errorf("one has ended, and the other is not known: %s", got)
	}
	last := ended("job/2", 1, issue.JobSucceeded)
	last.Refs, last.Bind = other.refs, []string{"shipped"}
	w.news(last)
	if got, reply := w.reactions(e.Comment), w.lastReply(); got != "eyes rocket" || !strings.Contains(reply, "🚀 Job job/1 is") || !strings.Contains(reply, "🚀 Job job/2 is") || len(w.replies()) != 2 {
		t.Errorf("%s %q", got, w.replies())
	}
}

// labelling is a shipper that labels what it ships.
type labelling struct{ *shipper }

func (l labelling) Run(ctx context.Context, e issue.IssueEvent) (string, error) {
	text, err := l.shipper.Run(ctx, e)
	if err == nil {
		on, err := issue.From(ctx).Labels(ctx)
		if err != nil {
			return "", err
		}
		on.Add("shipped-" + e.Command.Command)
	}
	return text, err
}

// TestLabelsOfWhatWasConfirmed: a label that could not be set is told of by the command that
// wanted it, also where one word confirmed several.
func TestLabelsOfWhatWasConfirmed(t *testing.T) {
	for _, commands := range []string{"/ship a", "/ship a\n/ship b"} {
		w, s := asking(t, false)
		w.more["/ship"] = labelling{s}
		w.url = w.serve()
		w.say("alice", commands)
		w.gh.Break(issuetest.BadGateway().On("POST", "/17/labels"))
		e := w.repo.Comment(17, "bob", "/confirm")
		a := w.send(e.Request(w.url, secret))
		if a.Commands[0].State != issue.Failed || strings.Count(w.lastReply(), "Not done: adding") != strings.Count(commands, "/ship") || w.reactions(e.Comment) != "eyes confused" {
			t.Errorf("%q: %s %q %s", commands, a.body, w.lastReply(), w.reactions(e.Comment))
		}
	}
}

// TestManyConfirmed: one comment starts forty commands and no more, and has one reply.
func TestManyConfirmed(t *testing.T) {
	w, s := asking(t, false)
	s.follows = "job/1234567"
	for range 3 {
		w.say("alice", strings.Repeat("/ship "+strings.Repeat("x", 200)+"\n", 20))
	}
	before := len(w.replies())
	a := w.say("bob", strings.Repeat("/confirm\n", 3))
	if fmt.Sprint(a.states()) != "[ran ran refused]" || len(s.did) != 40 || len(w.replies()) != before+1 || !strings.Contains(a.Commands[2].Detail, "one comment may start 40 commands") {
		t.Errorf("%v, %d started, %d replies", a.states(), len(s.did), len(w.replies())-before)
	}
	w.want("bob", "/confirm", issue.Ran, "Shipped.")
}

// landing is a shipper that follows nothing, and would lose what it were asked to look at.
type landing struct{ s *shipper }

func (l landing) Help() issue.Help { return l.s.Help() }

func (l landing) Run(ctx context.Context, e issue.IssueEvent) (string, error) { return l.s.Run(ctx, e) }

// TestConfirmedJobIsFollowedByItsOwnCommand, where another was started by the same word.
func TestConfirmedJobIsFollowedByItsOwnCommand(t *testing.T) {
	for name, fails := range map[string]error{"that works": nil, "that fails": issue.Errorf("No.")} {
		w, s := asking(t, false)
		w.more["/land"] = landing{&shipper{asks: true, fails: fails}}
		w.url = w.serve()
		s.follows = "job/9"
		w.say("alice", "/ship a\n/land b")
		w.say("bob", "/confirm")
		w.builder.n = 0
		if a := w.news(ended("job/9", 1, issue.JobSucceeded)); len(a.Commands) != 1 || !strings.Contains(w.replies()[1], "🚀 Job job/9 is succeeded (1).") {
			t.Errorf("beside one %s: %+v %q", name, a, w.replies())
		}
	}
}

// TestStartedAndNotConfirmed: what failed after its job was begun is followed all the same.
func TestStartedAndNotConfirmed(t *testing.T) {
	for _, command := range []string{"/ship a", "/ship a\n/count"} {
		w, s := shipping(t)
		s.follows, s.fails = "job/1", issue.Errorf("Asked, not confirmed.")
		e := w.repo.Comment(17, "alice", command)
		if a := w.send(e.Request(w.url, secret)); a.states()[0] != issue.Failed || w.reactions(e.Comment) != "eyes confused" || !strings.Contains(w.lastReply(), "⏳ Under way.") {
			t.Errorf("%+v %s %q", a, w.reactions(e.Comment), w.lastReply())
		}
		w.news(ended("job/1", 1, issue.JobSucceeded))
		if got := w.reactions(e.Comment); got != "eyes rocket" || !strings.Contains(w.lastReply(), "🚀 Job job/1") || len(w.replies()) != 1 {
			t.Errorf("%s %q", got, w.replies())
		}
	}
	w, s := shipping(t)
	s.follows, s.fails = "job/1", issue.Errorf("Asked, not confirmed.")
	e := w.repo.Comment(17, "alice", "/ship a")
	w.send(e.Request(w.url, secret))
	w.gh.Forget()
	w.news(ended("job/1", 1, issue.JobFailed))
	if got := w.reactions(e.Comment); got != "eyes confused" || len(w.replies()) != 2 {
		t.Errorf("%s %q", got, w.replies())
	}
}

// TestConfirmWhereGitHubFails: nothing starts where nobody can say that it is the first.
func TestConfirmWhereGitHubFails(t *testing.T) {
	w, s := asking(t, false)
	e := w.repo.Comment(17, "alice", "/ship a")
	w.send(e.Request(w.url, secret))
	w.gh.Break(issuetest.BadGateway().On("POST", fmt.Sprintf("comments/%d/reactions", e.Comment)).Once())
	w.want("bob", "/confirm", issue.Failed, "")
	w.gh.Break(issuetest.BadGateway().On("GET", "/17/comments").Once())
	w.want("bob", "/confirm", issue.Failed, "")
	same(t, "failed", s.did)
	w.want("bob", "/confirm", issue.Ran, "")
}

// TestLongRequests: what waits is held in the reply, which has its limits.
func TestLongRequests(t *testing.T) {
	w, s := asking(t, false)
	w.want("alice", "/ship "+strings.Repeat("x", 2000), issue.Refused, "Not run: a command that has to be confirmed may have 2000 bytes.")
	w.want(bot, "/ship "+strings.Repeat("x", 2000), issue.Refused, "Not run: a bot's command that has to be confirmed may have 2000 bytes.")
	s.exactly = strings.Repeat("y", 2000)
	w.want("alice", "/ship a", issue.Refused, "may have 2000 bytes")
	w.want("alice", "/confirm", issue.Refused, "nothing to confirm")
	s.exactly = "x"
	for _, who := range []string{"alice", bot} {
		for _, length := range []int{300, 1900} {
			if a := w.say(who, strings.Repeat("/ship "+strings.Repeat("x", length)+"\n", 20)); a.Error != "" || strings.Contains(a.body, "may have 400 bytes") != (length > 400) {
				t.Errorf("%s asks for a lot: %s %.300s", who, a.Error, a.body)
			}
		}
	}
}

// TestRequestOnADiff: what was asked for on a line of a diff or in an issue's own text.
func TestRequestOnADiff(t *testing.T) {
	w, s := asking(t, false)
	w.repo.OpenPull(18, "alice", "Fix", "")
	w.send(w.repo.Review(18, "alice", "/ship a").Request(w.url, secret))
	if a := w.send(w.repo.Comment(18, "bob", "/confirm").Request(w.url, secret)); a.states()[0] != issue.Ran {
		t.Errorf("%+v", a)
	}
	w.send(w.repo.Open(19, "alice", "New", "/ship b").Request(w.url, secret))
	for _, want := range []issue.State{issue.Ran, issue.Refused} {
		if a := w.send(w.repo.Comment(19, "bob", "/confirm").Request(w.url, secret)); a.states()[0] != want {
			t.Errorf("%+v", a)
		}
	}
	same(t, "confirmed", s.did, "bob: a", "bob: b")
}

// TestConfirmedWithoutAnEnd: whoever comes again after the reply, and before its end, is told that
// a part failed, once for each command of the comment.
func TestConfirmedWithoutAnEnd(t *testing.T) {
	w, _ := asking(t, false)
	w.more["/land"] = landing{&shipper{asks: true, fails: issue.Errorf("No wind.")}}
	w.url = w.serve()
	w.say("alice", "/ship a\n/land b\n/ship c")
	e := w.repo.Comment(17, "bob", "/count\n/confirm")
	w.gh.Break(wire.Fault{Method: "POST", Path: "/issues/comments/[0-9]+/reactions", Skip: 2, Status: 502})
	w.send(e.Request(w.url, secret))
	if got := w.reactions(e.Comment); got != "eyes hooray" && got != "eyes" {
		t.Fatalf("it has an end: %s", got)
	}
	w.gh.Mend()
	w.gh.SetTime(func() time.Time { return time.Now().Add(3 * time.Minute) })
	if a := w.send(e.Request(w.url, secret)); fmt.Sprint(a.states()) != "[ran failed]" || w.reactions(e.Comment) != "eyes confused" {
		t.Errorf("%s %s", a.body, w.reactions(e.Comment))
	}
}
