package setup_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

// claims is a race on issue 17. It leaves nothing behind.
func (w *world) claims(ctx context.Context) (setup.Race, error) {
	w.t.Helper()
	s, _ := w.settings(w.env)
	race, err := setup.ClaimRace(ctx, s.GitHub, setup.Issue{Repo: widgets, Number: 17})
	if left := w.repo.Issue(17).By("sealrobot"); (len(left) == 0) == (race.Left != "") {
		w.t.Errorf("there is still %v; told of %q", left, race.Left)
	}
	return race, err
}

func TestClaimIsTestAndSet(t *testing.T) {
	w := newWorld(t)
	race, err := w.claims(t.Context())
	if want := "GitHub's claim is a test-and-set: 1 × 201, 49 × 200"; err != nil || !race.Good() || race.Verdict() != want {
		t.Errorf("%q, %v; want %q", race.Verdict(), err, want)
	}
}

func TestClaimIsRacy(t *testing.T) {
	w := newWorld(t)
	w.gh.RacyReactions.Store(true)
	race, err := w.claims(t.Context())
	if err != nil || race.Good() || race.Statuses[201] < 2 || !strings.HasPrefix(race.Verdict(), "two instances could run one comment: GitHub told ") {
		t.Errorf("%q, %v", race.Verdict(), err)
	}
}

func TestClaimWithoutVerdict(t *testing.T) {
	w := newWorld(t)
	limited := issuetest.SecondaryLimited(1e12).On("POST", "/reactions$")
	limited.Skip, limited.Times = 30, 15
	w.gh.Break(limited)
	w.gh.Break(wire.Fault{Method: "POST", Path: "/reactions$", Skip: 30, Cut: true})
	race, err := w.claims(t.Context())
	if want := "no verdict: not all were answered as a reaction is (1 × 201, "; err != nil || race.Good() || !strings.HasPrefix(race.Verdict(), want) ||
		!strings.Contains(race.Verdict(), "× no answer") || !strings.Contains(race.Verdict(), "15 × 403") {
		t.Errorf("%q, %v; want %q…", race.Verdict(), err, want)
	}
}

// TestClaimIsInterrupted: the comment goes all the same.
func TestClaimIsInterrupted(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.gh.Watch(func(c wire.Call) {
		if strings.HasSuffix(c.Path, "/reactions") {
			cancel()
		}
	})
	slow := wire.Fault{Method: "POST", Path: "/reactions$", Delay: 1e10}
	slow.Skip = 1
	w.gh.Break(slow)
	_, err := w.claims(ctx)
	if trouble := new(setup.Trouble); !errors.As(err, &trouble) || !strings.Contains(trouble.Text, "interrupted") {
		t.Errorf("%v", err)
	}
}

func TestClaimRaceThatCannotBe(t *testing.T) {
	for name, row := range map[string]struct {
		fault wire.Fault
		want  string
		left  bool
	}{
		"no such issue":    {issuetest.NotFound().On("POST", "/comments$"), "GitHub answered 404", false},
		"GitHub is silent": {wire.Fault{Method: "POST", Path: "/comments$", Cut: true}, "look whether the comment is there", false},
		"it stays":         {wire.Fault{Method: http.MethodDelete, Status: 502}, "", true},
		"it is gone":       {wire.Fault{Method: http.MethodDelete, After: true, Status: 404, Body: `{}`}, "", false},
	} {
		w := newWorld(t)
		w.gh.Break(row.fault)
		race, err := w.claims(t.Context())
		if got := ""; err != nil {
			got = err.Error()
			if row.want == "" || !strings.Contains(got, row.want) {
				t.Errorf("%s: %v", name, err)
			}
		} else if row.want != "" || (race.Left != "") != row.left || !race.Good() {
			t.Errorf("%s: %+v", name, race)
		}
	}
}

func TestIssueIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"acme/widgets#17": "acme/widgets#17", "acme/widgets": "", "acme/widgets#": "", "acme/widgets#0": "", "acme/widgets#1x": "",
		"acme/..#1": "", "#1": "", "acme/widgets#1#2": "", "acme/widgets#99999999999": "",
	} {
		var i setup.Issue
		if err := i.UnmarshalText([]byte(text)); (err == nil) != (want != "") || err == nil && i.String() != want {
			t.Errorf("%q: %s, %v", text, i, err)
		}
	}
}
