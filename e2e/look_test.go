package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// This file is what a story can look at: what the robot said, and what Drone did.

// replies are the robot's comments on the issue; there is one at least.
func (s *scene) replies() []issuetest.Comment {
	s.Helper()
	replies := s.repo.Issue(17).By("sealrobot")
	if len(replies) == 0 {
		s.Fatal("the robot has said nothing")
	}
	return replies
}

// reply is the robot's last one.
func (s *scene) reply() string {
	s.Helper()
	replies := s.replies()
	return replies[len(replies)-1].Body
}

// says checks that each of these is in the robot's last reply.
func (s *scene) says(parts ...string) {
	s.Helper()
	reply := s.reply()
	for _, part := range parts {
		if !strings.Contains(reply, part) {
			s.Errorf("the reply lacks %q:\n%s", part, reply)
		}
	}
}

// state checks how the commands of a comment went.
func (s *scene) state(got []issue.Result, want ...issue.State) {
	s.Helper()
	var states []issue.State
	for _, r := range got {
		states = append(states, r.State)
	}
	if !slices.Equal(states, want) {
		s.Errorf("the commands are %q, want %q:\n%s", states, want, s.reply())
	}
}

// builds are all builds of the repository, the newest first.
func (s *scene) builds() []*sdk.Build {
	s.Helper()
	owner, name := s.names()
	all, err := s.api.BuildList(owner, name, sdk.ListOptions{Size: 100})
	s.must(err)
	return all
}

// count checks how many builds there are.
func (s *scene) count(want int) {
	s.Helper()
	if got := len(s.builds()); got != want {
		s.Errorf("there are %d builds, want %d", got, want)
	}
}

func (s *scene) build(number int64) *sdk.Build {
	s.Helper()
	owner, name := s.names()
	b, err := s.api.Build(owner, name, int(number))
	s.must(err)
	return b
}

// ends waits until a build has ended, and checks how.
func (s *scene) ends(number int64, status string) *sdk.Build {
	s.Helper()
	s.must(s.relay.await(s.Context(), s.slug, number, ended))
	b := s.build(number)
	if b.Status != status {
		s.Fatalf("build %d ended as %s, want %s; its steps: %s", number, b.Status, status, strings.Join(steps(b), ", "))
	}
	return b
}

// reaches waits until a build has a status, and its last step too.
func (s *scene) reaches(number int64, status string) {
	s.Helper()
	s.must(s.relay.await(s.Context(), s.slug, number, func(b *sdk.Build) bool { return inLastStep(b, status) }))
}

// runs returns when the runner runs a step of a build: Drone tells of it before the runner
// itself has heard that it may.
func (s *scene) runs(number int64, step string) {
	s.Helper()
	_, name := s.names()
	line := regexp.MustCompile(fmt.Sprintf(`process started" .*build\.number=%d .*repo\.name=%s .*step\.name=%s `, number, name, step))
	for end := time.Now().Add(patience); !line.MatchString(s.runner.tail(100, name)); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.Fatalf("the runner does not run %s of build %d", step, number)
		}
	}
}

func inLastStep(b *sdk.Build, status string) bool {
	if b.Status != status || len(b.Stages) == 0 || len(b.Stages[0].Steps) == 0 {
		return false
	}
	all := b.Stages[0].Steps
	return all[len(all)-1].Status == status
}

// steps are the names of what ran in a build, in order.
func steps(b *sdk.Build) (names []string) {
	for _, stage := range b.Stages {
		for _, step := range stage.Steps {
			names = append(names, step.Name)
		}
	}
	return names
}

// log is what a step of a build printed.
func (s *scene) log(b *sdk.Build, step string) string {
	s.Helper()
	owner, name := s.names()
	var text strings.Builder
	for _, stage := range b.Stages {
		for _, one := range stage.Steps {
			if one.Name != step {
				continue
			}
			lines, err := s.api.Logs(owner, name, int(b.Number), stage.Number, one.Number)
			s.must(err)
			for _, line := range lines {
				text.WriteString(line.Message)
			}
		}
	}
	return text.String()
}
