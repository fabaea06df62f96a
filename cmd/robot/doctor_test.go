package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/fanux/robot/cmd/internal/setup"
)

func TestDoctor(t *testing.T) {
	s := newSite(t)
	s.repo.Workflow("deploy.yml", "")
	s.says("doctor acme/widgets", 1, "FAIL  webhook ", "acme/widgets: no webhook of the repository's own tells the robot of comments", "→ robot hook install acme/widgets --url the function's address", " 1 failures")
	s.says("hook install acme/widgets --url URL", 0)
	s.says("doctor acme/widgets --url URL", 0, "ok    github ", "ok    config            there is no robot.yml", "ok    token             the robot is mona (User)", "warn  function ", "which GitHub does not reach", "ok    function ", "ok    function-clock ", "ok    function-secret ", "note  function-github ", "comment /help once", "note  drone ", " 1 warnings, 0 failures")
	var found []setup.Finding
	if p := s.says("doctor acme/widgets --json", 0); json.Unmarshal([]byte(p.out), &found) != nil || len(found) < 10 || found[len(found)-1].Check != "drone" {
		t.Errorf("%+v", p)
	}
	s.env["GITHUB_USER"] = "mona"
	s.says("doctor", 1, "FAIL  settings ", "GITHUB_PASSWD: set it too", "note  github            not checked")
	s.says("doctor widgets", 2, "want OWNER/REPO")
}

// TestDoctorReadsTheFile: the one that is asked for, ROBOT_CONFIG, or robot.yml here, as robot
// check does; --json has the same lines.
func TestDoctorReadsTheFile(t *testing.T) {
	s := newSite(t)
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("robot.yml", "use: [help]\nin_repo: { allow: [comment] }\n")
	write("other.yml", "use: [hlep]\n")
	s.repo.File(".github/robot.yml", "commands:\n  hi: { about: greet, uses: coment, with: { text: hi } }\n")
	s.says("doctor acme/widgets", 1, "ok    config            robot.yml: no mistakes", "commands: /help",
		"FAIL  in-repo           acme/widgets: .github/robot.yml:2:29: ", "coment", "→ correct it; in a checkout of it, robot check --repository .github/robot.yml looks again")
	s.says("doctor --config other.yml", 1, `FAIL  config            other.yml:1:7: use: "hlep" is no built-in command`, "→ correct it; robot check other.yml looks again")
	s.env["ROBOT_CONFIG"] = "other.yml"
	var found []setup.Finding
	if p := s.says("doctor --json", 1); json.Unmarshal([]byte(p.out), &found) != nil || found[0].Check != "config" || found[0].State != setup.Fail || found[0].Remedy == "" {
		t.Errorf("%+v", p)
	}
	s.says("doctor --config missing.yml", 1, "FAIL  settings          ROBOT_CONFIG: missing.yml cannot be read")
}
