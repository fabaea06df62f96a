package issue

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

const jobSecret = "a webhook secret that is long enough"

// jobWorld is where a job is brought to, made anew for each: a GitHub with one comment that
// is claimed for a worker, and a command that notes what it was told. GitHub is made when it
// is called for the first time: most jobs do not get that far.
type jobWorld struct {
	mu    sync.Mutex
	gh    *issuetest.GitHub
	token string
	calls []string
	ran   []string
}

func (w *jobWorld) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, r.Method+" "+r.URL.Host+r.URL.Path)
	if w.gh == nil {
		w.gh = issuetest.New()
		w.token = w.gh.SignIn("sealrobot")
		repo := w.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
		repo.Open(17, "alice", "Widgets wobble", "/count the text")
		repo.React(repo.Comment(17, "alice", "/count").Comment, "sealrobot", claimed)
	}
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+w.token)
	if r.Body == nil {
		r.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	w.gh.Bare().ServeHTTP(answer, r)
	return answer.Result(), nil
}

func (w *jobWorld) Run(_ context.Context, event IssueEvent) (string, error) {
	w.ran = append(w.ran, event.Command.Command)
	return "Counted.", nil
}

func (w *jobWorld) Help() Help {
	return Help{Usage: "[word …]", About: "count", Repeat: Once, Needs: Write}
}

// bring brings a body to a worker, and reports its answer.
func (w *jobWorld) bring(t *testing.T, body string) int {
	mux := NewMux()
	mux.Handle("count", w)
	webhook, err := NewWebhook(&Config{Token: "t", API: "https://github.test", Secrets: []string{jobSecret, "the secret of before, long enough too"},
		Transport: w, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}, mux)
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	webhook.Worker().ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/job", strings.NewReader(body)))
	return answer.Code
}

// The ways in which a body is made of what the fuzzer has.
const (
	asItIs         = iota // bytes of anybody's
	ours                  // a job with those fields, signed by us
	signedBefore          // the same, with the secret that is being replaced
	otherPurpose          // signed by us for something else
	otherSecret           // signed by somebody else
	altered               // signed by us, and a byte of it is another one then
	surrounded            // signed by us, with bytes before and behind it
	anythingOfOurs        // any bytes, signed by us
	ways
)

// FuzzJob: nothing that is unsigned, changed, signed for another purpose or by another, old or
// of the future is worked, nor is GitHub called for it. What is signed and of now never
// panics, whatever its fields say, and runs the command that stands in it, once, for a sender
// who may; the answer is one that the queue knows.
func FuzzJob(f *testing.F) {
	for way := range uint8(ways) {
		f.Add(way, []byte(`{"d":"x"}`), int64(0), "acme", "widgets", fromComment, 17, int64(99006), int64(99007), "alice", "User", "/count a b", 3, byte(1))
		f.Add(way, []byte("e30."), int64(-3590), "acme", "widgets", fromIssue, 17, int64(0), int64(0), "mallory", "User", "/count", 60, byte('.'))
		f.Add(way, []byte(nil), int64(-3700), "ACME", "../widgets", "review", -1, int64(-5), int64(-1), "", "Bot", "/gone x", -1, byte(0x80))
		f.Add(way, []byte(`null`), int64(400), "", "", "", 0, int64(0), int64(1), "alice", "", "", 0, byte(0))
	}
	f.Fuzz(func(t *testing.T, way uint8, raw []byte, seconds int64, owner, repo, kind string, number int, comment, claim int64, login, kindOf, text string, at int, flip byte) {
		w := new(jobWorld)
		now := time.Now().Unix()
		h := handed{
			Delivery: "d", Kind: kind, Owner: owner, Repo: repo, Issue: number, Comment: comment, Claim: claim,
			Sender: account{0, login}, SenderType: kindOf, At: now + seconds, Lines: []handedLine{{at, text}, {1, "/count twice"}},
		}
		body, believed := made(way%ways, raw, h, at, flip)
		fresh := seconds >= -3590 && seconds <= 290 // and a few seconds on the way
		stale := seconds < -3600 || seconds > 310
		status := w.bring(t, body)
		switch {
		case !slices.Contains([]int{200, 401, 413, 503}, status):
			t.Errorf("%d: the queue does not know that", status)
		case (status == 401 || status == 413 || !believed || stale && way%ways != anythingOfOurs) && len(w.calls)+len(w.ran) > 0:
			t.Errorf("%d, and GitHub was called: %v, ran %q", status, w.calls, w.ran)
		case !believed && status != 401 && status != 413:
			t.Errorf("%d for %q", status, body)
		case believed && fresh && way%ways != anythingOfOurs && len(body) <= maxJobBody && status == 401:
			t.Errorf("a job of ours was refused: %+v", h)
		}
		w.check(t, h)
	})
}

// TestJobThatIsFuzzed: the job that the fuzzer begins with is worked to its end.
func TestJobThatIsFuzzed(t *testing.T) {
	w := new(jobWorld)
	h := handed{Owner: "acme", Repo: "widgets", Kind: fromComment, Issue: 17, Comment: 99006, Claim: 99007, Sender: account{0, "alice"}, SenderType: "User",
		At: time.Now().Unix(), Lines: []handedLine{{3, "/count a b"}, {1, "/count twice"}}}
	if status := w.bring(t, keys{jobSecret}.seal(forJob, h)); status != http.StatusOK || !slices.Equal(w.ran, []string{"a b", "twice"}) {
		t.Errorf("%d, ran %q, called %v", status, w.ran, w.calls)
	}
}

// made is a body, and whether it is one of ours.
func made(way uint8, raw []byte, h handed, at int, flip byte) (body string, believed bool) {
	k := keys{jobSecret}
	switch way {
	case ours:
		return k.seal(forJob, h), true
	case signedBefore:
		return keys{"the secret of before, long enough too"}.seal(forJob, h), true
	case otherPurpose:
		return k.seal([]string{forMarker, forRef, "", "jobs"}[abs(at)%4], h), false
	case otherSecret:
		return keys{string(raw) + "!"}.seal(forJob, h), false
	case altered:
		body := []byte(k.seal(forJob, h))
		body[abs(at)%len(body)] ^= flip
		return string(body), flip == 0
	case surrounded:
		cut := abs(at) % (len(raw) + 1)
		return string(raw[:cut]) + k.seal(forJob, h) + string(raw[cut:]), len(raw) == 0
	case anythingOfOurs:
		return k.seal(forJob, rawJSON(raw)), true
	}
	return string(raw), false
}

// rawJSON is sealed as it is, be it JSON or not.
type rawJSON []byte

func (r rawJSON) MarshalJSON() ([]byte, error) { return r, nil }

// check looks at what ran, and whom was called.
func (w *jobWorld) check(t *testing.T, h handed) {
	for _, call := range w.calls {
		if !strings.Contains(call, " github.test/") {
			t.Errorf("called %s", call)
		}
	}
	if len(w.ran) > 0 && (!strings.EqualFold(h.Sender.Login, "alice") || h.SenderType == "Bot") {
		t.Errorf("%q ran for %q, a %q", w.ran, h.Sender.Login, h.SenderType)
	}
	if len(w.ran) > 2 {
		t.Errorf("ran %q", w.ran)
	}
	for _, ran := range w.ran {
		if ran != "twice" && !strings.Contains(h.Lines[0].Text, ran) {
			t.Errorf("ran %q of %q", ran, h.Lines[0].Text)
		}
	}
}
