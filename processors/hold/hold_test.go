package hold_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/hold"
	"github.com/fanux/robot/processors/internal/labels"
)

var ofTheFramework = regexp.MustCompile(`/reactions|/collaborators/|/comments`)

// call is one in short: its label is HOLD, and the repository's are LABELS.
func call(method, path string, status int) string {
	path = strings.NewReplacer("/repos/acme/widgets/", "", "do-not-merge%2Fhold", "HOLD", "?per_page=100", "").Replace(path)
	return fmt.Sprintf("%s %s %d", method, path, status)
}

// TestHold: what is commented on bob's pull request 18, by whom and before what; then the
// calls, the labels, and what is said of each command.
func TestHold(t *testing.T) {
	const add, remove, look = "POST issues/18/labels 200", "DELETE issues/18/labels/HOLD 200", "GET labels 200"
	const alone = "refused: To end the hold, comment `/hold cancel` and no more: nothing was changed. Usage: `/hold [cancel|reason…]`, for example `/hold`."
	none := []string(nil)
	ran := func(reply string) []string { return []string{"ran: " + reply} }
	for _, test := range []struct {
		body, who string
		before    func(*issuetest.Repo)
		calls     []string
		labels    string
		said      []string
	}{
		{"/hold", "carol", nil, []string{look, add}, labels.Hold, ran("")},
		{"/hold until the \"release is out, a=1 a=2", "carol", nil, []string{look, add}, labels.Hold, ran("")},
		{"/HOLD Cancelled flights", "carol", nil, []string{look, add}, labels.Hold, ran("")},
		{"/hold cancel please", "carol", on, none, labels.Hold, []string{alone}},
		{"/hold Cancel, please", "carol", on, none, labels.Hold, []string{alone}},
		{"/hold cancel.", "carol", on, none, labels.Hold, []string{alone}},
		{"/hold cancel that", "carol", nil, none, "", []string{alone}},
		{"/hold false", "carol", nil, []string{look, add}, labels.Hold, ran("")},
		{"/hold", "carol", on, none, labels.Hold, ran("")},
		{"/hold cancel", "carol", on, []string{remove}, "", ran("")},
		{"/Hold  CANCEL", "carol", on, []string{remove}, "", ran("")},
		{"/hold cancel", "carol", nil, none, "", ran("")},
		{"/unhold", "carol", on, []string{remove}, "", ran("")},
		{"/unhold", "carol", nil, none, "", ran("")},
		{"/unhold now", "carol", on, none, labels.Hold, []string{"refused: `now` is more than `/unhold` takes. Usage: `/unhold`, for example `/unhold`."}},
		{"/hold\n/unhold", "carol", nil, []string{look}, "", []string{"ran: ", "ran: "}},
		{"/unhold\n/hold", "carol", on, []string{look}, labels.Hold, []string{"ran: ", "ran: "}},
		{"/hold", "mallory", private, none, "", []string{"denied: `/hold` needs **read** here, and you have **none**. Ask somebody who has it to comment this."}},
		{"/unhold", "mallory", private, none, "", []string{"denied: `/unhold` needs **read** here, and you have **none**. Ask somebody who has it to comment this."}},
		{"/hold --dry-run", "carol", nil, []string{look}, "", ran("It would add `do-not-merge/hold`.")},
		{"/hold --dry-run", "carol", on, none, labels.Hold, ran("Nothing would change.")},
		{"/unhold --dry-run", "carol", on, none, labels.Hold, ran("It would remove `do-not-merge/hold`.")},
		{"/unhold --dry-run", "carol", nil, none, "", ran("Nothing would change.")},
	} {
		w := start(t, labels.Options{})
		if test.before != nil {
			test.before(w.repo)
		}
		w.gh.Forget()
		said := w.say(18, test.who, test.body)
		if diff := cmp.Diff(test.said, said) + cmp.Diff(test.calls, w.calls()) + cmp.Diff(test.labels, strings.Join(w.repo.Issue(18).Labels, " ")); diff != "" {
			t.Errorf("%q by %s (-want +got):\n%s", test.body, test.who, diff)
		}
	}
}

func on(r *issuetest.Repo)      { r.Label(18, labels.Hold) }
func private(r *issuetest.Repo) { r.Private() }

// TestElsewhere: an issue cannot be held, and a label that is not there is not made.
func TestElsewhere(t *testing.T) {
	w := start(t, labels.Options{})
	w.said(w.say(17, "carol", "/hold\n/hold cancel\n/unhold"),
		"refused: `/hold` is for pull requests, and this is an issue.",
		"refused: `/hold` is for pull requests, and this is an issue.",
		"refused: `/unhold` is for pull requests, and this is an issue.")
	other := w.gh.Repo("acme/gadgets").Grant("sealrobot", "write")
	other.OpenPull(18, "bob", "Stop it", "Please.")
	w.repo = other
	got := w.say(18, "carol", "/hold\n/unhold")
	if len(got) != 2 || !strings.HasPrefix(got[0], "refused: This repository has no label `do-not-merge/hold`.") || got[1] != "ran: " || other.Issue(18).Labels != nil {
		t.Errorf("%q", got)
	}
}

// TestRestricted: who may not change the label can neither hold nor end it, by any name.
func TestRestricted(t *testing.T) {
	w := start(t, labels.Options{Restrict: map[string]issue.Permission{labels.Hold: issue.Write}})
	const denied = "denied: `do-not-merge/hold` is for **write** here, and you have **read**. Ask somebody who has it to comment this. Nothing was changed."
	w.said(w.say(18, "carol", "/hold"), denied)
	w.said(w.say(18, "alice", "/hold"), "ran: ")
	w.said(w.say(18, "carol", "/unhold\n/hold cancel"), denied, denied)
	w.said(w.say(18, "alice", "/unhold"), "ran: ")
}

// TestFaults: what GitHub does not do is said.
func TestFaults(t *testing.T) {
	w := start(t, labels.Options{})
	w.gh.Break(issuetest.BadGateway().On("POST", "/labels$"))
	if got := w.say(18, "carol", "/hold"); !strings.HasPrefix(got[0], "failed: Not done: adding `do-not-merge/hold`.") {
		t.Errorf("%q", got)
	}
	w.gh.Mend()
	w.said(w.say(18, "carol", "/hold"), "ran: ")
	w.gh.Break(issuetest.BadGateway().On("DELETE", "/labels/"))
	if got := w.say(18, "carol", "/unhold"); !strings.HasPrefix(got[0], "failed: Not done: removing `do-not-merge/hold`.") {
		t.Errorf("%q", got)
	}
}

type world struct {
	*testing.T
	gh      *issuetest.GitHub
	repo    *issuetest.Repo
	webhook *issue.Webhook
}

func start(t *testing.T, o labels.Options) *world {
	t.Helper()
	w := &world{T: t, gh: issuetest.Start(t)}
	w.repo = w.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write").Grant("carol", "read")
	w.repo.Open(17, "bob", "Widgets wobble", "They do.")
	w.repo.OpenPull(18, "bob", "Stop it", "Please.")
	w.repo.Label(1, labels.Hold, "bug")
	book, mux := labels.New(o), issue.NewMux()
	mux.Handle("/hold", hold.New(book))
	mux.Handle("/unhold", hold.NewUnhold(book))
	if err := mux.Check(); err != nil {
		t.Fatal(err)
	}
	config := &issue.Config{Token: w.gh.SignIn("sealrobot"), API: w.gh.URL, Secrets: []string{"secret"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	webhook, err := issue.NewWebhook(config, mux)
	if err != nil {
		t.Fatal(err)
	}
	w.webhook = webhook
	return w
}

// say is what is said of each command of a comment: "ran: …".
func (w *world) say(number int, login, body string) (all []string) {
	w.Helper()
	answer := httptest.NewRecorder()
	w.webhook.ServeHTTP(answer, w.repo.Comment(number, login, body).Request("http://robot.example.com", "secret"))
	var outcome issue.Outcome
	if err := json.Unmarshal(answer.Body.Bytes(), &outcome); err != nil {
		w.Fatalf("%q: the webhook's answer is %d %q", body, answer.Code, answer.Body)
	}
	for _, r := range outcome.Commands {
		all = append(all, fmt.Sprintf("%s: %s", r.State, r.Detail))
	}
	return all
}

func (w *world) said(got []string, want ...string) {
	w.Helper()
	if !slices.Equal(got, want) {
		w.Errorf("got %q, want %q", got, want)
	}
}

// calls are those that are not the framework's own.
func (w *world) calls() (all []string) {
	for _, c := range w.gh.Calls() {
		if !ofTheFramework.MatchString(c.Path) {
			all = append(all, call(c.Method, c.Path, c.Status))
		}
	}
	return all
}
