package house

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const inChinese = ".zh-CN.md"

// pages are the README and those below docs, in English: "docs/deploy.md".
func pages(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	all := []string{"README.md"}
	for _, name := range list {
		english := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(name), inChinese), ".md") + ".md"
		all = append(all, "docs/"+english)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// translation is the name of a page in Chinese.
func translation(page string) string { return strings.TrimSuffix(page, ".md") + inChinese }

// TestPages does what the pages below docs say: it runs each block that no mark keeps it
// from, against make run where the block is about that, and sees what the block after it shows.
func TestPages(t *testing.T) {
	for _, name := range os.Environ() { // a reader's terminal, before anything is set
		name, _, _ = strings.Cut(name, "=")
		if ours.MatchString(name) {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	secret := make([]byte, 32)
	rand.Read(secret)
	s := &rehearsal{secret: hex.EncodeToString(secret)}
	for _, page := range pages(t) {
		if page == "README.md" {
			continue // TestReadme
		}
		printed, ran := "", false
		for _, b := range blocksOf(t, page) {
			if b.language == "text" && b.mark == "" {
				if !ran {
					t.Errorf("%s: what prints this?\n%s", page, b.text)
				}
				shows(t, page, printed, b.text)
				continue
			}
			if ran = false; b.held(t) {
				continue
			}
			end, ends := strings.CutPrefix(b.mark, "ends with ")
			switch {
			case b.language != "sh" || b.mark != "" && !ends:
				t.Errorf("%s: who runs this block (%q)?\n%s", page, b.mark, b.text)
			case b.text == "make run\n":
				s.start(t, b.text)
			case strings.HasPrefix(b.text, "make run "):
				for line := range strings.Lines(b.text) {
					sandbox(t, line) // with flags it is another one
				}
			default:
				if !ends {
					end = "0"
				}
				printed, ran = s.plays(t, page, b.text, end), true
			}
		}
	}
}

var ours = regexp.MustCompile(`^(GITHUB|DRONE|ROBOT|LOG|ROLE)_`)

// rehearsal is the sandbox that pages tell the reader to try things in.
type rehearsal struct{ secret, address string }

const example = "http://127.0.0.1:9000" // the sandbox's address, on the pages

func (s *rehearsal) start(t *testing.T, command string) {
	t.Helper()
	if s.address == "" {
		t.Setenv("GITHUB_WEBHOOK_SECRET", s.secret) // which it would make up, and print
		s.address = sandbox(t, command)
		os.Unsetenv("GITHUB_WEBHOOK_SECRET")
	}
}

// plays runs a block, and returns what it printed, with the addresses of the pages.
func (s *rehearsal) plays(t *testing.T, page, text, end string) string {
	t.Helper()
	if strings.Contains(text, example) {
		s.start(t, "make run")
	}
	replaced := strings.NewReplacer(example, s.address, "GITHUB_WEBHOOK_SECRET=…", "GITHUB_WEBHOOK_SECRET="+s.secret).Replace(text)
	run := exec.Command("bash", "-e", "-c", replaced)
	run.Dir = root
	run.Env = append(os.Environ(), "ROBOT_SANDBOX="+s.address)
	out, err := run.CombinedOutput()
	status := "0"
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		status = strings.TrimPrefix(failed.String(), "exit status ")
	} else if err != nil {
		t.Fatal(err)
	}
	if status != end {
		t.Errorf("%s: this ends with %s, not %s:\n%s%s", page, status, end, text, out)
	}
	host, exampleHost := strings.TrimPrefix(s.address, "http://"), strings.TrimPrefix(example, "http://")
	if host == "" {
		return string(out)
	}
	return strings.ReplaceAll(string(out), host, exampleHost)
}

// shows reports a line of a block that a program did not print; … is whatever is there.
func shows(t *testing.T, page, printed, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*")
		if !regexp.MustCompile(`(?m)^\s*` + pattern + `\s*$`).MatchString(printed) {
			t.Errorf("%s shows %q; printed is\n%s", page, line, printed)
		}
	}
}
