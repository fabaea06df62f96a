package sandbox

import (
	"slices"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	home = "acme/widgets"

	// head is the commit of build 42.
	head = "b5f61dab1d0c13e53370598cb83859f979ee91df"
)

// workflow is what /run can run: by its robot_ref the robot knows a run again.
const workflow = `name: Deploy
run-name: deploy to ${{ inputs.target }} [${{ inputs.robot_ref }}]
on:
  workflow_dispatch:
    inputs:
      target: { type: choice, required: true, options: [dev, test, prod] }
      robot_ref: {}
`

// targets are those that the pipelines of every repository deploy to.
var targets = []string{"dev", "test", "prod"}

// furnish puts into GitHub and Drone what one needs to begin.
func (s *Sandbox) furnish() {
	s.drone.Link(s.options.Drone)
	s.drone.OnStart(s.build)
	s.drone.AddUser(dronetest.User{Login: robot, Token: droneToken})
	s.token(robot)
	for _, p := range s.People() {
		s.token(p.Login)
	}
	r := s.Add(home)
	r.Open(17, "alice", "Widgets wobble on dev", "Build 42 should fix it.")
	r.OpenPull(18, "maintainer", "Fix the wobble", "Closes #17.")
	r.File(".github/workflows/deploy.yml", workflow).Workflow("deploy.yml", "deploy to ${{ inputs.target }} [${{ inputs.robot_ref }}]", "target", "robot_ref")
	r.AddLabels("kind/bug", "kind/feature", "area/dev", "priority/high", "lifecycle/stale", "needs-kind", "good first issue", "help wanted", "do-not-merge/hold")
	r.Milestone("v1.2", time.Time{})
	s.drone.AddBuild(home, drone.Build{Number: 42, Author: "alice", Message: "fix the wobble", After: head})
	r.Commit(head)
}

// Add is a repository, which begins to exist if need be: on GitHub and Drone, with the robot
// and all people in their roles, and its builds and runs go their way.
func (s *Sandbox) Add(name string) *issuetest.Repo {
	r := s.github.Repo(name)
	s.mu.Lock()
	there := slices.Contains(s.repos, name)
	if !there {
		s.repos = append(s.repos, name)
	}
	s.mu.Unlock()
	if there {
		return r
	}
	r.Grant(robot, "admin") // so that its sweep is shown what its webhook has lost
	for _, p := range s.People() {
		if p.Role != "read" { // so may everybody: a stranger is no collaborator
			r.Grant(p.Login, p.Role)
		}
	}
	r.OnDispatch(func(id int64) { s.run(r, id) })
	s.drone.AddRepo(dronetest.Repo{Slug: name, Targets: targets})
	s.news.touch()
	return r
}

// Repos are the repositories there are, by name.
func (s *Sandbox) Repos() (all []*issuetest.Repo) {
	for _, name := range s.names() {
		all = append(all, s.github.Repo(name))
	}
	return all
}

func (s *Sandbox) names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(s.repos))
}
