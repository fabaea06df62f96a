package sandbox_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestLocal: who calls this machine by a name that is not its own is refused, and what a page
// elsewhere posts, too.
func TestLocal(t *testing.T) {
	w := start(t)
	for host, want := range map[string]int{
		"127.0.0.1:9000": 200, "127.0.0.1": 200, "localhost:1": 200, "LOCALHOST": 200, "[::1]:9000": 200, "[::1]": 200,
		"evil.example.com": 403, "evil.example.com:9000": 403, "127.0.0.1.evil.example.com": 403, "localhost.evil.example.com:9000": 403,
		"": 403, ":9000": 403, "192.168.0.1": 403, "0.0.0.0:9000": 403, "127.0.0.1:9000:1": 403, "localhost.": 403,
	} {
		for name, h := range map[string]http.Handler{"front": w.Front(), "drone": w.DroneAPI()} {
			if got := get(t, h, host, "/healthz"); got != want {
				t.Errorf("%s at the %s: %d, want %d", host, name, got, want)
			}
		}
	}
	r, err := http.NewRequest("POST", w.DroneURL()+"/api/repos/acme/widgets/builds/42/promote?target=dev&access_token=sandbox-alice", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if status, _ := do(t, r); status != 403 || w.builds() != 1 {
		t.Errorf("%d", status)
	}
}

func do(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// TestPaths: the function is there as a platform sees it.
func TestPaths(t *testing.T) {
	w := start(t)
	for path, want := range map[string]int{
		"GET /healthz": 200, "POST /initialize": 200, "GET /pre-stop": 200, "GET /": 200, "POST /github": 415, "POST /": 415, "POST /drone": 401,
		"GET /nothing": 404, "GET /api/v3/user": 401, "GET /api/v3/nothing": 501,
	} {
		method, rest, _ := strings.Cut(path, " ")
		r, err := http.NewRequest(method, w.GitHubURL()+rest, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, body := do(t, r); got != want {
			t.Errorf("%s: %d %s, want %d", path, got, body, want)
		}
	}
	if n := len(w.Deliveries()); n != 3 {
		t.Errorf("%d deliveries", n)
	}
}

// TestTokens: in here everybody is who they say, at both platforms.
func TestTokens(t *testing.T) {
	w := start(t)
	api := w.GitHubURL() + "/api/v3/"
	client, err := github.NewClient(github.WithURLs(&api, &api), github.WithAuthToken("sandbox-alice"))
	if err != nil {
		t.Fatal(err)
	}
	if me, _, err := client.Users.Get(t.Context(), ""); err != nil || me.GetLogin() != "alice" {
		t.Errorf("alice is %v, %v", me, err)
	}
	for _, row := range []struct {
		token  string
		status int
	}{{"sandbox-drone", 200}, {"sandbox-sealrobot", 200}, {"sandbox-alice", 200}, {"sandbox-stranger", 404}, {"sandbox-nobody-yet", 404}, {"wrong", 401}} {
		r, err := http.NewRequest("POST", w.DroneURL()+"/api/repos/acme/widgets/builds/42/promote?target=dev", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+row.token)
		if status, body := do(t, r); status != row.status {
			t.Errorf("%s: %d %s, want %d", row.token, status, body, row.status)
		}
	}
}

// TestTooManyPeople: whoever comes when there are a thousand is nobody; who is there, stays.
func TestTooManyPeople(t *testing.T) {
	w := start(t)
	me := func(token string) int {
		t.Helper()
		r, err := http.NewRequest("GET", w.GitHubURL()+"/api/v3/user", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		status, _ := do(t, r)
		return status
	}
	for i := range 1000 - len(w.People()) - 1 { // and the robot
		if status := me(fmt.Sprint("sandbox-somebody-", i)); status != 200 {
			t.Fatalf("somebody-%d: %d", i, status)
		}
	}
	for token, want := range map[string]int{"sandbox-late": 401, "sandbox-somebody-0": 200, "sandbox-alice": 200, "sandbox-sealrobot": 200, "sandbox-drone": 200} {
		if status := me(token); status != want {
			t.Errorf("%s: %d, want %d", token, status, want)
		}
	}
}

// TestOverTheWire: what a robot needs beside issues is there, too: refs and GraphQL.
func TestOverTheWire(t *testing.T) {
	w := start(t)
	api := w.GitHubURL() + "/api/v3/"
	client, err := github.NewClient(github.WithURLs(&api, &api), github.WithAuthToken("sandbox-"+w.Robot()))
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	main, _, err := client.Git.GetRef(ctx, "acme", "widgets", "heads/main")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.Git.CreateRef(ctx, "acme", "widgets", github.CreateRef{Ref: "refs/robot/locks/a%2Fb", SHA: main.GetObject().GetSHA()}); err != nil {
		t.Error(err)
	}
	r, err := http.NewRequest("POST", w.GitHubURL()+"/api/graphql", bytes.NewReader([]byte(`{"query":"{lastEditedAt}","variables":{"id":"x"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer sandbox-"+w.Robot())
	if status, body := do(t, r); status != 200 || !strings.Contains(body, "NOT_FOUND") {
		t.Errorf("%d %s", status, body)
	}
}

// TestActs: what somebody does is told of, by whatever way; what is refused, and what only
// looks, is not.
func TestActs(t *testing.T) {
	w := start(t)
	var begun, done []string
	word := func(a sandbox.Act) string {
		if a.Configuration != nil {
			return "robot.yml"
		}
		return strings.TrimSpace(a.By + " " + a.Method + " " + a.Path + " " + string(a.Body) + string(a.Switch))
	}
	w.OnAct(func(a sandbox.Act) { begun = append(begun, word(a)) }, func(a sandbox.Act) { done = append(done, word(a)) })
	w.say("alice", "hello")
	if _, _, err := w.As("stranger").Issues.AddLabelsToIssue(t.Context(), "acme", "widgets", 17, []string{"x"}); err == nil {
		t.Error("a stranger may label")
	}
	r, err := http.NewRequest("POST", w.GitHubURL()+"/api/v3/repos/acme/widgets/issues/17/labels", strings.NewReader(`["kind/bug"]`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "token sandbox-triager")
	do(t, r)
	w.Turn(sandbox.Late, true)
	w.Configure("use: [help]")
	w.Configure("use: [")
	w.say("owner", "/help")
	want := []string{
		`alice POST /repos/acme/widgets/issues/17/comments {"body":"hello"}`,
		`triager POST /repos/acme/widgets/issues/17/labels ["kind/bug"]`,
		"late", "robot.yml",
		`owner POST /repos/acme/widgets/issues/17/comments {"body":"/help"}`,
	}
	for i := range done {
		done[i] = strings.ReplaceAll(done[i], "\n", "")
	}
	if strings.Join(done, "\n") != strings.Join(want, "\n") || len(begun) != len(want)+2 {
		t.Errorf("%q\nwant %q\n%d began", done, want, len(begun))
	}
}
