package drone_build_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_build"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

const (
	whole = "b5f61dab1d0c13e53370598cb83859f979ee91df"
	head  = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
)

func newBuild(t *testing.T, o drone.Options) *drone_build.Build {
	t.Helper()
	b, err := drone_build.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hub is GitHub as far as the robot asks it: branch main, and how a commit compares with it.
func hub(t *testing.T, event *issue.IssueEvent, status, mergeBase string) *wire.Tape {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /repos/acme/widgets/git/ref/heads/main", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{"ref": "refs/heads/main", "object": {"type": "commit", "sha": "` + head + `"}}`))
	})
	mux.HandleFunc("GET /repos/acme/widgets/compare/{range}", func(w http.ResponseWriter, r *http.Request) {
		if base, _, _ := strings.Cut(r.PathValue("range"), "..."); base != head {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(`{"status": "` + status + `", "merge_base_commit": {"sha": "` + mergeBase + `"}}`))
	})
	tape := wire.Record(mux)
	s := httptest.NewServer(tape)
	t.Cleanup(s.Close)
	client, err := github.NewClient(github.WithURLs(new(s.URL+"/"), nil))
	if err != nil {
		t.Fatal(err)
	}
	event.Client = client
	return tape
}

func TestBuild(t *testing.T) {
	d := robottest.Drone(t)
	for _, test := range []struct {
		args         []string
		branch, want string
	}{
		{nil, "main", "on `main` by `alice`."},
		{[]string{"release-1"}, "release-1", "on `release-1` by `alice`."},
		{[]string{"分支/x"}, "分支/x", "on `分支/x` by `alice`."},
	} {
		event := robottest.Comment("/build", map[string]string{"SUITE": "smoke"}, test.args...)
		reply, err := newBuild(t, robottest.Options(d)).Run(context.Background(), event)
		all := d.Builds("acme/widgets")
		if err != nil || len(all) == 0 {
			t.Fatalf("%v: %v, and %d builds", test.args, err, len(all))
		}
		b := all[len(all)-1]
		if !strings.HasPrefix(reply, "Started build [") || !strings.Contains(reply, "](https://ci.example.com/acme/widgets/") || !strings.HasSuffix(reply, test.want) {
			t.Errorf("%v: got %q, want … %s", test.args, reply, test.want)
		}
		got := []any{b.Event, b.Ref, b.Target, b.Params}
		want := []any{"custom", "refs/heads/" + test.branch, test.branch, map[string]string{
			"SUITE": "smoke", "ROBOT_USER": "bob", "ROBOT_ISSUE": "17", "ROBOT_REF": "", "ROBOT_COMMENT_URL": "https://github.com/acme/widgets/issues/17#issuecomment-1",
		}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// The reference is bound to what is built, so that no other build can answer to it.
func TestReference(t *testing.T) {
	d, gh := robottest.Drone(t), issuetest.Start(t)
	for _, text := range []string{"/build main", "/build other"} {
		if got := robottest.Say(t, gh, newBuild(t, robottest.Options(d)), text); got.State != issue.Ran {
			t.Fatalf("%s: %s %q", text, got.State, got.Detail)
		}
	}
	one, two := d.Build("acme/widgets", 1).Params["ROBOT_REF"], d.Build("acme/widgets", 2).Params["ROBOT_REF"]
	if one == "" || one == two {
		t.Errorf("references %q and %q, want two", one, two)
	}
}

func TestCommit(t *testing.T) {
	for _, test := range []struct {
		commit, status, base string
		want                 string // the refusal; "" where it is built
	}{
		{"b5f61da", "behind", whole, ""},
		{"B5F61DAB1D", "behind", whole, ""},
		{whole, "identical", whole, ""},
		{"b5f61da", "ahead", head, "Commit `b5f61da` is not on `main`: nothing was started. Name a commit of that branch."},
		{"b5f61da", "diverged", "0000000", "Commit `b5f61da` is not on `main`: nothing was started. Name a commit of that branch."},
		{"b5f61da", "", "", "Commit `b5f61da` is not on `main`: nothing was started. Name a commit of that branch."},
		{"deadbee", "behind", whole, "Commit `deadbee` is not on `main`: nothing was started. Name a commit of that branch."}, // a branch named deadbee
	} {
		d := robottest.Drone(t)
		event := robottest.Comment("/build", nil, "main", test.commit)
		hub(t, &event, test.status, test.base)
		reply, err := newBuild(t, robottest.Options(d)).Run(context.Background(), event)
		if test.want != "" {
			robottest.Said(t, err, issue.Refused, false, test.want)
			if n := len(d.Calls()); n != 0 {
				t.Errorf("%+v: %d calls of Drone, want none", test, n)
			}
			continue
		}
		if err != nil || !strings.Contains(reply, ": commit `b5f61da` on `main`") || d.Build("acme/widgets", 1).After != whole {
			t.Errorf("%+v: got %q, %v, and %+v", test, reply, err, d.Build("acme/widgets", 1))
		}
	}
}

func TestCommitCannotBeChecked(t *testing.T) {
	const later = "GitHub did not say whether `b5f61da` is on `main`: nothing was started. Comment it again later."
	const neither = "GitHub does not find branch `main` with commit `b5f61da`: nothing was started. Look whether both are there."
	for _, test := range []struct {
		fault wire.Fault
		state issue.State
		want  string
	}{
		{wire.Fault{Status: 502}, issue.Failed, later},
		{wire.Fault{Cut: true}, issue.Failed, later},
		{wire.Fault{Path: "/git/ref/", Status: 404}, issue.Refused, neither},
		{wire.Fault{Path: "/compare/", Status: 404}, issue.Refused, neither},
		{wire.Fault{Path: "/compare/", Status: 422}, issue.Refused, neither},
	} {
		d := robottest.Drone(t)
		event := robottest.Comment("/build", nil, "main", "b5f61da")
		hub(t, &event, "behind", whole).Break(test.fault)
		_, err := newBuild(t, robottest.Options(d)).Run(context.Background(), event)
		robottest.Said(t, err, test.state, false, test.want)
		if n := len(d.Calls()); n != 0 {
			t.Errorf("%+v: %d calls of Drone, want none", test.fault, n)
		}
	}
	_, err := newBuild(t, robottest.Options(robottest.Drone(t))).Run(context.Background(), robottest.Comment("/build", nil, "main", "b5f61da"))
	robottest.Said(t, err, issue.Failed, false, "The robot cannot ask GitHub whether `b5f61da` is on `main`: nothing was started.")
}

// An order comes from a configuration, where the words of a comment fill in placeholders.
func TestHostileOrders(t *testing.T) {
	const branch, commit = " is not a branch; use its name alone, of letters, digits and `._/@+=-`.", " is not a commit; use 7 to 40 of its hexadecimal digits."
	const steers = " cannot be set from a comment, because it steers the build itself. Choose another name."
	for _, test := range []struct {
		order drone_build.Order
		usage bool
		want  string
	}{
		{drone_build.Order{Branch: "refs/pull/5/head"}, true, "`refs/pull/5/head`" + branch},
		{drone_build.Order{Branch: "main?x"}, true, "`main?x`" + branch},
		{drone_build.Order{Branch: "../x"}, true, "`../x`" + branch},
		{drone_build.Order{Branch: " "}, true, "`   `" + branch},
		{drone_build.Order{Branch: "main", Commit: "b5f61d"}, true, "`b5f61d`" + commit},
		{drone_build.Order{Branch: "main", Commit: "main"}, true, "`main`" + commit},
		{drone_build.Order{Branch: "main", Commit: whole + "0"}, true, "`" + whole + "0`" + commit},
		{drone_build.Order{Branch: "main", Commit: "b5f61da\n"}, true, "` b5f61da  `" + commit},
		{drone_build.Order{Branch: "main", Params: map[string]string{"commit": "deadbeef"}}, false, "`commit`" + steers},
		{drone_build.Order{Branch: "main", Params: map[string]string{"Branch": "x"}}, false, "`Branch`" + steers},
		{drone_build.Order{Branch: "main", Params: map[string]string{"GIT_DIR": "x"}}, false, "`GIT_DIR`" + steers},
		{drone_build.Order{Branch: "main", Params: map[string]string{"ROBOT_REF": "x"}}, false, "`ROBOT_REF`" + steers},
	} {
		d := robottest.Drone(t)
		_, err := newBuild(t, robottest.Options(d)).Do(context.Background(), robottest.Comment("/ci", nil), test.order)
		robottest.Said(t, err, issue.Refused, test.usage, test.want)
		if calls := d.Calls(); len(calls) != 0 {
			t.Errorf("%+v: calls %v, want none", test.order, calls)
		}
	}
}

// Whatever is missing of an event is a case, not a panic.
func TestEmptyEvent(t *testing.T) {
	_, err := newBuild(t, robottest.Options(robottest.Drone(t))).Run(context.Background(), issue.IssueEvent{})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
}

func TestHelp(t *testing.T) {
	mux := issue.NewMux()
	mux.Handle("build", newBuild(t, robottest.Options(robottest.Drone(t))))
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if _, err := drone_build.New(drone_build.Options{}); err == nil {
		t.Error("a robot without a Drone")
	}
}
