package template

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the repository's, seen from this package.
const root = "../../.."

// TestTemplate looks at the template we ship for what `fun validate` lets pass.
func TestTemplate(t *testing.T) {
	for _, problem := range shape(read(t, root+"/template.yml"), archive(t)) {
		t.Error(problem)
	}
}

// TestBroken holds shape to its word. Each file says in its first two lines what shape
// says of it, and the status that `fun validate` 3.6.24 ended with when it was tried.
func TestBroken(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata: %d files, %v", len(files), err)
	}
	header := regexp.MustCompile(`^# caught: (.+)\n# fun validate: (0|255)\n`)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src := read(t, file)
			want := header.FindSubmatch(src)
			if want == nil {
				t.Fatalf("the first two lines do not match %s", header)
			}
			got := shape(src, archive(t))
			if !strings.Contains(strings.Join(got, "\n"), string(want[1])) {
				t.Errorf("got %q, want %q", got, want[1])
			}
		})
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
	recipe := regexp.MustCompile(`(?m)^\tgo run ./cmd/internal/template/zip \S+ (\S+)$`)
	found := recipe.FindAllSubmatch(read(t, root+"/Makefile"), -1)
	if len(found) != 1 {
		t.Fatalf("Makefile: %d lines match %s, want one", len(found), recipe)
	}
	return string(found[0][1])
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
