package issuetest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

const secret = "It's a Secret to Everybody"

// TestSign is the example of GitHub's documentation:
// https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
func TestSign(t *testing.T) {
	want := "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
	if have := issuetest.Sign(secret, []byte("Hello, World!")); have != want {
		t.Errorf("Sign = %s, want %s", have, want)
	}
}

// seen is what a robot reads in an event, whatever its kind.
type seen struct {
	Event, Action, Body, By, Sender, Kind, URL, From string
	Number                                           int
	OnPull                                           bool
}

// TestEvents lets go-github verify and decode every kind of event.
func TestEvents(t *testing.T) {
	gh := issuetest.New()
	repo := gh.Repo("acme/widgets").Grant("alice", "write")
	opened := repo.Open(17, "alice", "a bug", "/assign me")
	pull := repo.OpenPull(18, "bob", "a change", "/review")
	created := repo.Comment(17, "alice", "/promote 42 dev")
	edited := repo.Edit(created.Comment, "bob", "/promote 43 dev")
	deleted := repo.Delete(created.Comment, "alice")
	onPull := repo.Comment(18, "alice", "/lgtm")
	bot := repo.Comment(17, "dependabot[bot]", "/merge")
	review := repo.Review(18, "alice", "/hold")
	for _, test := range []struct {
		event issuetest.Event
		want  seen
	}{
		{opened, seen{"issues", "opened", "/assign me", "alice", "alice", "User", "https://github.com/acme/widgets/issues/17", "", 17, false}},
		{pull, seen{"pull_request", "opened", "/review", "bob", "bob", "User", "https://github.com/acme/widgets/pull/18", "", 18, true}},
		{created, seen{"issue_comment", "created", "/promote 42 dev", "alice", "alice", "User", "https://github.com/acme/widgets/issues/17#issuecomment-N", "", 17, false}},
		{edited, seen{"issue_comment", "edited", "/promote 43 dev", "alice", "bob", "User", "https://github.com/acme/widgets/issues/17#issuecomment-N", "/promote 42 dev", 17, false}},
		{deleted, seen{"issue_comment", "deleted", "/promote 43 dev", "alice", "alice", "User", "https://github.com/acme/widgets/issues/17#issuecomment-N", "", 17, false}},
		{onPull, seen{"issue_comment", "created", "/lgtm", "alice", "alice", "User", "https://github.com/acme/widgets/pull/18#issuecomment-N", "", 18, true}},
		{bot, seen{"issue_comment", "created", "/merge", "dependabot[bot]", "dependabot[bot]", "Bot", "https://github.com/acme/widgets/issues/17#issuecomment-N", "", 17, false}},
		{review, seen{"pull_request_review_comment", "created", "/hold", "alice", "alice", "User", "https://github.com/acme/widgets/pull/18#discussion_rN", "", 18, true}},
		{repo.Ping(), seen{Event: "ping", Sender: "acme", Kind: "Organization"}},
	} {
		for _, request := range []*http.Request{test.event.Request("http://robot", secret), test.event.FormRequest("http://robot", secret)} {
			payload, err := github.ValidatePayload(request, []byte(secret))
			if err != nil {
				t.Fatalf("%s %s: %v", test.event.Name, test.event.Action, err)
			}
			if leftover := strings.Contains(string(payload), "Hello-World\""); leftover || len(payload) < 6000 {
				t.Errorf("%s %s: %d bytes, speaks of Hello-World: %t", test.event.Name, test.event.Action, len(payload), leftover)
			}
			have, repository := look(t, github.WebHookType(request), payload)
			if repository != "acme/widgets" {
				t.Errorf("%s %s: repository %q", test.event.Name, test.event.Action, repository)
			}
			if diff := cmp.Diff(test.want, have); diff != "" {
				t.Errorf("%s %s (-want +have):\n%s", test.event.Name, test.event.Action, diff)
			}
		}
	}
}

func look(t *testing.T, name string, payload []byte) (s seen, repository string) {
	t.Helper()
	event, err := github.ParseWebHook(name, payload)
	if err != nil {
		t.Fatal(err)
	}
	s.Event = name
	var sender *github.User
	switch e := event.(type) {
	case *github.IssueCommentEvent:
		s.Action, s.Body, s.By, s.URL = e.GetAction(), e.GetComment().GetBody(), e.GetComment().GetUser().GetLogin(), e.GetComment().GetHTMLURL()
		s.Number, s.OnPull, s.From = e.GetIssue().GetNumber(), e.GetIssue().IsPullRequest(), e.GetChanges().GetBody().GetFrom()
		sender, repository = e.GetSender(), e.GetRepo().GetFullName()
	case *github.IssuesEvent:
		s.Action, s.Body, s.By, s.URL = e.GetAction(), e.GetIssue().GetBody(), e.GetIssue().GetUser().GetLogin(), e.GetIssue().GetHTMLURL()
		s.Number, s.OnPull = e.GetIssue().GetNumber(), e.GetIssue().IsPullRequest()
		sender, repository = e.GetSender(), e.GetRepo().GetFullName()
	case *github.PullRequestEvent:
		s.Action, s.Body, s.By, s.URL = e.GetAction(), e.GetPullRequest().GetBody(), e.GetPullRequest().GetUser().GetLogin(), e.GetPullRequest().GetHTMLURL()
		s.Number, s.OnPull = e.GetNumber(), true
		sender, repository = e.GetSender(), e.GetRepo().GetFullName()
	case *github.PullRequestReviewCommentEvent:
		s.Action, s.Body, s.By, s.URL = e.GetAction(), e.GetComment().GetBody(), e.GetComment().GetUser().GetLogin(), e.GetComment().GetHTMLURL()
		s.Number, s.OnPull = e.GetPullRequest().GetNumber(), true
		sender, repository = e.GetSender(), e.GetRepo().GetFullName()
	case *github.PingEvent:
		sender, repository = e.GetSender(), e.GetRepo().GetFullName()
	}
	s.Sender, s.Kind = sender.GetLogin(), sender.GetType()
	if at := strings.LastIndexAny(s.URL, "-r"); strings.Contains(s.URL, "#") {
		s.URL = s.URL[:at+1] + "N"
	}
	return s, repository
}

func TestHeaders(t *testing.T) {
	gh := issuetest.New()
	event := gh.Repo("acme/widgets").Comment(17, "alice", "hi")
	one, again := event.Request("http://robot/github", secret), event.Request("http://robot/github", secret)
	for _, header := range []string{
		"X-GitHub-Event", "X-GitHub-Delivery", "X-GitHub-Hook-ID", "X-GitHub-Hook-Installation-Target-ID", "X-GitHub-Hook-Installation-Target-Type",
		"X-Hub-Signature", "X-Hub-Signature-256", "Content-Type", "User-Agent",
	} {
		if one.Header.Get(header) == "" {
			t.Errorf("no %s", header)
		}
	}
	if len(one.Header.Get("X-GitHub-Delivery")) != 36 || one.Header.Get("X-GitHub-Delivery") != again.Header.Get("X-GitHub-Delivery") {
		t.Errorf("deliveries %q and %q, want the same GUID", one.Header.Get("X-GitHub-Delivery"), again.Header.Get("X-GitHub-Delivery"))
	}
	if unsigned := event.Request("http://robot", ""); unsigned.Header.Get("X-Hub-Signature-256") != "" {
		t.Error("signed without a secret")
	}
}
