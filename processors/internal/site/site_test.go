package site_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

func TestOf(t *testing.T) {
	event := func(owner, repo string, number int) issue.IssueEvent {
		return issue.IssueEvent{Client: new(github.Client), IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:  &github.Repository{Name: &repo, Owner: &github.User{Login: &owner}},
			Issue: &github.Issue{Number: &number},
		}}
	}
	s, ok := site.Of(event("acme", "a#b/c", 17))
	if !ok || s.Owner != "acme" || s.Repo != "a%23b%2Fc" || s.Number != 17 || s.Page != "https://github.com/acme/a%23b%2Fc" {
		t.Errorf("%+v, %v", s, ok)
	}
	for _, e := range []issue.IssueEvent{{}, event("", "widgets", 17), event("acme", "..", 17), event(".", "widgets", 17), event("acme", "widgets", 0)} {
		if s, ok := site.Of(e); ok {
			t.Errorf("%+v is a site", s)
		}
	}
}

func TestSegment(t *testing.T) {
	for name, want := range map[string]string{"area/api": "area%2Fapi", "a#b?c": "a%23b%3Fc", "100%": "100%25", "help wanted": "help%20wanted", "bug🐛": "bug%F0%9F%90%9B", "a..b": "a..b", "...": "..."} {
		if got, ok := site.Segment(name); got != want || !ok {
			t.Errorf("Segment(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", ".", "..", "a/../b", "./a"} {
		if got, ok := site.Segment(name); ok {
			t.Errorf("Segment(%q) = %q", name, got)
		}
	}
}

func TestStatus(t *testing.T) {
	for want, r := range map[int]*github.Response{0: nil, 204: {Response: &http.Response{StatusCode: 204}}} {
		if got := site.Status(r); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
	if got := site.Status(&github.Response{}); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}

func TestTrace(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	for url, want := range map[string]bool{server.URL: true, "http://127.0.0.1:1": false} {
		var trace site.Trace
		if !trace.Maybe() {
			t.Error("of what tells nothing, nothing is certain")
		}
		request, err := http.NewRequestWithContext(trace.Of(t.Context()), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if response, err := http.DefaultTransport.RoundTrip(request); err == nil {
			response.Body.Close()
		}
		if trace.Maybe() != want {
			t.Errorf("%s: %v, want %v", url, trace.Maybe(), want)
		}
	}
}
