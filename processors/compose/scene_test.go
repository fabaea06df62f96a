package compose_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/compose"
)

const page = "https://github.com/acme/widgets"

// scene is a GitHub where sealrobot may write, with issue 17 of bob's, and pull request 18.
// The repository has the labels on issue 1.
type scene struct {
	*issuetest.GitHub
	repo   *issuetest.Repo
	client *github.Client
}

func start(t *testing.T) *scene {
	t.Helper()
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "triage").Grant("carol", "read")
	repo.Label(1, "bug", "accepted", "area/api", "kind: docs", "Help wanted", "a#b?c=1", "100%", "🐛 虫", "...")
	repo.Open(17, "bob", "Widgets wobble", "They do.")
	repo.OpenPull(18, "bob", "Stop it", "Please.")
	return &scene{gh, repo, dial(t, gh, gh.SignIn("sealrobot"))}
}

func dial(t *testing.T, gh *issuetest.GitHub, token string) *github.Client {
	t.Helper()
	client, err := github.NewClient(github.WithURLs(new(gh.URL+"/"), nil), github.WithAuthToken(token), github.WithDisableRateLimitCheck())
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// event is alice's comment.
func (s *scene) event(number int) issue.IssueEvent {
	return issue.IssueEvent{
		IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:   &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}},
			Issue:  &github.Issue{Number: &number},
			Sender: &github.User{Login: new("alice")},
		},
		Client: s.client,
	}
}

func (s *scene) do(t *testing.T, o compose.Order) (string, error) {
	t.Helper()
	return compose.Compose{}.Do(t.Context(), s.event(17), o)
}

// calls are the calls since the last look.
func (s *scene) calls() (list []string) {
	for _, c := range s.Calls() {
		list = append(list, fmt.Sprintf("%s %s %d", c.Method, strings.TrimPrefix(c.Path, "/repos/acme/widgets/"), c.Status))
	}
	s.Forget()
	return list
}

func (s *scene) called(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.calls()); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// is checks what an issue looks like.
func (s *scene) is(t *testing.T, number int, labels, assignees []string, closed bool) {
	t.Helper()
	i := s.repo.Issue(number)
	if diff := cmp.Diff(labels, i.Labels) + cmp.Diff(assignees, i.Assignees); diff != "" || i.Closed != closed {
		t.Errorf("#%d: closed %v, want %v (-want +got):\n%s", number, i.Closed, closed, diff)
	}
}

// state is what GitHub says of an issue's state.
func (s *scene) state(t *testing.T, number int) string {
	t.Helper()
	i, _, err := s.client.Issues.Get(t.Context(), "acme", "widgets", number)
	if err != nil {
		t.Fatal(err)
	}
	return i.GetState() + " " + i.GetStateReason()
}

// said checks an error's text.
func said(t *testing.T, err error, state issue.State, want string) {
	t.Helper()
	var s *issue.Said
	if !errors.As(err, &s) {
		t.Fatalf("got error %v, want %q", err, want)
	}
	if s.Text.String() != want || s.State != state || s.Usage {
		t.Errorf("got  %q (%s, usage %v)\nwant %q (%s)", s.Text, s.State, s.Usage, want, state)
	}
	if chinese := s.Text.In(issue.Chinese); chinese == s.Text.String() {
		t.Errorf("%q is not translated", chinese)
	}
}
