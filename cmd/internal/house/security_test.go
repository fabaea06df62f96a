package house

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// testsOf are all tests, "package Test".
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	for _, s := range parse(t) {
		if !s.test() {
			continue
		}
		for _, d := range s.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				tests[filepath.Base(filepath.Dir(s.path))+" "+f.Name.Name] = true
			}
		}
	}
	return tests
}

// TestFuzzers: each fuzzer stands in SECURITY.md.
func TestFuzzers(t *testing.T) {
	var told []string
	for _, d := range fuzzed {
		told = append(told, d.names()...)
	}
	for name := range testsOf(t) {
		if _, function, _ := strings.Cut(name, " "); strings.HasPrefix(function, "Fuzz") && !slices.Contains(told, name) {
			t.Errorf("nobody tells what %s is for", name)
		}
	}
}

// TestDefences: each of them names tests that there are.
func TestDefences(t *testing.T) {
	tests := testsOf(t)
	if len(classes) != 20 {
		t.Errorf("%d classes, want the catalogue's 20", len(classes))
	}
	for _, d := range slices.Concat(classes, traps, fuzzed) {
		if d.held == "" {
			t.Errorf("nothing holds the defence against %q", d.against)
		}
		for _, name := range d.names() {
			if story, ok := strings.CutPrefix(name, "story "); ok {
				read(t, "cmd/internal/function/testdata/stories/"+story+".txtar")
			} else if !tests[name] {
				t.Errorf("%q is held by %q, which does not exist", d.against, name)
			}
		}
	}
}

// names are the tests, "package Test" or "story name".
func (d defence) names() (all []string) {
	for part := range strings.SplitSeq(d.held, "; ") {
		pkg, list, ok := strings.Cut(part, ": ")
		if !ok {
			all = append(all, part)
		}
		for test := range strings.FieldsSeq(list) {
			all = append(all, pkg+" "+test)
		}
	}
	return all
}

// TestNothingPays: there is no defence against bounty fraud, and nothing to defraud.
func TestNothingPays(t *testing.T) {
	mux, err := processors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range mux.Commands() {
		if c.Help.Effect == issue.Pays {
			t.Errorf("%s pays: class 18 of SECURITY.md needs its defence now", c.Name)
		}
	}
}

// TestNothingStartsAProgram: no word of a commenter's reaches a shell, since nothing on its way
// starts a program.
func TestNothingStartsAProgram(t *testing.T) {
	for _, s := range parse(t) {
		way := s.in("issue/") || s.in("processors/") || s.in("cmd/bootstrap/") || s.in("cmd/internal/function/") || s.in("cmd/internal/config/")
		if way && !s.test() && !s.fake() && (s.imports("os/exec") || s.calls("syscall", "Exec") || s.calls("os", "StartProcess")) {
			t.Errorf("%s starts programs", s.path)
		}
	}
}

// TestSumsAreComparedInConstantTime: where a MAC is made in order to be compared, hmac.Equal
// compares it.
func TestSumsAreComparedInConstantTime(t *testing.T) {
	makes, compares := map[string]string{}, map[string]bool{}
	for _, s := range parse(t) {
		if s.test() || s.fake() {
			continue
		}
		dir := filepath.Dir(s.path)
		compares[dir] = compares[dir] || s.calls("hmac", "Equal")
		if s.calls("hmac", "New") {
			makes[dir] = s.path
		}
		if s.calls("hmac", "New") && (s.calls("bytes", "Equal") || s.calls("reflect", "DeepEqual")) {
			t.Errorf("%s compares in another way", s.path)
		}
	}
	for _, dir := range []string{"issue", "processors/drone_webhook"} {
		if makes[dir] == "" || !compares[dir] {
			t.Errorf("%s makes sums in %q, and compares them with hmac.Equal: %v", dir, makes[dir], compares[dir])
		}
	}
}

var tablesInSecurity = regexp.MustCompile(`(?s)(<!-- (classes|traps|fuzzers) -->\n).*?(<!-- /(?:classes|traps|fuzzers) -->)`)

// TestSecurityFile: what SECURITY.md says is held is what is held here.
func TestSecurityFile(t *testing.T) {
	tables := map[string]string{"classes": classTable(), "traps": heldTable("trap", traps), "fuzzers": heldTable("what strangers write", fuzzed)}
	text := read(t, "SECURITY.md")
	fresh := tablesInSecurity.ReplaceAllStringFunc(text, func(table string) string {
		m := tablesInSecurity.FindStringSubmatch(table)
		return m[1] + tables[m[2]] + m[3]
	})
	if *update {
		if err := os.WriteFile(filepath.Join(root, "SECURITY.md"), []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(fresh, text); diff != "" {
		t.Errorf("SECURITY.md is stale; go test ./cmd/internal/house -update writes it:\n%s", diff)
	}
	if len(tablesInSecurity.FindAllString(text, -1)) != len(tables) {
		t.Error("SECURITY.md lacks a table")
	}
}

func classTable() string {
	var b strings.Builder
	b.WriteString("| # | against | the robot | held by |\n|---|---|---|---|\n")
	for i, d := range classes {
		fmt.Fprintf(&b, "| %d | %s | %s | %s |\n", i+1, d.against, d.how, d.cell())
	}
	return b.String()
}

func heldTable(what string, list []defence) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | held by |\n|---|---|\n", what)
	for _, d := range list {
		fmt.Fprintf(&b, "| %s | %s |\n", d.against, d.cell())
	}
	return b.String()
}

// cell is the tests, and what there is to be said beside.
func (d defence) cell() string {
	if d.open == "" {
		return d.held
	}
	return d.held + ". " + d.open
}
