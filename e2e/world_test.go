package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/fanux/robot/issue/issuetest"
)

// world is all that runs: GitHub, Drone with its runner, and the robot between them.
type world struct {
	notes  *chronicle
	dir    string
	bin    programs // the robot's
	hub    *hub
	relay  *relay
	drone  *server
	runner *child
	robot  *robot
	token  string // the robot's on GitHub
}

// chronicle is the testing.TB of a world, which lasts longer than any test.
type chronicle struct {
	ends *[]func()

	mu         sync.Mutex
	complaints []string
}

func (c *chronicle) Helper()          {}
func (c *chronicle) Cleanup(f func()) { *c.ends = append(*c.ends, f) }
func (c *chronicle) Errorf(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.complaints = append(c.complaints, fmt.Sprintf(format, args...))
}

// read returns what was complained of since it was last read.
func (c *chronicle) read() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	complaints := c.complaints
	c.complaints = nil
	return complaints
}

func newWorld(ends *[]func()) (*world, error) {
	bin, err := drone()
	if err != nil {
		return nil, err
	}
	w := &world{notes: &chronicle{ends: ends}}
	if w.dir, err = os.MkdirTemp("", "robot-e2e-"); err != nil {
		return nil, err
	}
	w.notes.Cleanup(func() { os.RemoveAll(w.dir) })
	if err := w.furnish(bin); err != nil {
		return nil, err
	}
	return w, nil
}

// furnish starts one after the other; each is told where the ones before it are.
func (w *world) furnish(bin programs) error {
	for _, dir := range []string{"git", "server", "runner", "bin"} {
		if err := os.Mkdir(filepath.Join(w.dir, dir), 0o755); err != nil {
			return err
		}
	}
	w.bin = programs(filepath.Join(w.dir, "bin"))
	if err := robotBinary(string(w.bin)); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(w.dir, "robot.yml"), []byte("use: [help, drone, locks]\n"), 0o600); err != nil {
		return err
	}
	git, err := newGitHost(filepath.Join(w.dir, "git"))
	if err != nil {
		return err
	}
	w.hub = newHub(w.notes, git)
	w.token = w.hub.SignIn("sealrobot")
	w.relay = newRelay(w.notes)
	if w.drone, err = newServer(w.notes, bin, filepath.Join(w.dir, "server"), w.hub.front.URL, w.relay.server.URL+"/drone"); err != nil {
		return err
	}
	w.hub.callback = w.drone.url + "/login"
	if w.runner, err = newRunner(w.notes, bin, filepath.Join(w.dir, "runner"), w.drone); err != nil {
		return err
	}
	if w.robot, err = w.newRobot(w.notes); err != nil {
		return err
	}
	w.relay.lead(w.robot.url + "/drone")
	return nil
}

// robot is the function as it is deployed: the binary, and its environment.
type robot struct {
	*child
	url string
}

const webhookSecret = "a webhook secret that is long enough"

// newRobot starts a robot of this world; more are NAME=value settings, which win.
func (w *world) newRobot(t issuetest.TB, more ...string) (*robot, error) {
	host, err := free()
	if err != nil {
		return nil, err
	}
	_, port, _ := strings.Cut(host, ":")
	config := filepath.Join(w.dir, "robot.yml")
	env := append([]string{
		"ROBOT_HOST=127.0.0.1", "PORT=" + port, "ROBOT_LOG_LEVEL=debug", "ROBOT_CONFIG=" + config,
		"GITHUB_WEBHOOK_SECRET=" + webhookSecret, "GITHUB_TOKEN=" + w.token, "GITHUB_API_URL=" + w.hub.front.URL + "/api/v3",
		"DRONE_SERVER=" + w.drone.front.URL, "DRONE_PUBLIC_URL=" + publicURL, "DRONE_TOKEN=" + droneToken, "DRONE_WEBHOOK_SECRET=" + hookSecret,
	}, more...)
	c, err := spawn("the robot", w.dir, env, w.bin.path("bootstrap"))
	if err != nil {
		return nil, err
	}
	t.Cleanup(c.stop)
	r := &robot{c, "http://" + host}
	return r, r.answers(r.url + "/healthz")
}

// publicURL is where people reach Drone: it has to stand in links, and nowhere else.
const publicURL = "https://drone.example.com"
