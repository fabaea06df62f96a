package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
)

// scene is where a story happens: a repository that Drone builds, with one green build of
// its main branch, and issue 17. alice may write there, mallory may read.
type scene struct {
	*testing.T
	*world
	slug  string
	repo  *issuetest.Repo
	robot *robot
	api   sdk.Client
}

// begin sets the scene. The pipeline is a file of testdata/pipelines.
func begin(t *testing.T, pipeline string) *scene {
	t.Helper()
	s := stage(t)
	s.hub.mu.Lock()
	s.hub.repos = append(s.hub.repos, s.slug)
	s.hub.mu.Unlock()
	s.must(s.hub.git.create(s.slug))
	_, err := s.api.RepoListSync()
	s.must(err)
	_, err = s.api.RepoEnable(s.names())
	s.must(err)
	if n := s.push("main", "first commit", pipeline); n != 1 {
		t.Fatalf("the first build is %d", n)
	}
	return s
}

// stage is a scene that Drone knows nothing of.
func stage(t *testing.T) *scene {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{T: t, world: w, slug: "acme/" + slugOf(t), robot: w.robot, api: w.drone.as(droneToken)}
	s.repo = w.hub.Repo(s.slug).Grant("drone", "admin").Grant("sealrobot", "write").Grant("alice", "write").Grant("mallory", "read")
	s.repo.Open(17, "alice", "Widgets wobble", "They do.")
	t.Cleanup(func() {
		for _, complaint := range w.notes.read() {
			t.Error(complaint)
		}
		if t.Failed() {
			t.Log(s.logs())
		}
	})
	return s
}

// logs are the ends of what the programs printed about the repository.
func (s *scene) logs() string {
	_, name := s.names()
	var text strings.Builder
	for _, c := range []*child{s.drone.child, s.runner, s.robot.child} {
		fmt.Fprintf(&text, "\n== from the log of %s\n%s\n", c.name, c.tail(20, name))
	}
	return text.String()
}

// slugOf is dialogue for TestDialogue, and a-b for TestA/b.
func slugOf(t *testing.T) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(t.Name(), "Test"), "/", "-"))
}

func (s *scene) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *scene) names() (owner, name string) {
	owner, name, _ = strings.Cut(s.slug, "/")
	return owner, name
}

// push commits a pipeline to a branch, and returns the number of the build that this
// started, when it has succeeded.
func (s *scene) push(branch, message, pipeline string) int64 {
	s.Helper()
	n := s.pushed(branch, message, pipeline)
	s.ends(n, sdk.StatusPassing)
	return n
}

// pushed is push that does not wait.
func (s *scene) pushed(branch, message, pipeline string) int64 {
	s.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "pipelines", pipeline))
	s.must(err)
	_, err = s.hub.push(s.slug, branch, "alice", message, string(text))
	s.must(err)
	return s.builds()[0].Number
}

// reader is the token of somebody in Drone who may read the repository, and not write.
func (s *scene) reader() string { return s.person("reader", "read") }

// retired is the token of somebody who may write, and whose account in Drone is deactivated.
func (s *scene) retired() string {
	s.Helper()
	token := s.person("retired", "write")
	_, err := s.api.UserUpdate("retired", &sdk.UserPatch{Active: new(false)})
	s.must(err)
	return token
}

// person is the token in Drone of somebody with that permission on GitHub.
func (s *scene) person(login, permission string) string {
	s.Helper()
	s.repo.Grant(login, permission)
	token, err := s.drone.signIn(login)
	s.must(err)
	_, err = s.drone.as(token).RepoListSync()
	s.must(err)
	return token
}

// protect lets the pipelines of whatever is pushed wait for an approval.
func (s *scene) protect() {
	s.Helper()
	owner, name := s.names()
	_, err := s.api.RepoUpdate(owner, name, &sdk.RepoPatch{Protected: new(true)})
	s.must(err)
}

// with makes another robot the one of this story: of this world, and with other settings.
func (s *scene) with(settings ...string) {
	s.Helper()
	other, err := s.newRobot(s.T, settings...)
	s.must(err)
	s.robot = other
}
