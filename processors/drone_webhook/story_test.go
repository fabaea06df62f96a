package drone_webhook_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
	"golang.org/x/oauth2"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_webhook"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/robottest"
)

// server is robottest's Drone.
type server interface {
	AddBuild(slug string, b sdk.Build) int64
	Run(slug string, number int64)
	Finish(slug string, number int64, status string)
	Fail(slug string, number int64, step string, exit int)
	Error(slug string, number int64, text string)
	Steps(slug string, number int64, names ...string)
	Log(slug string, build, stage, step int64, lines ...string)
	Notify(url, secret string)
}

// scene is a Drone that tells a handler of its builds, and what the handler finds out.
type scene struct {
	server
	api  sdk.Client
	hook *hook
	said []string

	events *wire.Tape
}

func newScene(t *testing.T) *scene {
	t.Helper()
	d := robottest.Drone(t)
	d.AddBuild("acme/widgets", sdk.Build{})
	token := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: robottest.Token})
	s := &scene{server: d, api: sdk.NewClient(d.URL, oauth2.NewClient(t.Context(), token))}
	c, err := drone.New(robottest.Options(d))
	if err != nil {
		t.Fatal(err)
	}
	s.hook = newHook(t, time.Time{}, func(o *drone_webhook.Options) {
		o.Bring = func(ctx context.Context, owner, repo string, news issue.News) (*issue.Result, error) {
			now, err := c.Look(ctx, &github.Repository{Name: &repo, Owner: &github.User{Login: &owner}}, news)
			s.said = append(s.said, strings.Join(append([]string{now.Text.String()}, now.Log...), "\n"))
			return nil, err
		}
	})
	s.events = wire.Record(s.hook)
	listening := httptest.NewServer(s.events)
	t.Cleanup(listening.Close)
	s.Notify(listening.URL, secret)
	return s
}

func (s *scene) promote(t *testing.T, number int) int64 {
	t.Helper()
	b, err := s.api.Promote("acme", "widgets", number, "dev", map[string]string{drone.RefParam: "sealed"})
	if err != nil {
		t.Fatal(err)
	}
	s.Run("acme/widgets", b.Number)
	return b.Number
}

// A build is told of once, when it ends, as it ended.
func TestStory(t *testing.T) {
	const slug, build2 = "acme/widgets", "Build [2](https://ci.example.com/acme/widgets/2) "
	for name, test := range map[string]struct {
		end  func(*scene)
		want string
	}{
		"succeeds":     {func(s *scene) { s.Finish(slug, 2, sdk.StatusPassing) }, "**succeeded**."},
		"is cancelled": {func(s *scene) { _ = s.api.BuildCancel("acme", "widgets", 2) }, "was **cancelled**."},
		"fails": {func(s *scene) {
			s.Log(slug, 2, 1, 2, "deploying", "no space left")
			s.Fail(slug, 2, "dev", 7)
		}, "**failed**: step `dev` of pipeline `default`, exit code 7.\ndeploying\nno space left"},
		"fails early": {func(s *scene) { s.Fail(slug, 2, "clone", 128) }, "**failed**: step `clone` of pipeline `default`, exit code 128."},
		"has an error": {func(s *scene) { s.Error(slug, 2, "linter: untrusted") },
			"ended with an **error**: `linter: untrusted`."},
		"does nothing": {func(s *scene) {
			s.Steps(slug, 2, "clone")
			s.Finish(slug, 2, sdk.StatusPassing)
		}, "ended, but **no step ran**: none has the target `dev` in its `when`."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.promote(t, 1)
			if len(s.said) != 0 {
				t.Errorf("said %q before the end", s.said)
			}
			test.end(s)
			if diff := cmp.Diff([]string{build2 + test.want}, s.said); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A build that inherits the reference is told of as what it is bound to: the framework finds
// no reply to that.
func TestInherited(t *testing.T) {
	s := newScene(t)
	var binds [][]string
	s.hook.Handler, _ = drone_webhook.New(drone_webhook.Options{Secrets: []string{secret}, Bring: func(_ context.Context, _, _ string, news issue.News) (*issue.Result, error) {
		binds = append(binds, news.Bind)
		return nil, nil
	}})
	s.Finish("acme/widgets", s.promote(t, 1), sdk.StatusPassing)
	s.Finish("acme/widgets", s.promote(t, 2), sdk.StatusPassing)
	again, err := s.api.BuildRestart("acme", "widgets", 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Finish("acme/widgets", again.Number, sdk.StatusPassing)
	if diff := cmp.Diff([][]string{{"promote", "1", "dev"}, {"promote", "2", "dev"}, {"promote", "0", "dev"}}, binds); diff != "" {
		t.Error(diff)
	}
}

// Events that come again, and in another order, tell of the build as it is then.
func TestReplay(t *testing.T) {
	s := newScene(t)
	s.Finish("acme/widgets", s.promote(t, 1), sdk.StatusPassing)
	events := s.events.Calls()
	slices.Reverse(events)
	for _, e := range append(events, events...) {
		if w := s.hook.post(e.Header, []byte(e.Body)); w.Code != 204 {
			t.Fatalf("%d %s, want 204", w.Code, w.Body)
		}
	}
	for _, said := range s.said {
		if said != "Build [2](https://ci.example.com/acme/widgets/2) **succeeded**." {
			t.Errorf("said %q", said)
		}
	}
	if len(events) != 3 || len(s.said) != 3 {
		t.Errorf("%d events, said %d times, want 3 of each", len(events), len(s.said))
	}
}
