package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// block is a command, a program or what is printed, on a page, and the comment before it.
type block struct{ mark, language, text string }

var blocks = regexp.MustCompile("(?m)(?:^ *<!-- (.*) -->\n)?^( *)```(\\w*)\n((?s:.*?))^ *```$")

func blocksOf(t *testing.T, page string) (list []block) {
	t.Helper()
	for _, m := range blocks.FindAllStringSubmatch(read(t, page), -1) {
		var text strings.Builder
		for line := range strings.Lines(m[4]) {
			text.WriteString(strings.TrimPrefix(line, m[2]))
		}
		list = append(list, block{m[1], m[3], text.String()})
	}
	return list
}

// held does what a block's mark says, on whatever page it is; it reports whether there was
// something to do.
func (b block) held(t *testing.T) bool {
	t.Helper()
	switch file, is := strings.CutPrefix(b.mark, "in "); {
	case b.mark == "needs an account", b.mark == "on Drone's server", b.mark == "an example":
	case b.mark == "what is where":
		for _, name := range regexp.MustCompile(`\b[\w./]+(?:/|\.ya?ml)|cmd/\w+`).FindAllString(b.text, -1) {
			if _, err := os.Stat(filepath.Join(root, name)); err != nil {
				t.Error(err)
			}
		}
	case b.mark == "another robot.yml":
		file := filepath.Join(t.TempDir(), "robot.yml")
		if err := os.WriteFile(file, []byte(b.text), 0o644); err != nil {
			t.Fatal(err)
		}
		check := exec.Command("go", "run", "./cmd/robot", "check", file)
		check.Dir = root
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("robot check: %v\n%s", err, out)
		}
	case is && file != "the table":
		holds(t, file, b.text)
	case strings.HasPrefix(b.mark, "run by "):
		holds(t, strings.TrimPrefix(b.mark, "run by "), b.text)
	default:
		return false
	}
	return true
}

// holds reports a line of a block that a file does not have, too.
func holds(t *testing.T, file, text string) {
	t.Helper()
	content := read(t, file)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		// An address and a token are the only things that a test has of its own.
		line = regexp.MustCompile(`"(xxx|https://[^"]*)"`).ReplaceAllString(line, `""`)
		if !strings.Contains(content, line) {
			t.Errorf("%s does not have the line %q of a page", file, line)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
