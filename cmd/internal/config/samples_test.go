package config_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/drone/drone-go/drone"
	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

const (
	samples    = "testdata/samples/"
	secret     = "a webhook secret that is long enough"
	droneToken = "drone-token-0123456789"
)

// scene is a sample's robot between a GitHub, a Drone and other systems, all in memory.
type scene struct {
	t      *testing.T
	gh     *issuetest.GitHub
	ci     *dronetest.Server
	repo   *issuetest.Repo
	url    string
	called []string // at the other systems: "POST /x {…}"
	said   []string // the commands that were said
}

// play starts the robot of a sample, in a repository that has the sample's files.
func play(t *testing.T, sample string) *scene {
	t.Helper()
	s := begin(t, pipelines(t, sample))
	s.files(sample)
	s.serve(read(t, samples+sample+"/robot.yml"))
	return s
}

// begin is a scene without a robot, in whose Drone there are pipelines for those targets; nil
// is any.
func begin(t *testing.T, targets []string) *scene {
	t.Helper()
	s := &scene{t: t, gh: issuetest.Start(t), ci: dronetest.Start(t)}
	s.repo = s.gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "admin").Grant("bob", "write")
	s.repo.Open(17, "bob", "Widgets wobble", "### Version\n\nv3.1.0\n")
	s.repo.OpenPull(18, "bob", "Fix the wobble", "It is fixed.")
	s.repo.Label(17, "needs-triage").Label(19, "accepted", "stale")
	s.ci.AddUser(dronetest.User{Login: "sealrobot", Token: droneToken})
	s.ci.AddRepo(dronetest.Repo{Slug: "acme/widgets", Targets: targets})
	s.ci.AddBuild("acme/widgets", drone.Build{Number: 41, Author: "alice"})
	s.ci.AddBuild("acme/widgets", drone.Build{Number: 42, Author: "alice", After: "b5f61dab1d0c13e53370598cb83859f979ee91df"})
	return s
}

// files puts the sample's files into the repository, and its workflows into GitHub Actions.
func (s *scene) files(sample string) {
	own, _ := filepath.Glob(samples + sample + "/.github/robot.yml")
	workflows, _ := filepath.Glob(samples + sample + "/.github/workflows/*.yml")
	for _, file := range append(own, workflows...) {
		s.repo.File(strings.TrimPrefix(file, samples+sample+"/"), read(s.t, file))
	}
	for _, file := range workflows {
		var w struct {
			RunName string `yaml:"run-name"`
			On      struct {
				Dispatch *struct{ Inputs map[string]any } `yaml:"workflow_dispatch"`
			}
			Jobs map[string]any
		}
		if err := yaml.Load([]byte(read(s.t, file)), &w); err != nil || w.Jobs == nil {
			s.t.Fatalf("%s: %v", file, err)
		}
		if w.On.Dispatch == nil {
			continue
		}
		var inputs []string
		for name := range w.On.Dispatch.Inputs {
			inputs = append(inputs, name)
		}
		s.repo.Workflow(filepath.Base(file), w.RunName, inputs...)
	}
}

// pipelines are the targets of the sample's .drone.yml; nil, which is any, without one.
func pipelines(t *testing.T, sample string) (targets []string) {
	file, err := os.Open(samples + sample + "/.drone.yml")
	if err != nil {
		return nil
	}
	defer file.Close()
	for d := yaml.NewDecoder(file); ; {
		var p struct {
			Kind    string
			Trigger struct{ Event, Target []string }
			Steps   []struct{ Commands []string }
		}
		if err := d.Decode(&p); err == io.EOF {
			return targets
		} else if err != nil || p.Kind != "pipeline" || len(p.Steps) == 0 {
			t.Fatalf("%s: %+v, %v", sample, p, err)
		}
		if slices.Contains(p.Trigger.Event, "promote") {
			targets = append(targets, p.Trigger.Target...)
		}
	}
}

// serve starts the function with a robot.yml. What it calls elsewhere is called here instead.
func (s *scene) serve(text string) {
	t := s.t
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.called = append(s.called, strings.TrimSpace(fmt.Sprint(r.Method, " ", r.URL, " ", string(body), " ", r.Header.Get("Authorization"))))
		w.Header().Set("Location", "https://jenkins.example.com/queue/item/7/")
		io.WriteString(w, `{"url": "https://hooks.example.com/1", "number": 7}`)
	}))
	t.Cleanup(elsewhere.Close)
	for _, host := range []string{"hooks", "woodpecker", "jenkins"} {
		text = strings.ReplaceAll(text, `url: "https://`+host+`.example.com/`, "private: true\n      url: \""+elsewhere.URL+"/")
	}
	file := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"GITHUB_WEBHOOK_SECRET": secret, "GITHUB_TOKEN": s.gh.SignIn("sealrobot"), "GITHUB_API_URL": s.gh.URL,
		"DRONE_SERVER": s.ci.URL, "DRONE_TOKEN": droneToken, "ROBOT_CONFIG": file,
		"NOTIFY_SECRET": "notify-secret", "WOODPECKER_TOKEN": "woodpecker-token", "JENKINS_BASIC": "jenkins-basic",
	}
	settings, err := function.Configure(func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	logs := new(issuetest.Log)
	handler, err := function.Handler(settings, function.Logger(settings, logs), logs)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	s.url = server.URL
}

// say comments, and checks how it went and what was replied.
func (s *scene) say(login string, number int, text, states, want string) {
	s.t.Helper()
	for line := range strings.Lines(text) {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "/"), " ")
		s.said = append(s.said, name)
	}
	before := len(s.repo.Issue(number).By("sealrobot"))
	answer, err := http.DefaultClient.Do(s.repo.Comment(number, login, text).Request(s.url+"/github", secret))
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	var outcome issue.Outcome
	if err := json.NewDecoder(answer.Body).Decode(&outcome); err != nil {
		s.t.Fatalf("%s: %s: %v", text, answer.Status, err)
	}
	var got, reply string
	for _, c := range outcome.Commands {
		got += string(c.State) + " "
	}
	if all := s.repo.Issue(number).By("sealrobot"); len(all) > before {
		reply = all[len(all)-1].Body
	}
	if strings.TrimSpace(got) != states || !strings.Contains(reply, want) {
		s.t.Errorf("%s: %s: %s\n%s\nwant %s: %s", login, text, got, reply, states, want)
	}
}

// promoted checks the newest build of Drone: its event and target, what it was made of, and
// its parameters, but for those of the robot's own.
func (s *scene) promoted(event, target string, parent int64, params map[string]string) {
	s.t.Helper()
	all := s.ci.Builds("acme/widgets")
	b := slices.MaxFunc(all, func(a, b *drone.Build) int { return int(a.Number - b.Number) })
	got := map[string]string{}
	for name, value := range b.Params {
		if !strings.HasPrefix(name, "ROBOT_") {
			got[name] = value
		}
	}
	if b.Event != event || b.Deploy != target || b.Parent != parent || fmt.Sprint(got) != fmt.Sprint(params) {
		s.t.Errorf("build %d: %s of %d to %q with %v; want %s of %d to %q with %v", b.Number, b.Event, b.Parent, b.Deploy, got, event, parent, target, params)
	}
}

// ran checks the newest run of GitHub Actions.
func (s *scene) ran(file string, inputs map[string]string) {
	s.t.Helper()
	runs := s.repo.Runs()
	if len(runs) == 0 {
		s.t.Fatalf("%s: no run", file)
	}
	r := slices.MaxFunc(runs, func(a, b issuetest.Run) int { return int(a.ID - b.ID) })
	if filepath.Base(r.Workflow) != file || fmt.Sprint(r.Inputs) != fmt.Sprint(inputs) {
		s.t.Errorf("%+v; want %s on main with %v", r, file, inputs)
	}
}

// whole checks that every command of the sample was said.
func (s *scene) whole(sample string) {
	s.t.Helper()
	f, problems := config.Read("robot.yml", []byte(read(s.t, samples+sample+"/robot.yml")))
	if problems != nil {
		s.t.Fatal(problems)
	}
	for _, c := range f.Commands {
		if !slices.Contains(s.said, c.Name) {
			s.t.Errorf("/%s was not said", c.Name)
		}
	}
	for name := range f.Aliases {
		if !slices.Contains(s.said, name) {
			s.t.Errorf("/%s was not said", name)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSampleDrone(t *testing.T) {
	s := play(t, "drone")
	s.say("bob", 17, "/test v1.17.3", "ran", "Started build [43](")
	s.promoted("promote", "test", 42, map[string]string{"VERSION": "v1.17.3"})
	s.say("alice", 17, "/release v1.17.3", "ran", "promotes build [42](")
	s.promoted("promote", "release", 42, map[string]string{"VERSION": "v1.17.3"})
	s.say("alice", 17, "/ship v1.17.4", "refused", "is on its way to `release`")
	s.ci.Finish("acme/widgets", 43, drone.StatusPassing)
	s.ci.Finish("acme/widgets", 44, drone.StatusPassing)
	s.ci.AddBuild("acme/widgets", drone.Build{Number: 50, Author: "alice"})
	s.ci.AddBuild("acme/widgets", drone.Build{Number: 51, Author: "alice"})
	s.say("alice", 17, "/ship v1.17.4 50", "ran", "promotes build [50](")
	s.promoted("promote", "release", 50, map[string]string{"VERSION": "v1.17.4"})
	s.say("bob", 17, "/promote 42 test VERSION=v1.17.3", "ran", "promotes build [42](")
	s.promoted("promote", "test", 42, map[string]string{"VERSION": "v1.17.3"})
	s.say("bob", 17, "/release v1.17.3", "denied", "needs **maintain** here")
	s.say("bob", 17, "/promote 42 release", "denied", "needs **maintain** here")
	s.say("alice", 17, "/release 1.17.3", "refused", "for example `/release v1.17.3`")
	s.say("alice", 17, "/test v1.2.3;reboot", "refused", "is no `version`")
	s.whole("drone")
}

func TestSampleActions(t *testing.T) {
	s := play(t, "actions")
	head := s.repo.Head(18)
	s.say("bob", 18, "/e2e full", "ran", "with `sha="+head)
	s.ran("e2e.yml", map[string]string{"suite": "full", "sha": head})
	s.say("bob", 18, "/e2e", "ran", "suite=smoke")
	s.ran("e2e.yml", map[string]string{"suite": "smoke", "sha": head})
	s.say("bob", 17, "/e2e", "refused", "is for pull requests")
	s.repo.FromFork(18, "mallory/widgets")
	s.say("bob", 18, "/e2e", "refused", "is from a fork")
	s.say("alice", 17, "/deploy dev", "ran", "`deploy.yml`")
	s.ran("deploy.yml", map[string]string{"environment": "dev", "robot_user": "alice"})
	s.say("bob", 17, "/deploy dev", "denied", "needs **maintain** here")
	s.say("alice", 17, "/deploy production", "refused", "is not one of `dev, prod`")
	s.say("alice", 17, "/release v1.17.3", "ran", "`release.yml`")
	s.ran("release.yml", map[string]string{"version": "v1.17.3"})
	s.say("bob", 17, "/fuzz 5", "ran", "Sent `fuzz`")
	if all := s.repo.Dispatched(); len(all) != 1 || all[0].Event != "fuzz" || all[0].Payload["minutes"] != "5" || all[0].Payload["by"] != "bob" || all[0].Payload["issue"] != "17" {
		t.Errorf("%+v", all)
	}
	s.whole("actions")
}

func TestSampleBoth(t *testing.T) {
	s := play(t, "both")
	by := map[string]string{"DEPLOYED_BY": "bob"}
	s.say("bob", 17, "/deploy dev", "ran", "已启动构建 [43](")
	s.promoted("promote", "dev", 42, by)
	s.say("bob", 17, "/d staging", "ran", "构建")
	s.promoted("promote", "staging", 42, by)
	s.ci.Finish("acme/widgets", 44, drone.StatusPassing)
	s.ci.AddBuild("acme/widgets", drone.Build{Number: 50, Author: "alice"})
	s.say("bob", 17, "/deploy staging", "ran", "构建")
	s.promoted("promote", "staging", 50, by)
	s.ci.Finish("acme/widgets", 51, drone.StatusPassing)
	s.say("bob", 17, "/rollback staging", "ran", "构建")
	s.promoted("rollback", "staging", 42, by)
	s.say("bob", 17, "/back dev", "refused", "")
	s.say("bob", 17, "/deploy prod", "denied", "**admin**")
	s.say("alice", 17, "/deploy prod --dry-run", "ran", "没有执行任何操作。")
	s.say("alice", 17, "/deploy prod", "refused", "/confirm")
	s.say("alice", 17, "/confirm", "ran", "构建")
	s.promoted("promote", "prod", 50, map[string]string{"DEPLOYED_BY": "alice"})
	s.say("bob", 17, "/nightly", "ran", "构建")
	s.promoted("custom", "", 0, map[string]string{"NIGHTLY": "true"})
	s.say("bob", 18, "/e2e", "ran", "suite=smoke")
	s.ran("e2e.yml", map[string]string{"suite": "smoke", "sha": s.repo.Head(18)})
	s.repo.FromFork(18, "mallory/widgets")
	s.say("bob", 18, "/e2e", "refused", "sha=…")
	s.say("bob", 18, "/e2e full sha="+s.repo.Head(18)[:7], "ran", "suite=full")
	s.ran("e2e.yml", map[string]string{"suite": "full", "sha": s.repo.Head(18)})
	s.repo.OpenPull(20, "bob", "Faster", "It is faster.")
	s.say("bob", 17, "/notify 今晚八点发布 & 维护", "ran", "<https://hooks.example.com/1>")
	s.say("bob", 17, "/woodpecker dev", "ran", "[流水线 7](https://woodpecker.example.com/repos/1/pipeline/7)已启动，分支 `main`。")
	s.say("bob", 17, "/jenkins prod", "ran", "[队列](<https://jenkins.example.com/queue/item/7/>)")
	s.say("bob", 17, "/accept", "ran", "@bob 来处理。")
	s.say("bob", 17, "/version", "ran", "这里说的是 `v3.1.0`。")
	s.say("alice", 17, "/ship", "ran", "channel=stable")
	s.ran("release.yml", map[string]string{"channel": "stable"})
	s.say("release-please[bot]", 17, "/ship", "refused", "/confirm")
	s.say("alice", 17, "/confirm", "ran", "channel=stable")
	s.say("bob", 20, "/perf 9", "ran", "count=9")
	s.ran("bench.yml", map[string]string{"count": "9", "sha": s.repo.Head(20)})
	s.say("bob", 20, "/bench 99", "refused", "[1-9]")
	s.say("bob", 19, "/stale", "ran", "")
	s.whole("both")
	for i, want := range []string{
		`POST /x {"about":"https://github.com/acme/widgets/issues/17#issuecomment-`,
		`POST /api/repos/1/pipelines {"branch":"main","variables":{"BY":"bob","TARGET":"dev"}} Bearer woodpecker-token`,
		`POST /job/deploy/buildWithParameters BY=bob&TARGET=prod Basic jenkins-basic`,
	} {
		if i >= len(s.called) || !strings.HasPrefix(s.called[i], want) {
			t.Errorf("called %q, want %s", s.called, want)
		}
	}
}

// TestSamplesAreWhole: no sample is without a test, and each says which schema it is of.
func TestSamplesAreWhole(t *testing.T) {
	dirs, err := filepath.Glob(samples + "*")
	if err != nil || len(dirs) != 3 {
		t.Errorf("%q, %v", dirs, err)
	}
	for _, dir := range dirs {
		if text := read(t, dir+"/robot.yml"); !strings.HasPrefix(text, "# yaml-language-server: $schema=") {
			t.Errorf("%s/robot.yml names no schema", dir)
		}
	}
}

var yamlBlock = regexp.MustCompile("(?ms)^( *)```yaml\n(.*?)^ *```$")

// TestReadmesFiles: what the README shows of robot.yml is right.
func TestReadmesFiles(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		for _, m := range yamlBlock.FindAllStringSubmatch(read(t, "../../../"+name), -1) {
			if !strings.Contains(m[2], "commands:\n") || strings.Contains(m[2], "kind: pipeline") {
				continue
			}
			if _, problems := config.Read(name, []byte(m[2])); problems != nil {
				t.Errorf("%s:\n%v", m[2], problems)
			}
		}
	}
}
