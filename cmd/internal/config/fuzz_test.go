package config

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// FuzzRead: whatever the text, reading ends, is the same each time, and knows where the
// mistakes are. What it takes makes commands, and a reference of them.
func FuzzRead(f *testing.F) {
	f.Add(proposal)
	for _, pattern := range []string{"testdata/samples/*/robot.yml", "testdata/samples/*/.github/robot.yml", "testdata/samples/*/.drone.yml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	for _, text := range []string{"", "# nothing", "lang: &a en\nuse: *a\n", "a: [", "commands:\n\tr: {}", "\ufeffuse: help", "%YAML 1.1\n---\nuse: help\n...\n---\n", "? [a]\n: b\n", "<<: {use: help}", "commands: {r: {uses: comment, with: {text: {{a}}}}}", "commands:\r\n  r:\r\n    uses: comment\r\n    with: {text: \"{a}\"}\r\n", "use: !!binary aGVscA==", "commands: {r: {uses: comment, with: {text: \"\\xff\"}, args: '<a> [b={a}]', check: {a: '(?i)[', b: ''}}}"} {
		f.Add(text)
	}
	central, problems := Read("robot.yml", []byte(proposal))
	if problems != nil {
		f.Fatal(problems)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, problems := Read("robot.yml", []byte(text))
		_, again := Read("robot.yml", []byte(text))
		if !reflect.DeepEqual(problems, again) {
			t.Errorf("read twice:\n%v\n%v", problems, again)
		}
		_, inside := central.ReadRepository("robot.yml", []byte(text))
		for _, p := range slices.Concat(problems, inside) {
			within(t, text, p)
		}
		if problems != nil {
			return
		}
		if file == nil {
			t.Fatal("no file, and no problem")
		}
		if _, err := file.Reference(); err != nil {
			t.Errorf("it has no problem, and does not start: %v", err)
		}
	})
}

// within checks that a mistake is where there is something, or just behind it.
func within(t *testing.T, text string, p Problem) {
	t.Helper()
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), "\n")
	if p.File != "robot.yml" || p.Text == "" || p.Line == 0 && len(text) <= maxFile || p.Line > len(lines)+1 {
		t.Errorf("%v: the text has %d lines", p, len(lines))
	} else if p.Line > 0 && p.Line <= len(lines) && (p.Column < 1 || p.Column > len(lines[p.Line-1])+1) {
		t.Errorf("%v: that line has %d bytes", p, len(lines[p.Line-1]))
	}
}

// everywhere has a command of every kind, with places wherever places may stand.
const everywhere = `
commands:
  promote1: { uses: drone_promote, args: "<a> [b…]", with: { target: dev, params: { P: "{a}", Q: "x{b}y" } } }
  promote2: { uses: drone_promote, args: "<a> [b…]", with: { build: "{a}", target: "{b}", params: { P: "{issue.title}" } } }
  promote3: { uses: drone_promote, args: "<a> [b…]", with: { target: dev, sha: "{b}", params: { P: "{a}" } } }
  build1: { uses: drone_build, args: "<a> [b…]", with: { branch: "{a}", commit: "{b}", params: { P: "{pr.head.ref}" } } }
  build2: { uses: drone_build, args: "<a> [b…]", with: { params: { P: "{a}", Q: "{b}" } } }
  rollback1: { uses: drone_rollback, args: "<a> [b…]", with: { build: "{a}", target: "{b}", params: { P: "{b}" } } }
  workflow1: { uses: workflow, args: "<a> [b…]", with: { file: deploy.yml, inputs: { one: "{a}", two: "x{b}y{pr.head.ref}" } } }
  workflow2: { uses: workflow, args: "<a> [b…]", with: { file: "{a}", inputs: { one: "{b}" } } }
  run1: { uses: run, args: "<a> [b…]", with: { args: deploy, params: { one: "{a}", two: "{b}" } } }
  run2: { uses: run, args: "<a> [b…]", with: { args: ["{a}"], params: { one: "{b}" } } }
  dispatch1: { uses: dispatch, args: "<a> [b…]", with: { event: fixed, payload: { one: "{a}", more: { two: "x{b}y", list: ["{a}", 1, "{issue.title}"] } } } }
  dispatch2: { uses: dispatch, args: "<a> [b…]", with: { event: "{a}", payload: { one: "{b}" } } }
  http1: { uses: http, args: "<a> [b…]", with: { url: "https://hooks.example.com/x/{a}/y-{b}-z?fixed=1&q={a}&r=x{issue.title}", headers: { Authorization: "Bearer $TOKEN", X-Fixed: "{{a}}" }, secret: $TOKEN, body: { one: "{a}", more: { two: "x{b}y", list: ["{b}", true] } }, reply: "{a} {answer.url}" } }
  http2: { uses: http, args: "<a> [b…]", with: { url: "https://hooks.example.com:8443/x?{a}", form: { one: "{a}", two: "x{b}y" } } }
  http3: { uses: http, args: "<a> [b…]", with: { method: DELETE, url: "https://hooks.example.com/{a}{b}/{pr.head.ref}" } }
  label1: { uses: label, args: "<a> [b…]", with: { add: [fixed, "{a}"], remove: ["{b}"], assign: ["{a}"], unassign: "{b}", reply: "{a} {b} {user} {issue.title}" } }
  comment1: { uses: comment, args: "<a> [b…]", with: { text: "{a} {b} {user} {issue.title} {pr.head.ref}" } }
`

// fakes are the systems that are called, and what they were asked.
type fakes struct {
	ci     http.Handler
	branch string // of the pull request: anybody may name one

	mu     sync.Mutex // a command may make several calls at once
	called []*http.Request
	bodies [][]byte
}

func (w *fakes) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	w.mu.Lock()
	w.called, w.bodies = append(w.called, r), append(w.bodies, body)
	w.mu.Unlock()
	answer := httptest.NewRecorder()
	switch r.URL.Hostname() {
	case "drone.example.com":
		at := httptest.NewRequest(r.Method, r.URL.String(), bytes.NewReader(body))
		at.Header = r.Header
		w.ci.ServeHTTP(answer, at)
	case "api.github.com":
		w.github(answer, r)
	default:
		io.WriteString(answer, `{"url": "https://hooks.example.com/1"}`)
	}
	response := answer.Result()
	response.Request = r
	return response, nil
}

const deployYML = "on: {workflow_dispatch: {inputs: {one: {}, two: {}}}}\njobs: {}\n"

// github is as much of GitHub as lets the commands go on.
func (w *fakes) github(answer http.ResponseWriter, r *http.Request) {
	reply := func(value any) { json.NewEncoder(answer).Encode(value) }
	switch path := r.URL.EscapedPath(); {
	case strings.Contains(path, "/git/") && !strings.Contains(path, "/git/ref/heads/"):
		lockingGit(answer, r)
	case strings.Contains(path, "/contents/"):
		reply(map[string]any{"type": "file", "encoding": "base64", "size": len(deployYML), "content": base64.StdEncoding.EncodeToString([]byte(deployYML))})
	case strings.Contains(path, "/git/ref/"):
		reply(map[string]any{"ref": "refs/heads/" + path[strings.Index(path, "/heads/")+len("/heads/"):], "object": map[string]any{"type": "commit", "sha": strings.Repeat("a", 40)}})
	case strings.Contains(path, "/compare/"):
		sha := strings.Repeat("a", 40)
		if c := path[strings.LastIndex(path, ".")+1:]; len(c) == 40 {
			sha = c
		}
		reply(map[string]any{"status": "behind", "merge_base_commit": map[string]any{"sha": sha}})
	case strings.Contains(path, "/commits/"):
		reply(map[string]any{"sha": strings.Repeat("a", 40)})
	case strings.Contains(path, "/pulls/"):
		repo := map[string]any{"id": 1}
		reply(map[string]any{"number": 17, "head": map[string]any{"sha": strings.Repeat("a", 40), "ref": w.branch, "repo": repo}, "base": map[string]any{"ref": "main", "repo": repo}})
	case strings.Contains(path, "/labels/") && r.Method == http.MethodGet:
		name, _ := url.PathUnescape(path[strings.LastIndex(path, "/")+1:])
		reply(map[string]any{"name": name})
	case strings.HasSuffix(path, "/dispatches") && strings.Contains(path, "/workflows/"):
		reply(map[string]any{"workflow_run_id": 7, "html_url": "https://github.com/acme/widgets/actions/runs/7"})
	case strings.HasSuffix(path, "/dispatches"):
		answer.WriteHeader(http.StatusNoContent)
	case strings.HasSuffix(path, "/issues/17"), strings.HasSuffix(path, "/assignees"):
		reply(map[string]any{"number": 17, "state": "open"})
	default:
		reply([]any{})
	}
}

// fillAll runs every command of everywhere, and checks each call. It returns those that
// change something, as "POST host/path".
func fillAll(t *testing.T, a, b, title, branch string) (changes map[string][]string) {
	t.Helper()
	f, problems := Read("robot.yml", []byte(everywhere))
	if problems != nil {
		t.Fatal(problems)
	}
	changes = map[string][]string{}
	for _, c := range f.Commands {
		ci := dronetest.New()
		ci.AddUser(dronetest.User{Login: "robot", Token: "t"})
		ci.AddRepo(dronetest.Repo{Slug: "acme/widgets"})
		ci.AddBuild("acme/widgets", drone.Build{Number: 41})
		ci.AddBuild("acme/widgets", drone.Build{Number: 42, After: "b5f61dab1d0c13e53370598cb83859f979ee91df"})
		w := &fakes{ci: ci, branch: branch}
		mux, err := (&File{Name: "robot.yml", Commands: []*Command{c}}).Mux(World{
			Drone: drone_promote.Options{Server: "https://drone.example.com", Token: "t", HTTP: w}, HTTP: w,
			Getenv: func(string) string { return "t0ken" },
		})
		if err != nil {
			t.Fatal(err)
		}
		client, err := github.NewClient(github.WithHTTPClient(&http.Client{Transport: w}))
		if err != nil {
			t.Fatal(err)
		}
		repo := &github.Repository{ID: new(int64(1)), Name: new("widgets"), FullName: new("acme/widgets"), Owner: &github.User{Login: new("acme")}, DefaultBranch: new("main"), HTMLURL: new("https://github.com/acme/widgets")}
		event := issue.IssueEvent{
			IssueCommentEvent: &issue.IssueCommentEvent{
				Repo: repo, Sender: &github.User{Login: new("bob")},
				Issue:   &github.Issue{Number: new(17), Title: &title, State: new("open"), PullRequestLinks: &github.PullRequestLinks{URL: new("x")}},
				Comment: &github.IssueComment{HTMLURL: new("https://github.com/acme/widgets/issues/17#issuecomment-1")},
			},
			Client:  client,
			Command: &issue.Command{Type: "/" + c.Name, Args: []string{a, b}},
		}
		_, _ = mux.Runner(c.Name).Run(t.Context(), event) // whether it is refused is another test's
		for i, r := range w.called {
			check := checker{t, c.Name, r, w.bodies[i], a, b, title, branch}
			check.call()
			if r.Method != http.MethodGet {
				changes[c.Name] = append(changes[c.Name], r.Method+" "+r.URL.Host+r.URL.EscapedPath())
			}
		}
	}
	return changes
}

// checker holds one call to what the file says.
type checker struct {
	t                   *testing.T
	command             string
	r                   *http.Request
	body                []byte
	a, b, title, branch string
}

func (c checker) wrong(format string, args ...any) {
	c.t.Helper()
	c.t.Errorf("%s %q %q %q %q: %s %s %s: %s", c.command, c.a, c.b, c.title, c.branch, c.r.Method, c.r.URL, c.body, fmt.Sprintf(format, args...))
}

func (c checker) call() {
	c.t.Helper()
	u := c.r.URL
	if u.Scheme != "https" || u.User != nil || u.Fragment != "" || c.r.Host != "" && c.r.Host != u.Host {
		c.wrong("not where the file says")
	}
	segments := strings.Split(u.EscapedPath(), "/")
	for _, s := range segments {
		if plain, err := url.PathUnescape(s); err != nil || plain == "." || plain == ".." {
			c.wrong("the segment %q", s)
		}
	}
	switch u.Host {
	case "drone.example.com":
		c.drone(segments)
	case "api.github.com":
		c.github(segments)
	case "hooks.example.com", "hooks.example.com:8443":
		c.http(segments)
	default:
		c.wrong("another host")
	}
}

// query checks that a query has these names and no other, each once.
func (c checker) query(raw string, want map[string]string, may ...string) {
	c.t.Helper()
	got, err := url.ParseQuery(raw)
	if err != nil {
		c.wrong("%v", err)
	}
	for name, values := range got {
		value, ok := want[name]
		switch {
		case len(values) != 1:
			c.wrong("%s has %d values", name, len(values))
		case ok && values[0] != value:
			c.wrong("%s is %q, want %q", name, values[0], value)
		case !ok && !slices.Contains(may, name):
			c.wrong("%s is no name of the file's", name)
		}
		delete(want, name)
	}
	for name := range want {
		c.wrong("no %s", name)
	}
}

var ours = []string{"ROBOT_USER", "ROBOT_ISSUE", "ROBOT_COMMENT_URL", "ROBOT_REF"}

func (c checker) drone(segments []string) {
	c.t.Helper()
	if len(segments) < 5 || strings.Join(segments[:5], "/") != "/api/repos/acme/widgets" || len(segments) > 8 {
		c.wrong("not of this repository")
	}
	if c.r.Method == http.MethodGet {
		c.query(c.r.URL.RawQuery, map[string]string{}, "page", "per_page", "limit", "branch")
		return
	}
	want := map[string]map[string]string{
		"promote1": {"target": "dev", "P": c.a, "Q": "x" + c.b + "y"}, "promote2": {"target": c.b, "P": c.title}, "promote3": {"target": "dev", "P": c.a},
		"build1": {"branch": c.a, "commit": c.b, "P": c.branch}, "build2": {"P": c.a, "Q": c.b},
		"rollback1": {"target": c.b, "P": c.b},
	}[c.command]
	may := append([]string{"branch", "commit"}, ours...)
	for name, value := range want { // what is left out is not sent
		if value == "" && (name == "branch" || name == "commit") {
			delete(want, name)
		}
	}
	c.query(c.r.URL.RawQuery, want, may...)
	if want == nil || len(c.body) > 0 || c.command == "promote2" && segments[6] != c.a {
		c.wrong("not what the file says")
	}
}

// names are the paths of all values of a JSON text: "inputs.one".
func names(value any, at string, all map[string]any) {
	switch v := value.(type) {
	case map[string]any:
		for name, one := range v {
			names(one, at+"."+name, all)
		}
	case []any:
		for i, one := range v {
			names(one, fmt.Sprintf("%s.%d", at, i), all)
		}
	default:
		all[strings.TrimPrefix(at, ".")] = v
	}
}

// json checks that a body has these values and no other.
func (c checker) json(want map[string]any, may ...string) {
	c.t.Helper()
	var value any
	got := map[string]any{}
	if err := json.Unmarshal(c.body, &value); err != nil {
		c.wrong("%v", err)
	}
	names(value, "", got)
	maps.DeleteFunc(got, func(name string, _ any) bool {
		_, wanted := want[name]
		return !wanted && slices.ContainsFunc(may, func(m string) bool { return name == m || strings.HasPrefix(name, m+".") })
	})
	if !reflect.DeepEqual(got, want) {
		c.wrong("got %q, want %q", got, want)
	}
}

func (c checker) github(segments []string) {
	c.t.Helper()
	path := strings.Join(segments, "/")
	rest, ok := strings.CutPrefix(path, "/repos/acme/widgets/")
	if !ok {
		c.wrong("not of this repository")
		return
	}
	what := strings.Split(rest, "/")
	if what[0] == "git" && !strings.HasPrefix(rest, "git/ref/heads/") {
		c.lock(rest)
		return
	}
	if c.r.Method == http.MethodGet {
		counts := map[string]int{ // a branch's name has slashes
			"contents": 4, "pulls": 2, "labels": 2, "issues": 3, "actions": 2, "compare": 2, "commits": 2, "git": 4 + strings.Count(c.a, "/")}
		if most, known := counts[what[0]]; !known || len(what) > most {
			c.wrong("another resource")
		}
		c.query(c.r.URL.RawQuery, map[string]string{}, "ref", "per_page", "page")
		return
	}
	if c.r.URL.RawQuery != "" {
		c.wrong("a query")
	}
	one, two := map[string]any{"ref": "main", "inputs.one": c.a}, map[string]any{"ref": "main", "inputs.one": c.b}
	may := []string{"return_run_details"}
	switch {
	case rest == "actions/workflows/deploy.yml/dispatches" && c.command == "workflow1":
		one["inputs.two"] = "x" + c.b + "y" + c.branch
		c.json(one, may...)
	case rest == "actions/workflows/deploy.yml/dispatches" && c.command == "run1":
		one["inputs.two"] = c.b
		c.json(one, may...)
	case len(what) == 4 && what[1] == "workflows" && (c.command == "workflow2" || c.command == "run2"):
		c.json(two, may...)
		if name, _ := url.PathUnescape(what[2]); name != c.a && name != c.a+".yml" && name != c.a+".yaml" {
			c.wrong("the file is %q", name)
		}
	case rest == "dispatches" && c.command == "dispatch1":
		c.json(map[string]any{"event_type": "fixed", "client_payload.one": c.a, "client_payload.more.two": "x" + c.b + "y",
			"client_payload.more.list.0": c.a, "client_payload.more.list.1": 1.0, "client_payload.more.list.2": c.title}, "client_payload.robot")
	case rest == "dispatches" && c.command == "dispatch2":
		c.json(map[string]any{"event_type": c.a, "client_payload.one": c.b}, "client_payload.robot")
	case rest == "issues/17/labels" && c.command == "label1":
		c.list("", "fixed", c.a)
	case rest == "issues/17/assignees" && c.command == "label1" && c.r.Method == http.MethodPost:
		c.list("assignees", c.a)
	case rest == "issues/17/assignees" && c.command == "label1":
		c.list("assignees", c.b)
	case len(what) == 4 && strings.HasPrefix(rest, "issues/17/labels/") && c.command == "label1" && c.r.Method == http.MethodDelete:
		if name, _ := url.PathUnescape(what[3]); !strings.EqualFold(name, strings.TrimSpace(c.b)) {
			c.wrong("the label is %q", name)
		}
	default:
		c.wrong("not what the file says")
	}
}

// list checks that a body is a list of some of these words, and nothing else.
func (c checker) list(key string, words ...string) {
	c.t.Helper()
	got := map[string]any{}
	var value any
	_ = json.Unmarshal(c.body, &value)
	if table, ok := value.(map[string]any); ok && key != "" && len(table) == 1 {
		value = table[key]
	}
	names(value, "", got)
	if len(got) > len(words) {
		c.wrong("%d words", len(got))
	}
	for _, word := range got {
		if text, ok := word.(string); !ok || !slices.ContainsFunc(words, func(w string) bool {
			return strings.EqualFold(strings.TrimPrefix(strings.TrimSpace(w), "@"), strings.TrimPrefix(text, "@"))
		}) {
			c.wrong("%q is none of %q", word, words)
		}
	}
}

func (c checker) http(segments []string) {
	c.t.Helper()
	headers := []string{"User-Agent", "Accept", "Content-Type"}
	count, query, kind := 4, map[string]string{}, ""
	switch c.command {
	case "http1":
		query = map[string]string{"fixed": "1", "q": c.a, "r": "x" + c.title}
		kind = "application/json"
		headers = append(headers, "Authorization", "X-Fixed", "X-Robot-Signature-256")
		if c.r.Header.Get("Authorization") != "Bearer t0ken" || c.r.Header.Get("X-Fixed") != "{{a}}" {
			c.wrong("headers %q", c.r.Header)
		}
		c.json(map[string]any{"one": c.a, "more.two": "x" + c.b + "y", "more.list.0": c.b, "more.list.1": true})
		c.segment(segments, 2, c.a)
		c.segment(segments, 3, "y-"+c.b+"-z")
	case "http2":
		count, query, kind = 2, map[string]string{c.a: ""}, "application/x-www-form-urlencoded"
		c.query(string(c.body), map[string]string{"one": c.a, "two": "x" + c.b + "y"})
		if c.r.URL.Host != "hooks.example.com:8443" {
			c.wrong("another port")
		}
		if c.a == "" {
			query = map[string]string{}
		}
	case "http3":
		count = 3
		c.segment(segments, 1, c.a+c.b)
		c.segment(segments, 2, c.branch)
	default:
		c.wrong("it calls nobody")
	}
	if len(segments) != count {
		c.wrong("%d segments, want %d", len(segments), count)
	}
	c.query(c.r.URL.RawQuery, query)
	if c.r.Header.Get("Content-Type") != kind {
		c.wrong("content type %q", c.r.Header.Get("Content-Type"))
	}
	for name, values := range c.r.Header {
		if !slices.Contains(headers, name) || len(values) != 1 {
			c.wrong("the header %s: %q", name, values)
		}
	}
}

func (c checker) segment(segments []string, i int, want string) {
	c.t.Helper()
	if i >= len(segments) {
		return // is said already
	}
	if got, _ := url.PathUnescape(segments[i]); got != want {
		c.wrong("the segment %d is %q, want %q", i, got, want)
	}
}

// TestFill: with harmless words, every command gets to what it is for.
func TestFill(t *testing.T) {
	got := map[string][]string{}
	for _, words := range [][2]string{{"42", "dev"}, {"main", "b5f61dab1d0c13e53370598cb83859f979ee91df"}} {
		for name, calls := range fillAll(t, words[0], words[1], "a title", "a-branch") {
			if len(calls) > len(got[name]) {
				got[name] = calls
			}
		}
	}
	for name, want := range map[string]string{
		"promote1": "POST drone.example.com/api/repos/acme/widgets/builds/42/promote", "promote2": "POST drone.example.com/api/repos/acme/widgets/builds/42/promote", "promote3": "POST drone.example.com/api/repos/acme/widgets/builds/42/promote",
		"build1": "POST drone.example.com/api/repos/acme/widgets/builds", "build2": "POST drone.example.com/api/repos/acme/widgets/builds",
		"workflow1": "POST api.github.com/repos/acme/widgets/actions/workflows/deploy.yml/dispatches", "workflow2": "POST api.github.com/repos/acme/widgets/actions/workflows/42.yml/dispatches",
		"run1": "POST api.github.com/repos/acme/widgets/actions/workflows/deploy.yml/dispatches", "run2": "POST api.github.com/repos/acme/widgets/actions/workflows/42.yml/dispatches",
		"dispatch1": "POST api.github.com/repos/acme/widgets/dispatches", "dispatch2": "POST api.github.com/repos/acme/widgets/dispatches",
		"http1": "POST hooks.example.com/x/42/y-dev-z", "http2": "POST hooks.example.com:8443/x", "http3": "DELETE hooks.example.com/42dev/a-branch",
		"label1": "POST api.github.com/repos/acme/widgets/issues/17/labels",
	} {
		if !slices.Contains(got[name], want) {
			t.Errorf("%s: %q, want %s", name, got[name], want)
		}
	}
	t.Log(got)
}

// FuzzFill: nothing that a commenter writes, or who opened the issue or named the branch,
// gets out of its place: into a key, a host, a header, another argument or parameter.
func FuzzFill(f *testing.F) {
	for _, s := range [][4]string{
		{"42", "dev", "a title", "a-branch"}, {"", "", "", ""}, {"{b}", "{user}", "{a}", "{{a}}"}, {"../..", "..", "/", "."},
		{"a/b?c=d#e", "x&target=prod", "P=1&P=2", "refs/heads/a"}, {"a\r\nX-Evil: 1", "\n", "\x00", "\u2028"}, {"%2e%2e%2f", "%00", "%", "a%2Fb"},
		{"\"},\"x\":{\"", "\\", "null", "[]"}, {"@evil.example.com", "evil.example.com:80", "//evil.example.com", "https://evil.example.com"},
		{"a,b", "a b", "a;b", "a+b"}, {"prod", "main", "$TOKEN", "${TOKEN}"}, {"41", "DEV", "=", "&"}, {"deploy.yml", "one=two", "<!-- -->", "@bob"},
	} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	f.Fuzz(func(t *testing.T, a, b, title, branch string) {
		for _, text := range []string{a, b, title, branch} {
			if !utf8.ValidString(text) { // GitHub's JSON has no such text
				t.Skip()
			}
		}
		fillAll(t, a, b, title, branch)
	})
}
