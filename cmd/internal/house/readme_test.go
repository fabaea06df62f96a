package house

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

var update = flag.Bool("update", false, "write the command table into the README")

var tableInReadme = regexp.MustCompile(`(?s)(<!-- commands -->\n).*(<!-- /commands -->)`)

// TestReadmesTable: the commands in the README are those that are built in.
func TestReadmesTable(t *testing.T) {
	mux, err := processors.All()
	if err != nil {
		t.Fatal(err)
	}
	readme := read(t, "README.md")
	fresh := tableInReadme.ReplaceAllString(readme, "${1}"+strings.ReplaceAll(issue.Table(mux.Commands()), "$", "$$")+"${2}")
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(fresh, readme); diff != "" {
		t.Errorf("the README's table is stale; go test ./cmd/internal/house -update writes it:\n%s", diff)
	}
}

// TestReadme does what the README says, in its order: it starts the sandbox with make
// run, the robot that it adds in Go included, and comments.
func TestReadme(t *testing.T) {
	var run, commented []string
	var program, entry, configuration string
	for _, b := range blocksOf(t, "README.md") {
		switch {
		case b.held(t):
		case b.language == "yaml" && strings.Contains(b.text, "commands:\n  "):
			configuration = filepath.Join(t.TempDir(), "robot.yml")
			if err := os.WriteFile(configuration, []byte(b.text), 0o644); err != nil {
				t.Fatal(err)
			}
		case b.mark == "with the robot.yml above":
			for line := range strings.Lines(b.text) {
				run := exec.Command("bash", "-c", strings.ReplaceAll(line, "robot.yml", configuration))
				run.Dir = root
				if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), "commands") && !strings.Contains(string(out), "`/release <version>`") {
					t.Errorf("%s: %v\n%s", line, err, out)
				}
			}
		case b.language == "go" && b.mark == "":
			program = b.text
		case b.language == "go" && b.mark == "in the table":
			entry = b.text
		case strings.HasPrefix(b.text, "make run"):
			run = append(run, strings.TrimSpace(b.text))
		case strings.HasPrefix(b.text, "go run ./cmd/robot say"):
			commented = append(commented, strings.Split(strings.TrimSpace(b.text), "\n")...)
		default:
			t.Errorf("who runs this block of the README?\n%s", b.text)
		}
	}
	if len(run) != 1 || len(commented) < 3 || program == "" || entry == "" {
		t.Fatalf("the README has %q, %q, a program of %d bytes and %q", run, commented, len(program), entry)
	}

	t.Setenv("GOFLAGS", "-overlay="+overlay(t, program, entry))
	t.Setenv("ROBOT_SANDBOX", sandbox(t, run[0]))
	for _, line := range append(commented, "go run ./cmd/robot say '/roll 20'") {
		say := exec.Command("bash", "-c", line)
		say.Dir = root
		out, err := say.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "sealrobot:") && !strings.HasSuffix(strings.TrimSpace(string(out)), "🚀") {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
		if strings.Contains(line, "/roll") && !strings.Contains(string(out), "🎲") {
			t.Errorf("%s: no die was thrown:\n%s", line, out)
		}
	}
}

// overlay is the house with what the README adds to it, for go's -overlay.
func overlay(t *testing.T, program, entry string) string {
	t.Helper()
	const list, promoteEntry = "processors/processors.go", "{\"promote\", withDrone(drone_promote.New)},\n"
	changed := strings.Replace(read(t, list), promoteEntry, promoteEntry+entry, 1)
	changed = strings.Replace(changed, "\"github.com/fanux/robot/issue\"\n", "\"github.com/fanux/robot/issue\"\n\t\"github.com/fanux/robot/processors/roll\"\n", 1)
	dir, here := t.TempDir(), abs(t, root)
	replace := map[string]string{}
	for name, text := range map[string]string{"processors/roll/roll.go": program, list: changed} {
		file := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(here, name)] = file
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// sandbox starts the README's command on a free port, and returns its address.
func sandbox(t *testing.T, command string) string {
	t.Helper()
	run := exec.Command("bash", "-c", command)
	run.Dir, run.Stderr = root, os.Stderr
	run.Env = append(os.Environ(), "PORT=0")
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // make, go run and the sandbox end together
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-run.Process.Pid, syscall.SIGKILL)
		run.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if found := address.FindString(lines.Text()); found != "" {
			go func() { // its pipe must not fill up
				for lines.Scan() {
				}
			}()
			return found
		}
	}
	t.Fatalf("%s ended", command)
	return ""
}

func abs(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadmesPromises: what the README names beside a promise is there.
func TestReadmesPromises(t *testing.T) {
	var all strings.Builder
	for _, source := range parse(t) {
		if source.test() {
			all.WriteString(read(t, source.path))
		}
	}
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(read(t, "README.md"), -1)
	if len(named) < 10 {
		t.Errorf("the README names %d tests", len(named))
	}
	for _, m := range named {
		if !strings.Contains(all.String(), "func "+m[1]+"(t *testing.T)") {
			t.Errorf("there is no %s", m[1])
		}
	}
}
