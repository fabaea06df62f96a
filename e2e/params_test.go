package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fanux/robot/issue"
)

// TestSteering: parameters are environment variables of every step, of Drone's own git
// clone too. What some names would do is shown on the real runner; the robot refuses them.
func TestSteering(t *testing.T) {
	for _, test := range []struct {
		name   string
		params map[string]string
		status string // how the build ends where nobody refuses
		owned  bool   // it runs a command of the commenter's
	}{
		{"git", map[string]string{"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": "touch %s"}, "success", true},
		{"path", map[string]string{"PATH": "/nonexistent"}, "failure", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := begin(t, "article.yml")
			mark := filepath.Join(t.TempDir(), "owned")
			params, text := map[string]string{}, "/promote 1 dev"
			for name, value := range test.params {
				if value == "touch %s" {
					value = fmt.Sprintf(value, mark)
				}
				params[name] = value
				text += fmt.Sprintf(" %s=%q", name, value)
			}
			s.state(s.comment("alice", text), issue.Refused)
			s.count(1)
			owner, name := s.names()
			_, err := s.api.Promote(owner, name, 1, "dev", params)
			s.must(err)
			s.ends(2, test.status)
			if _, err := os.Stat(mark); (err == nil) != test.owned {
				t.Errorf("without the robot, a command ran: %v, want %v", err == nil, test.owned)
			}
		})
	}
}
