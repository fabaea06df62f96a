package function

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/issue"
)

// TestStoriesInChinese plays the stories with a robot that speaks Chinese: it makes the same
// calls, and what it says holds no English word.
func TestStoriesInChinese(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := play(t, archive, issue.Chinese)
			for _, calls := range []string{"github", "drone"} {
				if diff := cmp.Diff(section(archive, calls), section(played, calls)); diff != "" {
					t.Errorf("other calls than in English, -want +got:\n%s", diff)
				}
			}
			reply := section(played, "reply")
			if (reply == "") != (section(archive, "reply") == "") {
				t.Errorf("replies in one language alone:\n%s", reply)
			}
			if words := englishWords(reply); len(words) > 0 {
				t.Errorf("%q is English in:\n%s", words, reply)
			}
			if strings.Contains(visible(reply), "**") {
				t.Errorf("a ** that is not strong, in:\n%s", reply)
			}
		})
	}
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

var (
	englishWord = regexp.MustCompile(`[A-Za-z]+`)
	noWord      = regexp.MustCompile(`@\w+|U\+[0-9A-F]+[A-Z -]*`)

	// names are the words that Chinese has from English.
	names = strings.Fields("robot Drone GitHub Actions YAML HTML Markdown issue fork shell PR UTC HH MM")
)

// englishWords are the words of a text that a reader sees, but for names.
func englishWords(markdown string) []string {
	words := englishWord.FindAllString(noWord.ReplaceAllString(visible(markdown), " "), -1)
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(names, w) })
}

// visible is the text of Markdown without its code, its addresses and its comments.
func visible(markdown string) string {
	source := []byte(markdown)
	var b strings.Builder
	page := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	ast.Walk(page, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.AutoLink, *ast.RawHTML, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering {
				b.Write(n.Value(source))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte('\n')
				}
			}
		default:
			if n.Type() == ast.TypeBlock {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
