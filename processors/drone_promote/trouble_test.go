package drone_promote_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/internal/robottest"
)

const doubt = "Drone was asked to promote build 41 to `dev` and has not confirmed it. " +
	"It may have started: look at [its builds](https://ci.example.com/acme/widgets) before you ask again."

// The time ends after Drone started the build: it is said to be open, and asked once.
func TestTimeAfterEffect(t *testing.T) {
	d, p := start(t)
	ctx, cancel := context.WithCancel(context.Background())
	hook := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { cancel() }))
	t.Cleanup(hook.Close)
	d.Notify(hook.URL, "secret")
	d.Break(wire.Fault{Method: "POST", After: true, Delay: time.Hour})
	_, err := p.Run(ctx, comment(nil, "41", "dev"))
	robottest.Said(t, err, issue.Failed, false, doubt)
	if n := len(d.Builds("acme/widgets")); n != 2 {
		t.Errorf("%d builds, want 2", n)
	}
}

// The time ends while the build is read: nothing can have started.
func TestTimeBeforeEffect(t *testing.T) {
	d, p := start(t)
	ctx, cancel := context.WithCancel(context.Background())
	d.Watch(func(wire.Call) { cancel() })
	_, err := p.Run(ctx, comment(nil, "41", "dev"))
	if err == nil || len(d.Builds("acme/widgets")) != 1 {
		t.Errorf("error %v and %d builds, want an error and 1", err, len(d.Builds("acme/widgets")))
	}
}

func TestConnectionCut(t *testing.T) {
	d, p := start(t)
	d.Break(wire.Fault{Method: "POST", After: true, Cut: true})
	_, err := p.Run(context.Background(), comment(nil, "41", "dev"))
	robottest.Said(t, err, issue.Failed, false, doubt)
	if n := len(d.Builds("acme/widgets")); n != 2 {
		t.Errorf("%d builds, want 2: asked more than once", n)
	}
}

func TestDroneIsDown(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	p, err := drone_promote.New(drone_promote.Options{Server: s.URL, Token: robottest.Token})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Run(context.Background(), comment(nil, "41", "dev"))
	robottest.Said(t, err, issue.Failed, false, "Drone cannot be reached: nothing was started. Try again later; if it stays so, tell whoever runs this robot.")
}
