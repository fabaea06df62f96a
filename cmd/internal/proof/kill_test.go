package proof

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

var deliveries = flag.Int("deliveries", 60, "how many deliveries TestKill sends")

const killYML = `
use: [help, run, promote]
commands:
  mark: { args: "<name>", uses: label, with: { add: ["{name}"] } }
`

// TestKill sends deliveries to three processes behind one address, which are killed at random
// all the while, and then sweeps: every command had its one effect, and has its answer.
func TestKill(t *testing.T) {
	k := newKilling(t)
	for i := range *deliveries {
		k.say(i)
	}
	ending, end := context.WithCancel(t.Context())
	var killers sync.WaitGroup
	killers.Go(func() { k.kill(ending) })
	next := make(chan *comment)
	var senders sync.WaitGroup
	for range 6 {
		senders.Go(func() {
			for c := range next {
				k.answered(k.deliver(c))
			}
		})
	}
	for _, c := range k.said {
		next <- c
	}
	close(next)
	senders.Wait()
	end()
	killers.Wait()
	var broken []string
	for i := range 6 {
		k.pass(3 * time.Minute)
		k.sweep()
		k.endBuilds()
		if broken = k.broken(); len(broken) == 0 && i > 0 {
			break
		}
	}
	for i, b := range broken {
		if i < 10 {
			t.Error(b)
		}
	}
	effects := 0
	for _, c := range k.said {
		effects += k.effects(c.commands[0])
	}
	t.Logf("%d deliveries, answers %v, %d processes killed: %d effects, %d broken", len(k.said), k.statuses, k.kills, effects, len(broken))
	if effects != len(k.said) {
		t.Errorf("%d effects of %d commands", effects, len(k.said))
	}
}

// killing is a world of real processes. The time of its GitHub runs ahead when it is told to.
type killing struct {
	*world
	t        *testing.T
	dir      string
	env      []string
	ahead    atomic.Int64
	kills    int
	statuses map[int]int

	serving [3]atomic.Pointer[process]
	turn    atomic.Int64
}

type process struct {
	*exec.Cmd
	address string
}

func newKilling(t *testing.T) *killing {
	w := &world{plan: newPlan(1, false, nil), gh: issuetest.New(), ci: dronetest.New(), called: map[string]int{}}
	k := &killing{world: w, t: t, dir: t.TempDir(), statuses: map[int]int{}}
	k.build("bootstrap", "robot")
	now := func() time.Time { return time.Now().Add(time.Duration(k.ahead.Load())) }
	w.gh.SetTime(now)
	w.ci.SetTime(now)
	hub, ci := httptest.NewServer(w.gh), httptest.NewServer(w.ci)
	t.Cleanup(hub.Close)
	t.Cleanup(ci.Close)
	w.token = w.gh.SignIn("sealrobot")
	w.repo = w.gh.Repo(slug).Grant("sealrobot", "admin").Grant("alice", "write").Commit(head)
	w.repo.File(".github/workflows/deploy.yml", deployYML).
		Workflow("deploy.yml", "deploy ${{ inputs.id }} [${{ inputs.robot_ref }}]", "target", "id", "robot_ref")
	w.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	w.ci.AddRepo(dronetest.Repo{Slug: slug})
	w.ci.Link(ci.URL)
	w.ci.AddBuild(slug, drone.Build{Number: 42, Author: "alice", After: head})
	file := filepath.Join(k.dir, "robot.yml")
	if err := os.WriteFile(file, []byte(killYML), 0o600); err != nil {
		t.Fatal(err)
	}
	k.env = []string{"GITHUB_WEBHOOK_SECRET=" + secret, "GITHUB_TOKEN=" + w.token, "GITHUB_API_URL=" + hub.URL,
		"DRONE_SERVER=" + ci.URL, "DRONE_TOKEN=" + droneToken, "ROBOT_CONFIG=" + file, "ROBOT_HOST=127.0.0.1", "HOME=" + k.dir}
	for i := range k.serving {
		k.serving[i].Store(k.start())
	}
	t.Cleanup(func() {
		for i := range k.serving {
			k.serving[i].Load().end()
		}
	})
	return k
}

func (k *killing) build(names ...string) {
	k.t.Helper()
	for _, name := range names {
		build := exec.Command("go", "build", "-o", filepath.Join(k.dir, name), "github.com/fanux/robot/cmd/"+name)
		if out, err := build.CombinedOutput(); err != nil {
			k.t.Fatalf("go build %s: %v\n%s", name, err, out)
		}
	}
}

// start runs the function until it listens.
func (k *killing) start() *process {
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		k.t.Fatal(err)
	}
	address := port.Addr().String()
	port.Close()
	p := &process{exec.Command(filepath.Join(k.dir, "bootstrap")), "http://" + address}
	p.Env = append([]string{"PORT=" + address[strings.LastIndex(address, ":")+1:]}, k.env...)
	out, err := p.StdoutPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		k.t.Error(err)
		return p
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var line struct{ Msg string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			break
		}
	}
	go io.Copy(io.Discard, out)
	return p
}

func (p *process) end() {
	if p.Process != nil {
		p.Process.Signal(syscall.SIGKILL)
		p.Wait()
	}
}

// kill ends one process after the other at random times, and starts another in its place.
func (k *killing) kill(ctx context.Context) {
	for {
		if wait(ctx, rand.N(20*time.Millisecond)) != nil {
			return
		}
		i := rand.IntN(len(k.serving))
		k.serving[i].Load().end()
		k.kills++
		k.serving[i].Store(k.start())
	}
}

// say is a comment of alice's with one command of those that are brought to their end.
func (k *killing) say(i int) {
	tag := fmt.Sprintf("t%d", i)
	c := &command{kind: "mark", tag: tag, line: "/mark " + tag}
	switch {
	case i%4 == 0: // a build is looked for among the newest 300
		c = &command{kind: "promote", tag: tag, line: fmt.Sprintf("/promote 42 %s ID=%s", tag, tag)}
	case i%12 == 1: // a run among the newest 100
		c = &command{kind: "run", tag: tag, line: "/run deploy target=dev id=" + tag}
	}
	k.repo.Label(allLabels, tag)
	event := k.repo.Comment(1000+i%20, "alice", c.line)
	k.said = append(k.said, &comment{name: tag, by: "alice", event: event, source: fmt.Sprint("comment/", event.Comment), commands: []*command{c}})
}

// deliver brings a comment to whichever process is next; where that one is not there, to the
// one after it, as a load balancer does.
func (k *killing) deliver(c *comment) int {
	for range 20 {
		to := k.serving[int(k.turn.Add(1))%len(k.serving)].Load()
		request := c.event.Request(to.address+"/github", secret)
		answer, err := http.DefaultClient.Do(request)
		var dial *net.OpError
		switch {
		case errors.As(err, &dial) && dial.Op == "dial":
			time.Sleep(5 * time.Millisecond)
			continue
		case err != nil:
			return http.StatusBadGateway
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		return answer.StatusCode
	}
	return http.StatusServiceUnavailable
}

func (k *killing) answered(status int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.statuses[status]++
}

// pass lets GitHub's and Drone's time pass.
func (k *killing) pass(d time.Duration) { k.ahead.Add(int64(d)) }

// sweep is one of the operator's tool.
func (k *killing) sweep() {
	k.t.Helper()
	run := exec.CommandContext(k.t.Context(), filepath.Join(k.dir, "robot"), "sweep", "--repo", slug, "--max-calls", "100000")
	run.Env = k.env
	out, err := run.CombinedOutput()
	if err != nil {
		k.t.Logf("sweep: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	k.t.Log(lines[len(lines)-1])
}

func (k *killing) endBuilds() {
	for _, b := range k.ci.Builds(slug) {
		k.finish(fmt.Sprint("build ", b.Number), b.Number)
	}
	for _, r := range k.repo.Runs() {
		if r.Conclusion == "" {
			k.repo.Finish(r.ID, "success")
		}
	}
}
