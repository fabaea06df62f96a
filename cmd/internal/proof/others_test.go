package proof

import (
	"context"
	"sync"
	"time"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/issue"
)

// others are what happens beside what is said: alice is let go, and a great many builds that
// nobody asked the robot for push its own out of sight.
func (w *world) others() {
	if name := "alice is let go"; w.happens(name, 0.08) {
		w.later(w.within(name, 150*time.Second), func() {
			w.tell("%s", name)
			w.repo.Grant("alice", "read")
			w.mu.Lock()
			defer w.mu.Unlock()
			w.letGo = time.Now()
		})
	}
	if name := "others have a great many builds"; w.happens(name, 0.03) {
		w.later(w.within(name, 90*time.Second), func() {
			w.tell("%s", name)
			for range 301 {
				w.ci.AddBuild(slug, drone.Build{Author: "bob", After: head})
			}
		})
	}
}

// underWay is how long after alice was let go something may begin that was allowed before.
const underWay = time.Minute

// ownYML is what the repository configures itself.
const ownYML = `
commands:
  tag:
    args: "<name>"
    uses: label
    with: { add: ["{name}"] }
`

// central is the file that every instance has, and what it needs beside.
var central = sync.OnceValues(func() (*config.File, config.World) {
	file, problems := config.Read("robot.yml", []byte(robotYML))
	if len(problems) > 0 {
		panic(problems)
	}
	world := config.World{HTTP: wires{}}
	world.Drone.Server, world.Drone.Token, world.Drone.HTTP = "https://"+droneHost, droneToken, wires{}
	return file, world
})

// extend reads the repository's own file, where there is one. One asks and the others wait, as
// they do for the mutex within; but that would keep the time from passing.
func (w *world) extend() issue.Extend {
	if !w.inRepo {
		return nil
	}
	file, world := central()
	repositories, turn := config.NewRepositories(file, world, quiet), make(chan struct{}, 1)
	return func(ctx context.Context, client *github.Client, repo *github.Repository, own issue.Scope) (issue.Scope, error) {
		turn <- struct{}{}
		defer func() { <-turn }()
		return repositories.Extend(ctx, client, repo, own)
	}
}
