package drone_promote

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

func event() issue.IssueEvent {
	return issue.IssueEvent{
		IssueCommentEvent: &issue.IssueCommentEvent{
			Repo: &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}},
		},
		Command: &issue.Command{Type: "/promote", Args: []string{"1", "dev"}},
	}
}

func startOne(t *testing.T) *dronetest.Server {
	d := dronetest.Start(t)
	d.AddUser(dronetest.User{Login: "robot", Token: "token"})
	d.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
	d.AddBuild("acme/widgets", sdk.Build{})
	return d
}

// The article writes it without field names.
func TestArticle(t *testing.T) {
	d := startOne(t)
	robot := &DronePromote{d.URL, "token"}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			e := event()
			e.Command.Args = []string{"1", fmt.Sprint("dev-", i)} // a target takes one at a time
			if err := robot.Process(e); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(d.Builds("acme/widgets")); n != 9 {
		t.Errorf("%d builds, want 9", n)
	}
	if n := reflect.TypeFor[DronePromote]().NumField(); n != 2 {
		t.Errorf("DronePromote has %d fields, want 2 for ever", n)
	}
	if diff := cmp.Diff(new(Promote).Help(), robot.Help()); diff != "" {
		t.Error(diff)
	}
}

func TestEnvironment(t *testing.T) {
	d := startOne(t)
	t.Setenv("DRONE_SERVER", d.URL)
	t.Setenv("DRONE_TOKEN", "token")
	if err := new(DronePromote).Process(event()); err != nil {
		t.Error(err)
	}
	if err := (&DronePromote{Token: "wrong"}).Process(event()); err == nil {
		t.Error("a field that is set does not win over the environment")
	}
}

func TestNotSetUp(t *testing.T) {
	t.Setenv("DRONE_SERVER", "")
	t.Setenv("DRONE_TOKEN", "")
	for _, robot := range []*DronePromote{{}, {"https://me:hunter2@drone.example.com", "token"}, {"https://drone.example.com", "hunter2 "}} {
		_, err := robot.Run(context.Background(), event())
		var said *issue.Said
		if !errors.As(err, &said) || said.Text.String() != "The robot's Drone is not set up right: nothing was started. Tell whoever runs this robot." {
			t.Errorf("got %v", err)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("error %q holds a secret", err)
		}
	}
}

func TestHelp(t *testing.T) {
	h := new(Promote).Help()
	if h.Usage != "[build] <target> [KEY=value …]" || h.Needs != issue.Write || h.Effect != issue.Deploys || h.Repeat != issue.Keyed {
		t.Errorf("got %+v", h)
	}
	mux := issue.NewMux() // it panics where it cannot read what is declared
	mux.Handle("promote", new(Promote))
	mux.Regist("/promote", new(DronePromote))
	for _, example := range h.Examples {
		if lines := mux.Parse(example); len(lines) != 1 || !lines[0].Runs {
			t.Errorf("%s: %v", example, lines)
		}
	}
}
