package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/setup"
)

// TestAppManifest: it needs no account, and follows what is on.
func TestAppManifest(t *testing.T) {
	file := filepath.Join(t.TempDir(), "robot.yml")
	if err := os.WriteFile(file, []byte("use: [help, drone]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		args, drone                string
		actions, contents, webhook string
		said                       string
	}{
		{"", "", "write", "read", "", "--locks"},
		{"--url https://robot.example.com", "", "write", "read", "https://robot.example.com", "--locks"},
		{"", "https://drone.example.com", "write", "read", "", "--locks"},
		{"--locks", "https://drone.example.com", "write", "write", "", ""},
		{"--config " + file, "", "", "read", "", "--locks"},
		{"--config " + file + " --locks", "", "", "write", "", ""},
	} {
		got := play(t, map[string]string{"DRONE_SERVER": row.drone}, "", append([]string{"app", "manifest"}, strings.Fields(row.args)...)...)
		var m setup.Manifest
		if err := json.Unmarshal([]byte(got.out), &m); err != nil || got.code != 0 {
			t.Fatalf("%s: %v, %+v", row.args, err, got)
		}
		hook := ""
		if m.Hook != nil {
			hook = m.Hook.URL
		}
		if m.Permissions["actions"] != row.actions || m.Permissions["contents"] != row.contents || hook != row.webhook || m.Public || (row.said == "") != (got.errs == "") || !strings.Contains(got.errs, row.said) {
			t.Errorf("%s: %+v", row.args, got)
		}
	}
	for text, said := range map[string]string{
		"use: [triage]\n":           "robot: it asks for Contents: read and write, with which the robot could write code: /merge needs it\n",
		"use: [label, close, cc]\n": "",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := play(t, nil, "", "app", "manifest", "--config", file); got.code != 0 || got.errs != said {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if got := play(t, nil, "", "app", "manifest", "--link", "--name", "seal", "--org", "acme"); got.code != 0 || !strings.HasPrefix(got.out, "https://github.com/organizations/acme/settings/apps/new?") || !strings.Contains(got.out, "&name=seal&") {
		t.Errorf("%+v", got)
	}
	if got := play(t, nil, "", "app", "manifest", "--config", "/no/such/file"); got.code != 1 {
		t.Errorf("%+v", got)
	}
	if got := play(t, nil, "", "app", "manifest", "--url", "robot"); got.code != 2 {
		t.Errorf("%+v", got)
	}
}

// TestClaimRace: it says what it writes, and how GitHub answered.
func TestClaimRace(t *testing.T) {
	s := newSite(t)
	s.repo.Open(17, "alice", "Widgets wobble", "They do.")
	s.says("doctor --claim-race acme/widgets#17", 0, "writes one comment on acme/widgets#17", "GitHub's claim is a test-and-set: 1 × 201, 49 × 200")
	s.says("doctor --claim-race acme/widgets#17 --json", 0, `{"statuses":{"200":49,"201":1},"good":true,"verdict":"GitHub's claim is`)
	s.gh.RacyReactions.Store(true)
	s.says("doctor --claim-race acme/widgets#17", 1, "two instances could run one comment: GitHub told")
	s.says("doctor --claim-race acme/widgets", 2, "OWNER/REPO#ISSUE")
	s.says("doctor --claim-race acme/widgets#18", 1, "acme/widgets: GitHub answered 404")
	if left := s.repo.Issue(17).By("mona"); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
