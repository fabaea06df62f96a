package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

func TestSweep(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "write")
	repo.Open(17, "alice", "t", "b")
	env := map[string]string{"GITHUB_TOKEN": gh.SignIn("sealrobot"), "GITHUB_API_URL": gh.URL, "GITHUB_WEBHOOK_SECRET": "a webhook secret that is long enough"}
	summary := func(got played) (done issue.Swept) {
		t.Helper()
		lines := strings.Split(strings.TrimSpace(got.out), "\n")
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &done); err != nil {
			t.Errorf("%+v: %v", got, err)
		}
		return done
	}
	repo.Comment(17, "alice", "/help")
	got := play(t, env, "", "sweep", "--repo", "acme/widgets")
	if done := summary(got); got.code != 0 || done.Run != 1 || strings.Count(got.out, "\n") != 1 || !strings.Contains(got.errs, "acme/widgets#17 alice: /help ran") {
		t.Errorf("%+v", got)
	}
	want := `{"redelivered":0,"run":0,"resumed":0,"updated":0,"calls":6}` + "\n"
	if got := play(t, env, "", "sweep", "--repo", "acme/widgets", "--url", "https://robot.example.com"); got.code != 0 || got.out != want {
		t.Errorf("%+v", got)
	}

	for range 9 {
		repo.Comment(17, "alice", "/help")
	}
	got = play(t, env, "", "sweep", "--repo", "acme/widgets", "--max-calls", "40", "--json", "--resume-after", "1s")
	if done := summary(got); got.code != 0 || done.Run == 0 || done.Run == 9 || done.Calls > 40 || strings.Count(got.out, "\n") != done.Run+2 || !strings.Contains(got.errs, "1s is taken for 1m") {
		t.Errorf("%+v", got)
	}
	got = play(t, env, "", "sweep", "--repo", "acme/widgets", "--max-calls", "30")
	if done := summary(got); got.code != 0 || done.Run == 0 || !strings.Contains(got.errs, fmt.Sprintf("(%d of 30): the rest next time", done.Calls)) {
		t.Errorf("%+v", got)
	}
	got = play(t, env, "", "sweep", "--repo", "acme/widgets", "--repo", "acme/gone")
	if done := summary(got); got.code != 1 || done.Run == 0 || !strings.Contains(got.errs, "GitHub answers 404 to GET /repos/acme/gone") {
		t.Errorf("%+v", got)
	}
}

func TestSweepUsage(t *testing.T) {
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").Grant("sealrobot", "write").Open(17, "alice", "t", "b")
	file := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte("repos: [acme/widgets]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"GITHUB_TOKEN": gh.SignIn("sealrobot"), "GITHUB_API_URL": gh.URL, "GITHUB_WEBHOOK_SECRET": "a webhook secret that is long enough"}
	for _, row := range []struct {
		args string
		code int
		want string
	}{
		{"", 2, "--repo OWNER/NAME"},
		{"--repo widgets", 2, "want OWNER/REPO"},
		{"--repo acme/widgets --since 0s", 2, "--since"},
		{"--repo acme/widgets --max-calls 0", 2, "--max-calls"},
		{"--repo acme/widgets --url robot", 2, "--url"},
		{"--repo other/widgets", 1, "404"},
	} {
		if got := play(t, env, "", append([]string{"sweep"}, strings.Fields(row.args)...)...); got.code != row.code || !strings.Contains(got.errs, row.want) {
			t.Errorf("sweep %s: %+v, want %d and %s", row.args, got, row.code, row.want)
		}
	}
	if got := play(t, nil, "", "sweep", "--repo", "acme/widgets"); got.code != 2 || !strings.Contains(got.errs, "GITHUB_WEBHOOK_SECRET") {
		t.Errorf("without settings: %+v", got)
	}
	env["ROBOT_CONFIG"] = file
	if got := play(t, env, "", "sweep"); got.code != 0 || !strings.Contains(got.out, `"calls":5}`) {
		t.Errorf("robot.yml's repositories: %+v", got)
	}
	if got := play(t, env, "", "sweep", "--repo", "other/widgets"); got.code != 1 || !strings.Contains(got.errs, "does not work in other/widgets") {
		t.Errorf("another: %+v", got)
	}
}
