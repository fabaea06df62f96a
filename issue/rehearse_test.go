package issue_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// shipper is /ship: it says beforehand what it would do, and may want a person's word.
type shipper struct {
	help    issue.Help
	asks    bool
	exactly string
	others  bool
	follows string // a job, followed whatever the run is
	fails   error
	needs   issue.Permission // beside what Help says
	did     []string
	saw     []issue.Command
	refs    []string // of what was done
}

func (s *shipper) Help() issue.Help {
	if s.help.Usage == "" {
		s.help = issue.Help{Usage: "[word …] [KEY=value …]", Effect: issue.Deploys, Dry: true}
	}
	return s.help
}

func (s *shipper) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	call := issue.From(ctx)
	s.saw = append(s.saw, *event.Command)
	if s.asks {
		if err := call.Confirm(issue.Textf("ship %s", issue.Code(event.Command.Command)), s.exactly, s.others); err != nil {
			return "", err
		}
	}
	if ok, err := call.Allows(s.needs); s.needs != "" && (err != nil || !ok) {
		return "", &issue.Said{Text: issue.Textf("not you"), State: issue.Denied}
	}
	if s.follows != "" {
		call.Follow(s.follows, "shipped")
	}
	if call.DryRun() {
		return "Would ship " + issue.Code(event.Command.Command) + ".", nil
	}
	s.refs = append(s.refs, call.Ref("shipped"))
	s.did = append(s.did, event.GetSender().GetLogin()+": "+event.Command.Command)
	return "Shipped.", s.fails
}

func (s *shipper) Look(_ context.Context, _ *github.Client, _ *github.Repository, news issue.News) (issue.News, error) {
	return news, nil
}

func shipping(t *testing.T) (*world, *shipper) {
	w, s := newWorld(t), new(shipper)
	w.more = map[string]issue.Runner{"/ship": s}
	w.url = w.serve()
	return w, s
}

func (w *world) lastReply() string {
	w.t.Helper()
	all := w.replies()
	if len(all) == 0 {
		w.t.Fatal("no reply")
	}
	text, _, _ := strings.Cut(all[len(all)-1], "<!-- robot ")
	return text
}

// TestDryRunIsForWhoCanRead, and has no effect whoever asks.
func TestDryRunIsForWhoCanRead(t *testing.T) {
	for _, row := range []struct {
		who     string
		private bool
		state   issue.State
		says    string
	}{
		{"alice", false, issue.Ran, "@alice\n\nWould ship `a`."},
		{"mallory", false, issue.Ran, "Would ship `a`.\n\nYou may not do it: `/ship` needs **write** here, and you have **read**."},
		{"rita", true, issue.Ran, "Would ship `a`.\n\nYou may not do it: "},
		{"mallory", true, issue.Denied, "`/ship` needs **write** here, and you have **none**."},
		{"dependabot[bot]", false, "", ""},
	} {
		w, s := shipping(t)
		if row.private {
			w.repo.Private().Grant("rita", "read")
		}
		a := w.say(row.who, "/ship a --dry-run")
		if len(s.did) > 0 {
			t.Errorf("%v: it was done: %q", row, s.did)
		}
		if row.state == "" {
			if a.status != 202 || len(w.gh.Calls()) > 0 {
				t.Errorf("%v: %+v", row, a)
			}
			continue
		}
		if a.states()[0] != row.state || !strings.Contains(w.lastReply(), row.says) || row.state == issue.Denied && len(s.saw) > 0 {
			t.Errorf("%v: %+v %q", row, a, w.lastReply())
		}
	}
}

// TestDryRunIsNoWayAroundAPermission: what a command that only reads shows is its effect.
func TestDryRunIsNoWayAroundAPermission(t *testing.T) {
	w, s := shipping(t)
	for _, dry := range []bool{false, true} {
		s.help = issue.Help{Usage: "[word]", Needs: issue.Admin, Effect: issue.Reads, Dry: dry}
		w.url = w.serve()
		if a := w.say("alice", "/ship --dry-run"); a.states()[0] != issue.Denied || len(s.saw) > 0 || !strings.Contains(w.lastReply(), "needs **admin**") {
			t.Errorf("Dry %v: %+v", dry, a)
		}
	}
	if a := w.say("mallory", "/help --dry-run"); a.states()[0] != issue.Ran || !strings.Contains(w.lastReply(), "| `/count` |") {
		t.Errorf("what reads and may be read is: %+v", a)
	}
}

// TestNotEveryRobotCanSayBeforehand: without Help.Dry nothing is run at all.
func TestNotEveryRobotCanSayBeforehand(t *testing.T) {
	w := newWorld(t)
	for command, name := range map[string]string{"/count x --dry-run": "/count", "/build a --dry-run": "/build", "/confirm --dry-run": "/confirm"} {
		a := w.say("alice", command)
		if a.states()[0] != issue.Refused || !strings.Contains(w.lastReply(), "Nothing was done: `"+name+"` cannot say beforehand what it would do.") {
			t.Errorf("%s: %+v", command, a)
		}
	}
	if len(w.crew.ran()) > 0 || w.builder.n > 0 {
		t.Errorf("ran %q, built %d", w.crew.ran(), w.builder.n)
	}
	if a := w.say("alice", "/build ? --dry-run"); a.states()[0] != issue.Ran || !strings.Contains(w.lastReply(), "Needs write.") {
		t.Errorf("to ask what it is: %+v", a)
	}
}

// TestWordOfADryRun: which words make it one, and what is left of the others.
func TestWordOfADryRun(t *testing.T) {
	for in, want := range map[string]string{
		"--dry-run":                  "|map[]|",
		"a --dry-run":                "a|map[]|a",
		"--dry-run a":                "a|map[]|a",
		"a --dry-run b":              "a b|map[]|a b",
		"a \u2014dry-run":            "a|map[]|a",
		"a \u2013dry-run b":          "a b|map[]|a b",
		"a --dry-run --dry-run":      "a|map[]|a",
		"--dry-run --dry-run b":      "b|map[]|b",
		"a\u00a0--dry-run":           "a|map[]|a",
		"a\t--dry-run\u3000b":        "a b|map[]|a\u3000b",
		"a K=--dry-run --dry-run":    "a|map[K:--dry-run]|a K=--dry-run",
		"a b-- --dry-run --dry-ru n": "a b-- --dry-ru n|map[]|a b-- --dry-ru n",
	} {
		w, s := shipping(t)
		if a := w.say("alice", "/ship "+in); a.states()[0] != issue.Ran || len(s.did) > 0 || len(s.saw) != 1 {
			t.Errorf("%q: %+v", in, a)
			continue
		}
		c := s.saw[0]
		if got := fmt.Sprintf("%s|%v|%s", strings.Join(c.Args, " "), c.Params, c.Command); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	w, s := shipping(t)
	if w.say("alice", `/ship a "--dry-run"`); len(s.did) > 0 {
		t.Error("in quotes it is a dry run, too: nobody writes it by mistake")
	}
	w.say("alice", "/ship K=--dry-run\n/ship x--dry-run\n/ship --dry-run-all\n/ship ---dry-run\n/ship 'a --dry-run b'\n/ship \"--dry-run")
	if len(s.did) != 5 {
		t.Errorf("what is no such word is none: %q", s.did)
	}
}

// TestDryRunIsTheSameCommand: it is refused for what it would be refused for.
func TestDryRunIsTheSameCommand(t *testing.T) {
	w, s := shipping(t)
	s.help = issue.Help{Usage: "<what>", Effect: issue.Deploys, Dry: true}
	w.url = w.serve()
	a := w.say("alice", "/ship --dry-run\n/ship a b --dry-run\n/ship 'a --dry-run\n/ship ? --dry-run\n/ship a --dry-run\n/sihp a --dry-run")
	if got := fmt.Sprint(a.states()); got != "[refused refused refused ran ran unknown]" || len(s.saw) != 1 || len(s.did) > 0 {
		t.Errorf("%s, ran %v", got, s.saw)
	}
	if got := w.lastReply(); !strings.Contains(got, "| `/ship a --dry-run` | 🚀 Would ship `a`. |") {
		t.Errorf("%q", got)
	}
}

// poster has effects whatever it was asked.
type poster struct{ errs []error }

func (*poster) Help() issue.Help { return issue.Help{Dry: true} }

func (p *poster) Run(ctx context.Context, e issue.IssueEvent) (string, error) {
	issues, graph := e.Client.Issues, map[string]string{"query": "mutation {x}"}
	_, _, get := issues.Get(ctx, "acme", "widgets", 17)
	_, _, post := issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "x"})
	_, remove := issues.RemoveLabelForIssue(ctx, "acme", "widgets", 17, "bug")
	request, _ := e.Client.NewRequest(ctx, http.MethodPost, "graphql", graph)
	_, query := e.Client.Do(request, nil)
	again, err := e.Client.Clone()
	if err == nil {
		_, _, err = again.Issues.CreateComment(ctx, "acme", "widgets", 17, github.IssueCommentRequest{Body: "x"})
	}
	p.errs = []error{get, post, remove, query, err}
	return "", post
}

func TestDryRunReadsOnly(t *testing.T) {
	w, p := newWorld(t), new(poster)
	w.more = map[string]issue.Runner{"/post": p}
	w.url = w.serve()
	a := w.say("alice", "/post --dry-run")
	if a.states()[0] != issue.Failed || p.errs[0] != nil {
		t.Errorf("%+v %v", a, p.errs)
	}
	for _, err := range p.errs[1:] {
		if err == nil || !strings.Contains(err.Error(), "was kept back") {
			t.Errorf("%v", err)
		}
	}
	w.say("alice", "/post")
	if p.errs[1] != nil || p.errs[4] != nil {
		t.Errorf("in earnest: %v", p.errs)
	}
}

// TestDryRunAsksNobody: what would be asked about is remarked, and nothing waits.
func TestDryRunAsksNobody(t *testing.T) {
	w, s := shipping(t)
	s.asks, s.exactly, s.follows = true, "x", "job/1"
	s.help = issue.Help{Usage: "[word]", Effect: issue.Deploys, Dry: true, Bots: []string{"release-please[bot]"}}
	w.url = w.serve()
	for _, who := range []string{"mallory", "alice", "release-please[bot]", "release-please[bot]"} {
		if a := w.say(who, "/ship a --dry-run"); a.states()[0] != issue.Ran || !strings.Contains(w.lastReply(), "Would ship `a`.") || strings.Count(w.lastReply(), "It would wait for `/confirm` first.") != 1 {
			t.Errorf("%s: %+v", who, a)
		}
		s.asks = len(w.replies()) < 3 // a bot is asked about, whether its robot asks or not
	}
	if a := w.say("alice", "/confirm"); a.states()[0] != issue.Refused || len(s.did) > 0 {
		t.Errorf("a dry run was confirmed: %+v", a)
	}
	if a := w.news(ended("job/1", 1, issue.JobFailed)); len(a.Commands) > 0 {
		t.Errorf("a dry run has no job: %+v", a)
	}
}

func TestRemarkInEarnestIsNone(t *testing.T) {
	w := newWorld(t)
	w.more = map[string]issue.Runner{"/remark": remarker{}}
	w.url = w.serve(func(c *issue.Config) { c.Lang = issue.Chinese })
	if w.say("alice", "/remark"); w.lastReply() != "@alice\n\nsaid\n\n" {
		t.Errorf("%q", w.lastReply())
	}
	if w.say("alice", "/remark --dry-run"); w.lastReply() != "@alice\n\nsaid\n\none\n\n见下文\n\n" {
		t.Errorf("%q", w.lastReply())
	}
}

type remarker struct{}

func (remarker) Help() issue.Help { return issue.Help{Dry: true} }

func (remarker) Run(ctx context.Context, _ issue.IssueEvent) (string, error) {
	issue.From(ctx).Remark(issue.Verbatim("one"))
	issue.From(ctx).Remark(issue.Textf("see below"))
	return "said", nil
}

// TestParseOfADryRun: robot parse reads it as the webhook does.
func TestParseOfADryRun(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("/ship", &shipper{help: issue.Help{Usage: "<what> [KEY=value …]", Dry: true}})
	for in, want := range map[string]string{
		"/ship a --dry-run":     "runs as /ship: a, --dry-run",
		"/ship --dry-run a":     "runs as /ship: --dry-run, a",
		"/ship a K=--dry-run":   "runs as /ship: a, K=--dry-run",
		"/ship --dry-run":       "`<what>` is missing. Usage: `/ship <what> [KEY=value …]`.",
		"/ship a b --dry-run":   "`b` is more than `/ship` takes. Usage: `/ship <what> [KEY=value …]`.",
		"/ship a \u2014dry-run": "runs as /ship: a, \u2014dry-run",
	} {
		if got := mux.Parse(in); len(got) != 1 || got[0].Verdict != want {
			t.Errorf("%q: %+v, want %q", in, got, want)
		}
	}
}
