package dispatch_test

import (
	"errors"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/dispatch"
)

const (
	page    = "https://github.com/acme/widgets"
	runs    = page + "/actions?query=event%3Arepository_dispatch"
	comment = page + "/issues/17#issuecomment-5"
)

// scene is a GitHub where sealrobot may write.
type scene struct {
	*issuetest.GitHub
	repo   *issuetest.Repo
	client *github.Client
}

func start(t *testing.T) *scene {
	t.Helper()
	gh := issuetest.Start(t)
	return &scene{gh, gh.Repo("acme/widgets").Grant("sealrobot", "write"), dial(t, gh, gh.SignIn("sealrobot"))}
}

func dial(t *testing.T, gh *issuetest.GitHub, token string) *github.Client {
	t.Helper()
	client, err := github.NewClient(github.WithURLs(new(gh.URL+"/"), nil), github.WithAuthToken(token), github.WithDisableRateLimitCheck())
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// event is bob's comment on issue 17 of acme/widgets.
func (s *scene) event() issue.IssueEvent {
	return issue.IssueEvent{
		IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:    &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}},
			Issue:   &github.Issue{Number: new(17)},
			Comment: &github.IssueComment{HTMLURL: new(comment)},
			Sender:  &github.User{Login: new("bob")},
		},
		Client: s.client,
	}
}

func (s *scene) do(t *testing.T, o dispatch.Order) (string, error) {
	t.Helper()
	return dispatch.Dispatch{}.Do(t.Context(), s.event(), o)
}

// asked is how often the event was posted.
func (s *scene) asked() (n int) {
	for _, c := range s.Calls() {
		if c.Method == "POST" && c.Path == "/repos/acme/widgets/dispatches" {
			n++
		}
	}
	return n
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
