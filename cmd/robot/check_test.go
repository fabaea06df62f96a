package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/config"
)

const ownSamples = "../internal/config/testdata/samples/"

func inFolder(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

const small = "commands:\n  hook: { uses: http, with: { url: 'https://hooks.example.com/secret-path', secret: $HOOK } }\nin_repo: { allow: workflow }\n"

func TestCheck(t *testing.T) {
	both, err := filepath.Abs(ownSamples + "both")
	if err != nil {
		t.Fatal(err)
	}
	inFolder(t, map[string]string{
		"robot.yml":         small,
		"empty.yml":         "",
		"wrong.yml":         "lang: de\nuse: [halp]\ncommands:\n  a: {uses: b}\n  c: {uses: workflow}\n",
		"bidi.yml":          "lang: \"\\u202e\"\n",
		"targets.yml":       "use: [promote]\ntargets: { prod: { needs: admin }, Prod: { needs: admin } }\n",
		".github/robot.yml": "commands:\n  e2e: { uses: workflow, with: { file: e2e.yml } }\n",
		"no/robot.yml":      "lang: zh\nuse: [help]\n",
	})
	for _, row := range []struct {
		args, env, in string
		code          int
		out, errs     string
	}{
		{"check", "", "", 0, "robot.yml: 1 command, no mistakes\nrobot.yml: it takes $HOOK from the environment: not set here\n", ""},
		{"check", "HOOK=x", "", 0, "robot.yml: 1 command, no mistakes\n", ""},
		{"check --env", "HOOK=x", "", 0, "robot.yml: 1 command, no mistakes\n", ""},
		{"check --env", "", "", 1, "robot.yml: 1 command, no mistakes\nrobot.yml: it takes $HOOK from the environment: not set here\n", ""},
		{"check --env --json", "", "", 1, "[]\n", ""},
		{"check", "ROBOT_CONFIG=empty.yml", "", 0, "empty.yml: 0 commands, no mistakes\n", ""},
		{"check robot.yml", "ROBOT_CONFIG=wrong.yml", "", 0, "robot.yml: 1 command, no mistakes\nrobot.yml: it takes $HOOK from the environment: not set here\n", ""},
		{"check -", "", "lang: de\n", 1, "standard input:1:7: want one of en, zh here, not \"de\"\n", ""},
		{"check targets.yml", "", "", 1, "targets.yml:2:36: targets: \"prod\" and \"Prod\" are one target: a rule does not tell capital letters from small ones\n", ""},
		{"check bidi.yml", "", "", 1, `bidi.yml:1:7: want one of en, zh here, not "\u202e"` + "\n", ""},
		{"check no/such.yml", "", "", 1, "", "robot: no/such.yml: no such file\n"},
		{"check no", "", "", 1, "", "is a directory"},
		{"check --central robot.yml", "", "", 1, "", "--central is for --repository"},
		{"check --repository", "", "", 0, ".github/robot.yml: 1 command, no mistakes\n", ""},
		{"check --repository --central no/robot.yml", "", "", 1, "", "no/robot.yml has no in_repo: repositories cannot add commands"},
		{"check --repository --central wrong.yml", "", "", 1, "", "the robot's own file has mistakes: robot check wrong.yml"},
		{"check --repository --central " + both + "/robot.yml " + both + "/.github/robot.yml", "", "", 0, "robot.yml: 2 commands, no mistakes\n", ""},
		{"check --repository wrong.yml", "", "", 1, "wrong.yml:2:1: \"use\" is not known here", ""},
	} {
		name, value, _ := strings.Cut(row.env, "=")
		got := play(t, map[string]string{name: value}, row.in, strings.Fields(row.args)...)
		if got.code != row.code || !strings.Contains(got.out, row.out) || row.out == "" && got.out != "" || !strings.Contains(got.errs, row.errs) {
			t.Errorf("robot %s: %+v, want %+v", row.args, got, row)
		}
	}
	got := play(t, nil, "", "check", "--json", "wrong.yml")
	var problems config.Problems
	if err := json.Unmarshal([]byte(got.out), &problems); err != nil || len(problems) != 4 || problems[3] != (config.Problem{File: "wrong.yml", Line: 5, Column: 6, Text: "file is missing: its file in .github/workflows", Command: "c"}) {
		t.Errorf("%+v %v", problems, err)
	}
	if got := play(t, nil, "", "check", "wrong.yml"); strings.Count(got.out, "\nwrong.yml:") != 3 || got.code != 1 {
		t.Errorf("%+v", got)
	}
	t.Chdir(t.TempDir())
	if got := play(t, nil, "", "check"); got.code != 1 || got.errs != "robot: there is no robot.yml here: name a file, or set ROBOT_CONFIG\n" {
		t.Errorf("%+v", got)
	}
}

func TestHelp(t *testing.T) {
	both := ownSamples + "both/robot.yml"
	markdown := play(t, nil, "", "help", "--config", both, "--markdown")
	for _, want := range []string{
		"| command | what it does | needs |\n|---|---|---|\n",
		"| `/accept` | 接受这个问题，并自己处理 | triage or author |\n",
		"| `/deploy <dev\\|staging\\|prod>` |",
		"\n\n## `/deploy`\n\n`/deploy <dev|staging|prod>`\n\n用 Drone 把最新的成功构建部署到某个环境\n\nNeeds write.\n\nFor example:\n\n- `/deploy dev`\n\nAlso known as `/d`.\n\n" +
			"| argument | what it may be | if left out |\n|---|---|---|\n| `target` | one of `dev`, `staging`, `prod` | it has to be given |\n\n" +
			"Uses `drone_promote`, to promote a Drone build to a target: `{target}`.\n\n## `/e2e`\n",
		"Bots that may say it: `release-please[bot]`.\n\nUses `/run release channel=stable`.\n",
		"| `version` | any word | `{form.version}` |",
		"Uses `http`, to call an HTTP endpoint: `https://hooks.example.com`.",
		"`sha=abc1234`",
	} {
		if !strings.Contains(markdown.out, want) {
			t.Errorf("no %q in\n%s", want, markdown.out)
		}
	}
	for _, not := range []string{"SECRET", "TOKEN", "/api/repos", "\n\n\n", "`/d` |"} {
		if strings.Contains(markdown.out, not) {
			t.Errorf("%q is in it", not)
		}
	}
	text := play(t, map[string]string{"ROBOT_CONFIG": both}, "", "help")
	if text.code != 0 || !strings.Contains(text.out, "/deploy <dev|staging|prod>  ·  ") || strings.ContainsAny(text.out, "`#") {
		t.Errorf("%+v", text)
	}
	t.Chdir(t.TempDir())
	if got := play(t, nil, "", "help"); got.code != 0 || !strings.Contains(got.out, "/promote [build] <target> [KEY=value …]") {
		t.Errorf("%+v", got)
	}
	if got := play(t, nil, "", "help", "--config", "none.yml"); got.code != 1 || got.errs != "robot: none.yml: no such file\n" {
		t.Errorf("%+v", got)
	}
	if got := play(t, map[string]string{"ROBOT_CONFIG": "none.yml"}, "", "help"); got.code != 1 {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile("robot.yml", []byte("lang: de\nuse: halp\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := play(t, nil, "", "help"); got.code != 1 || got.errs != "robot: robot.yml has 2 mistakes: robot check robot.yml\n" {
		t.Errorf("%+v", got)
	}
}
