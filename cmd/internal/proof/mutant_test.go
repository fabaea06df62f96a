package proof

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/issue"
)

// jsonMarker is a marker in JSON, where < and > may be written as what they stand for.
var jsonMarker = regexp.MustCompile(`<?(?:\\u003c)?!-- robot ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+) --`)

// again is an answer with another body.
func again(response *http.Response, change func([]byte) []byte) {
	body, _ := io.ReadAll(response.Body)
	body = change(body)
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
}

// withoutClaim takes every claim for a new one.
func withoutClaim(r *http.Request, response *http.Response) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/reactions") && response.StatusCode == http.StatusOK {
		response.StatusCode, response.Status = http.StatusCreated, "201 Created"
	}
}

var references = regexp.MustCompile(`"ROBOT_REF":"[^"]*"|\[[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\]`)

// withoutKey finds nothing of what was started before by its key.
func withoutKey(r *http.Request, response *http.Response) {
	if r.Method == http.MethodGet && (strings.HasSuffix(r.URL.Path, "/builds") || strings.HasSuffix(r.URL.Path, "/runs")) {
		again(response, func(body []byte) []byte { return references.ReplaceAll(body, []byte(`"ROBOT_REF":""`)) })
	}
}

// withoutMAC takes every marker for one of ours.
func withoutMAC(r *http.Request, response *http.Response) {
	if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/comments") {
		again(response, resigned)
	}
}

// harmless is a robot that calls itself idempotent.
type harmless struct{ issue.Runner }

func (h harmless) Help() issue.Help {
	help := h.Runner.(issue.Helper).Help()
	help.Repeat = issue.Idempotent
	return help
}

func (h harmless) Run(ctx context.Context, e issue.IssueEvent) (string, error) {
	return h.Runner.Run(ctx, e)
}

// resumingOnce runs what may have run, and cannot be recognised.
func resumingOnce() *issue.Mux {
	mux := commands()
	mux.Handle("notify", harmless{mux.Runner("notify")})
	return mux
}

// withoutFourEyes lets who asked for something confirm it.
func withoutFourEyes() *issue.Mux {
	_, world := central()
	file, problems := config.Read("robot.yml", []byte(strings.Replace(robotYML, "four_eyes", "confirm", 1)))
	if len(problems) > 0 {
		panic(problems)
	}
	mux, err := file.Mux(world)
	if err != nil {
		panic(err)
	}
	return mux
}

// ofCommand is what the commit says to which the ref of a command leads.
var ofCommand = regexp.MustCompile(`\\"target\\":\\"(?:comment|review|issue)-`)

// withoutRef is refused the refs of commands, as a robot is that may not write contents.
func withoutRef(r *http.Request, response *http.Response) {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/git/commits") {
		return
	}
	again(response, func(body []byte) []byte {
		if ofCommand.Match(body) {
			response.StatusCode, response.Status = http.StatusForbidden, "403 Forbidden"
			return []byte(`{"message":"Resource not accessible by personal access token"}`)
		}
		return body
	})
}

// withoutAsking believes that alice may what she once might.
func withoutAsking(r *http.Request, response *http.Response) {
	if strings.HasSuffix(r.URL.Path, "/collaborators/alice/permission") {
		again(response, func(body []byte) []byte { return bytes.ReplaceAll(body, []byte(`"read"`), []byte(`"write"`)) })
	}
}

// TestMutantsAreCaught: without any one of its guards, the robot breaks the contract, and the
// schedules show it.
func TestMutantsAreCaught(t *testing.T) {
	const within = 2_000
	for name, m := range map[string]struct {
		mutant
		clause string
		racy   bool
	}{
		"without the claim":                {mutant{build{commands(), withoutClaim}}, twice, false},
		"without the key":                  {mutant{build{commands(), withoutKey}}, twice, false},
		"without the ref of a run":         {mutant{build{commands(), withoutRef}}, twice, true},
		"a once command is run again":      {mutant{build{resumingOnce(), nil}}, twice, false},
		"a marker without a MAC is obeyed": {mutant{build{commands(), withoutMAC}}, unanswered, false},
		"who asked may confirm":            {mutant{build{withoutFourEyes(), nil}}, unconfirmed, false},
		"who was let go still may":         {mutant{build{commands(), withoutAsking}}, entered, false},
	} {
		t.Run(name, func(t *testing.T) {
			plan := func(seed uint64, out map[string]bool) *plan { return newPlan(seed, m.racy, out) }
			for from := uint64(1); from <= within; from += 50 {
				for _, f := range search(t, from, 50, m.mutant, plan, 1) {
					if clause(f.broken) == m.clause {
						t.Logf("caught at seed %d: %s", f.seed, f.broken[0])
						return
					}
				}
			}
			t.Errorf("%d schedules did not show it", within)
		})
	}
}
