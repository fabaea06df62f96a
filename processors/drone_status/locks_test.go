package drone_status_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/lock"
	"github.com/fanux/robot/processors/internal/robottest"
)

// locker holds locks.
type locker struct {
	t   *testing.T
	all []lock.Lock
}

func (l locker) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	locks, err := lock.Of(event)
	if err != nil {
		l.t.Error(err)
	}
	for _, one := range l.all {
		if held, err := locks.Hold(ctx, strings.Repeat("b", 40), one); err != nil || held != nil {
			l.t.Errorf("%+v: %v, held by %v", one, err, held)
		}
	}
	return "", nil
}

func TestLocks(t *testing.T) {
	gh, d := issuetest.Start(t), world(t, deploy("prod", "success"), deploy("dev", "success"))
	robottest.Say(t, gh, locker{t, []lock.Lock{
		{Target: "prod", Holder: "bob", Reason: "migration | of @carol"}, {Target: "dev", Holder: "erin"}, {Target: "test", Holder: "bob", Brief: true},
	}}, "/lock")
	for text, want := range map[string][]string{
		"/status":      {"🔒 `prod` is locked by `bob` since T: `migration | of @\u200bcarol`", "🔒 `dev` is locked by `erin` since T."},
		"/status prod": {"🔒 `prod` is locked by `bob` since T: `migration | of @\u200bcarol`"},
		"/status dev":  {"🔒 `dev` is locked by `erin` since T."},
	} {
		got := robottest.Say(t, gh, newStatus(t, d), text).Detail
		got = regexp.MustCompile(`since \d{4}-\d\d-\d\d \d\d:\d\d UTC([.:])`).ReplaceAllString(got, "since T$1")
		if n := strings.Count(got, "🔒"); n != len(want) {
			t.Errorf("%s: %d locks, want %d:\n%s", text, n, len(want), got)
		}
		for _, line := range want {
			if !strings.Contains(got, line) {
				t.Errorf("%s: got:\n%s\n\nwithout %q", text, got, line)
			}
		}
	}
	gh.Break(wire.Fault{Path: "/git/", Status: 500})
	for _, text := range []string{"/status", "/status prod"} {
		if got := robottest.Say(t, gh, newStatus(t, d), text); got.State != issue.Ran || strings.Contains(got.Detail, "🔒") || !strings.Contains(got.Detail, "| `prod` |") {
			t.Errorf("%s: got %s %q", text, got.State, got.Detail)
		}
	}
}
