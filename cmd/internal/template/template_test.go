package template

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// root is the repository's, seen from this package.
const root = "../../.."

// TestTemplate looks at the template we ship for what `fun validate` lets pass.
func TestTemplate(t *testing.T) {
	for _, problem := range shape(read(t, root+"/template.yml"), archive(t)) {
		t.Error(problem)
	}
}

// TestServerlessDevs looks at the s.yaml we ship for what `s preview` lets pass.
func TestServerlessDevs(t *testing.T) {
	for _, problem := range fc3(read(t, root+"/s.yaml"), archive(t)) {
		t.Error(problem)
	}
}

// TestSameSettings keeps the two templates in step.
func TestSameSettings(t *testing.T) {
	names := [2]map[string][]string{{}, {}}
	for i, file := range []string{"template.yml", "s.yaml"} {
		var doc yaml.Node
		if err := yaml.Load(read(t, root+"/"+file), &doc); err != nil {
			t.Fatal(err)
		}
		for _, f := range functions(&doc) {
			names[i][f.name] = slices.Sorted(maps.Keys(f.values()))
		}
	}
	if diff := cmp.Diff(names[0], names[1]); diff != "" || len(names[0]) != 2 {
		t.Errorf("settings in template.yml -, in s.yaml +\n%s", diff)
	}
}

// TestBroken holds shape and fc3 to their word. Each file says in its first two lines what
// they say of it, and the status that `fun validate` 3.6.24 or `s preview` 3.1.10 ended
// with when it was tried; tools/verify.sh tries again.
func TestBroken(t *testing.T) {
	for _, test := range []struct {
		files, tool string
		problems    func(src []byte, archive string) []string
	}{
		{"testdata/*.yml", "fun validate: (0|255)", shape},
		{"testdata/s/*.yaml", "s preview: (0|1)", fc3},
	} {
		files, err := filepath.Glob(test.files)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", test.files, len(files), err)
		}
		header := regexp.MustCompile(`^# caught: (.+)\n# ` + test.tool + `\n`)
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				src := read(t, file)
				want := header.FindSubmatch(src)
				if want == nil {
					t.Fatalf("the first two lines do not match %s", header)
				}
				got := test.problems(src, archive(t))
				if !strings.Contains(strings.Join(got, "\n"), string(want[1])) {
					t.Errorf("got %q, want %q", got, want[1])
				}
			})
		}
	}
}

// TestCredential keeps credentials out of the whole template, comments included.
func TestCredential(t *testing.T) {
	src := string(read(t, root+"/template.yml")) + "# gh" + "p_" + strings.Repeat("0", 36) + "\n"
	if got := shape([]byte(src), archive(t)); len(got) != 1 || !strings.Contains(got[0], "a credential") {
		t.Errorf("a token in a comment: got %q, want that it is a credential", got)
	}
}

// archive returns what `make package` writes.
func archive(t *testing.T) string {
	t.Helper()
	recipe := regexp.MustCompile(`(?ms)^DIST = dist$.*^\tgo run ./cmd/internal/template/zip \S+ \$\(DIST\)(/\S+) \$\(if .*?\)$`)
	found := recipe.FindAllSubmatch(read(t, root+"/Makefile"), -1)
	if len(found) != 1 {
		t.Fatalf("Makefile: %d lines match %s, want one", len(found), recipe)
	}
	return "dist" + string(found[0][1])
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
