package issue_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/octokit"
)

func request(t *testing.T, url, body string, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// TestSignature has GitHub's published vector.
// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
func TestSignature(t *testing.T) {
	const published, hello = "It's a Secret to Everybody", "Hello, World!"
	const sum = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
	w := newWorld(t, func(c *issue.Config) { c.Secrets = []string{"the new one", published} })
	const wrong, right = http.StatusUnauthorized, http.StatusBadRequest // it is not JSON
	for _, row := range []struct {
		name, header, signature string
		want                    int
	}{
		{"GitHub's vector", "X-Hub-Signature-256", "sha256=" + sum, right},
		{"with the first secret", "X-Hub-Signature-256", issuetest.Sign("the new one", []byte(hello)), right},
		{"missing", "X-None", "", wrong},
		{"empty", "X-Hub-Signature-256", "", wrong},
		{"of another body", "X-Hub-Signature-256", issuetest.Sign(published, []byte(hello+" ")), wrong},
		{"with another secret", "X-Hub-Signature-256", issuetest.Sign("another", []byte(hello)), wrong},
		{"with an empty secret", "X-Hub-Signature-256", issuetest.Sign("", []byte(hello)), wrong},
		{"without its prefix", "X-Hub-Signature-256", sum, wrong},
		{"cut short", "X-Hub-Signature-256", "sha256=" + sum[:62], wrong},
		{"longer", "X-Hub-Signature-256", "sha256=" + sum + "00", wrong},
		{"no hexadecimal", "X-Hub-Signature-256", "sha256=" + strings.Repeat("x", 64), wrong},
		{"named sha1", "X-Hub-Signature-256", "sha1=" + sum, wrong},
		{"the old header", "X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59", wrong},
		{"the old header with sha256", "X-Hub-Signature", "sha256=" + sum, wrong},
	} {
		got := w.send(request(t, w.url, hello, "Content-Type", "application/json", "X-GitHub-Event", "ping", row.header, row.signature))
		if got.status != row.want {
			t.Errorf("%s: %d, want %d", row.name, got.status, row.want)
		}
	}
	for name, secrets := range map[string][]string{"none": nil, "an empty one": {""}, "one of them empty": {"x", ""}} {
		if _, err := issue.NewWebhook(&issue.Config{Token: "t", Secrets: secrets}, issue.NewMux()); err == nil {
			t.Errorf("a webhook with %s as secret", name)
		}
	}
}

func TestStatus(t *testing.T) {
	w := newWorld(t)
	for _, row := range []struct {
		name, contentType, event, body string
		want                           int
	}{
		{"ping", "application/json", "ping", `{"zen":"Keep it simple."}`, 200},
		{"charset", "application/json; charset=utf-8", "ping", `{}`, 200},
		{"another event", "application/json", "push", `{}`, 202},
		{"a review", "application/json", "pull_request_review", `{"action":"submitted","review":{"body":"/count"}}`, 202},
		{"no event", "application/json", "", `{}`, 400},
		{"no content type", "", "ping", `{}`, 415},
		{"text", "text/plain", "ping", `{}`, 415},
		{"not JSON", "application/json", "ping", `zen`, 400},
		{"half of it", "application/json", "issue_comment", `{"action":"created"`, 400},
		{"not UTF-8", "application/json", "issue_comment", "{\"action\":\"created\",\"comment\":{\"body\":\"\xff\"}}", 400},
		{"an array", "application/json", "issue_comment", `[]`, 400},
		{"nothing", "application/json", "issue_comment", ``, 400},
		{"an empty form", "application/x-www-form-urlencoded", "ping", ``, 400},
		{"a form", "application/x-www-form-urlencoded", "ping", `payload=%7B%7D`, 200},
		{"a form without payload", "application/x-www-form-urlencoded", "ping", `load=%7B%7D`, 400},
		{"a broken form", "application/x-www-form-urlencoded", "ping", `payload=%zz`, 400},
		{"no comment", "application/json", "issue_comment", `{"action":"created"}`, 202},
		{"a comment of null", "application/json", "issue_comment", `{"action":"created","comment":null,"sender":null}`, 202},
		{"a body that is no text", "application/json", "issue_comment", `{"action":"created","comment":{"body":["/count"]},"sender":{"login":"a"}}`, 202},
		{"ghost user: no sender", "application/json", "issue_comment", `{"action":"created","comment":{"body":"/count"},"sender":null}`, 202},
		{"no repository", "application/json", "issue_comment", `{"action":"created","comment":{"body":"/count","id":1},"issue":{"number":1},"sender":{"login":"a","type":"User"}}`, 400},
		{"a number as text", "application/json", "issue_comment", `{"action":"created","comment":{"body":"/count","id":"1"},"issue":{"number":1},"sender":{"login":"a","type":"User"}}`, 400},
		{"a moved issue", "application/json", "issues", `{"action":"opened","changes":{"old_issue":{}},"issue":{"number":1,"body":"/count"},"sender":{"login":"a"}}`, 202},
	} {
		r := request(t, w.url, row.body, "X-Hub-Signature-256", issuetest.Sign(secret, []byte(row.body)))
		for name, value := range map[string]string{"Content-Type": row.contentType, "X-GitHub-Event": row.event} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		if got := w.send(r); got.status != row.want || got.status >= 400 && got.Error == "" {
			t.Errorf("%s: %d %s, want %d and a reason", row.name, got.status, got.body, row.want)
		}
	}
	if calls := w.gh.Calls(); len(calls) > 0 {
		t.Errorf("GitHub was called: %v", calls)
	}
}

// TestTooLarge sends no body: its announced size is enough. Without one, 25 MiB are.
func TestTooLarge(t *testing.T) {
	w := newWorld(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: robot\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", 25<<20+1)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("announced: %v, %v", response, err)
	}

	r := request(t, w.url, "", "Content-Type", "application/json")
	r.Body, r.ContentLength = http.NoBody, -1
	r.Body = endless{strings.NewReader(strings.Repeat(" ", 25<<20+1))}
	if got := w.send(r); got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("chunked: %d %s", got.status, got.body)
	}
	for _, size := range []int{2, 511, 512, 513, 5000} { // chunked, around what is read at once
		ping := "{" + strings.Repeat(" ", size-2) + "}"
		r = request(t, w.url, "", "Content-Type", "application/json", "X-GitHub-Event", "ping", "X-Hub-Signature-256", issuetest.Sign(secret, []byte(ping)))
		r.Body, r.ContentLength = endless{strings.NewReader(ping)}, -1
		if got := w.send(r); got.status != http.StatusOK {
			t.Errorf("chunked, %d bytes: %d %s", size, got.status, got.body)
		}
	}
	big := `{"action":"created","x":"` + strings.Repeat("x", 2<<20) + `"}`
	r = request(t, w.url, big, "Content-Type", "application/json", "X-GitHub-Event", "issue_comment", "X-Hub-Signature-256", issuetest.Sign(secret, []byte(big)))
	if got := w.send(r); got.status != http.StatusAccepted {
		t.Errorf("2 MiB: %d %s", got.status, got.body)
	}
}

type endless struct{ *strings.Reader }

func (endless) Close() error { return nil }

// TestOctokitsExamples: all of them are answered, none of them holds a command of ours.
func TestOctokitsExamples(t *testing.T) {
	w := newWorld(t)
	seen := 0
	for event, examples := range octokit.Examples() {
		want := http.StatusAccepted
		if event == "ping" {
			want = http.StatusOK
		}
		for i, payload := range examples {
			for _, form := range []bool{false, true} {
				seen++
				if got := w.send(issuetest.Request(w.url, secret, event, payload, form)); got.status != want {
					t.Errorf("%s %d, form %v: %d %s, want %d", event, i, form, got.status, got.body, want)
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d examples", seen)
	}
	if calls := w.gh.Calls(); len(calls) > 0 {
		t.Errorf("GitHub was called: %v", calls)
	}
}

// TestDerivedExamples: what octokit has no example of, with a command in it.
func TestDerivedExamples(t *testing.T) {
	for name, payload := range octokit.Derived() {
		w := newWorld(t)
		payload := strings.ReplaceAll(string(payload), "/promote 42 production", "/count 42 production")
		got := w.send(issuetest.Request(w.url, secret, "issue_comment", []byte(payload), false))
		// Its repository is not in our GitHub: the claim fails, unless nobody tries it.
		want := http.StatusInternalServerError
		if name == "by-bot" {
			want = http.StatusAccepted
		}
		if got.status != want || (len(w.gh.Calls()) > 0) != (want == http.StatusInternalServerError) {
			t.Errorf("%s: %d %s, calls %v; want %d", name, got.status, got.body, w.gh.Calls(), want)
		}
	}
}

func TestEverySourceOfText(t *testing.T) {
	for name, event := range map[string]func(*world) issuetest.Event{
		"comment": func(w *world) issuetest.Event { return w.repo.Comment(17, "alice", "/count x") },
		"comment on a pull request": func(w *world) issuetest.Event {
			w.repo.OpenPull(18, "bob", "t", "b")
			return w.repo.Comment(18, "alice", "/count x")
		},
		"review comment": func(w *world) issuetest.Event {
			w.repo.OpenPull(18, "bob", "t", "b")
			return w.repo.Review(18, "alice", "/count x")
		},
		"issue":        func(w *world) issuetest.Event { return w.repo.Open(18, "alice", "t", "/count x") },
		"pull request": func(w *world) issuetest.Event { return w.repo.OpenPull(18, "alice", "t", "/count x") },
	} {
		w := newWorld(t)
		e := event(w)
		for _, want := range []issue.State{issue.Ran, issue.Duplicate} {
			got := w.send(e.Request(w.url, secret))
			if diff := cmp.Diff([]issue.State{want}, got.states()); diff != "" || got.status != 200 {
				t.Errorf("%s: %d %s\n%s", name, got.status, got.body, diff)
			}
		}
		if diff := cmp.Diff([]string{"x"}, w.crew.ran()); diff != "" {
			t.Errorf("%s ran:\n%s", name, diff)
		}
	}
}
