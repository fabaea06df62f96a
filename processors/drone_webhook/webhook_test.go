package drone_webhook_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_webhook"
)

const (
	captured = "../drone_promote/dronetest/testdata/" // what a real server sent
	secret   = "hook-secret-lab"                      // and signed with
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(captured + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hook is a handler that has the secret of the captured events and believes to be at now.
type hook struct {
	http.Handler
	log  bytes.Buffer
	told []told
}

type told struct {
	at   string
	news issue.News
}

func newHook(t testing.TB, now time.Time, change func(*drone_webhook.Options)) *hook {
	t.Helper()
	h := new(hook)
	o := drone_webhook.Options{
		Secrets: []string{secret},
		Log:     slog.New(slog.NewTextHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Bring: func(_ context.Context, owner, repo string, news issue.News) (*issue.Result, error) {
			h.told = append(h.told, told{owner + "/" + repo, news})
			return nil, nil
		},
	}
	if !now.IsZero() {
		o.Now = func() time.Time { return now }
	}
	if change != nil {
		change(&o)
	}
	var err error
	if h.Handler, err = drone_webhook.New(o); err != nil {
		t.Fatal(err)
	}
	return h
}

// event is a captured event, and when it was sent.
func event(t testing.TB, name string) (http.Header, []byte, time.Time) {
	t.Helper()
	header := make(http.Header)
	for line := range strings.SplitSeq(string(read(t, name+".headers.txt")), "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			header.Set(name, value)
		}
	}
	at, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		t.Fatal(err)
	}
	return header, read(t, name+".json"), at
}

func (h *hook) post(header http.Header, body []byte) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/drone", bytes.NewReader(body))
	r.Header = header
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// send posts a body that is signed as Drone signs.
func (h *hook) send(t testing.TB, body []byte, at time.Time) *httptest.ResponseRecorder {
	t.Helper()
	return h.post(drone_webhook.Sign(secret, body, at), body)
}

var names = []string{
	"02-build-created-n1-custom-pending",
	"11-build-created-n2-promote-pending",
	"12-build-updated-n2-promote-running",
	"16-build-updated-n2-promote-success",
	"33-build-updated-n5-promote-failure",
}

// What a real server sent is verified. None of it carries a reference, so nobody is told.
func TestCaptured(t *testing.T) {
	for _, name := range names {
		header, body, at := event(t, name)
		for _, off := range []time.Duration{0, 5 * time.Minute, -5 * time.Minute} {
			h := newHook(t, at.Add(off), nil)
			if w := h.post(header, body); w.Code != 204 || w.Body.Len() != 0 {
				t.Errorf("%s: %d %s, want 204", name, w.Code, w.Body)
			}
			if len(h.told) != 0 {
				t.Errorf("%s: told %+v, want nobody", name, h.told)
			}
		}
	}
}

// referring is a captured event of a build that carries a reference.
func referring(t testing.TB, name string) ([]byte, time.Time) {
	t.Helper()
	_, body, at := event(t, name)
	i := bytes.LastIndex(body, []byte(`"build":{`))
	with := bytes.Replace(body[i:], []byte(`"params":{`), []byte(`"params":{"ROBOT_REF":"sealed",`), 1)
	with = bytes.Replace(with, []byte(`"target":"main"`), []byte(`"target":"main","params":{"ROBOT_REF":"sealed"}`), min(1, strings.Count(name, "custom")))
	return append(body[:i:i], with...), at
}

func TestNews(t *testing.T) {
	sealed, bind := []string{"sealed"}, []string{"promote", "1", "dev"}
	for name, want := range map[string][]told{
		names[0]: nil,
		names[1]: nil,
		names[2]: nil,
		names[3]: {{"acme/widgets", issue.News{Job: "build/2", Refs: sealed, Bind: bind, Since: time.Unix(1795345200, 0), Attempt: 1, Progress: issue.JobSucceeded}}},
		names[4]: {{"acme/widgets", issue.News{Job: "build/5", Refs: sealed, Bind: bind, Since: time.Unix(1795345216, 0), Attempt: 1, Progress: issue.JobFailed}}},
	} {
		body, at := referring(t, name)
		h := newHook(t, at, nil)
		if w := h.send(t, body, at); w.Code != 204 {
			t.Errorf("%s: %d %s, want 204", name, w.Code, w.Body)
		}
		same := cmp.Comparer(func(a, b issue.Text) bool { return a.String() == b.String() })
		if diff := cmp.Diff(want, h.told, cmp.AllowUnexported(told{}), same); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What is not for us is answered without a word to anybody, whatever it looks like.
func TestNotForUs(t *testing.T) {
	const end = `{"event":"build","repo":{"namespace":"acme","name":"widgets","build":{"number":9,"status":"success","params":{"ROBOT_REF":"x"}}},` +
		`"build":{"number":5,"status":"success","event":"custom","target":"main","params":{"ROBOT_REF":"x"}}}`
	now := time.Now()
	h := newHook(t, now, nil)
	if h.send(t, []byte(end), now); len(h.told) != 1 || h.told[0].news.Job != "build/5" {
		t.Fatalf("told %+v, want build 5", h.told)
	}
	for from, to := range map[string]string{
		`"event":"build",`:                    `"event":"user",`,
		`{"event":"build",`:                   `{`,
		`5,"status":"success"`:                `5,"status":"running"`,
		`"main","params":{"ROBOT_REF":"x"}`:   `"main"`,
		`"main","params":{"ROBOT_REF":"x"}}`:  `"main","params":{"ROBOT_REF":""}}`,
		`"main","params":{"ROBOT_REF":"x"}}}`: `"main","params":{"ROBOT_REF":["x"]}}}`,
		`"number":5`:                          `"number":"five"`,
		`"build":{"number":5`:                 `"build":{"number":0`,
		`"acme"`:                              `"../acme"`,
		`"widgets"`:                           `".."`,
		`"namespace":"acme",`:                 ``,
		`"custom"`:                            `5`,
		end:                                   `null`,
		`"x"}}}`:                              `"x"`,
	} {
		body := strings.Replace(end, from, to, 1)
		if strings.HasPrefix(from, `"x"`) {
			body = end[:len(end)-len(from)] + to
		}
		if body == end {
			t.Fatalf("%s is not in the event", from)
		}
		h := newHook(t, now, nil)
		if w := h.send(t, []byte(body), now); w.Code != 204 || len(h.told) != 0 {
			t.Errorf("%s: %d, told %+v, want 204 and nobody", body, w.Code, h.told)
		}
	}
}

func TestMethod(t *testing.T) {
	h := newHook(t, time.Time{}, nil)
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, "/drone", nil))
		if w.Code != 405 || w.Header().Get("Allow") != "POST" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestNewRefuses(t *testing.T) {
	bring := func(context.Context, string, string, issue.News) (*issue.Result, error) { return nil, nil }
	for _, o := range []drone_webhook.Options{
		{Bring: bring}, {Bring: bring, Secrets: []string{""}}, {Bring: bring, Secrets: []string{"fine", " \t"}}, {Secrets: []string{"fine"}},
	} {
		if _, err := drone_webhook.New(o); err == nil || strings.Contains(err.Error(), "fine") {
			t.Errorf("%q: %v", o.Secrets, err)
		}
	}
}
