package issue

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	markdown "github.com/yuin/goldmark/text"

	"github.com/fanux/robot/issue/internal/comment"
)

// FuzzLog: whatever a job prints, a reply shows it in one fence, without the secret, and what
// stands behind the log is no part of it.
func FuzzLog(f *testing.F) {
	const secret = "s3cr+t/of=the-day"
	for _, s := range []string{
		"", "FAIL\n", "```\n~~~\n/help", "\x1b[31mred\x1b[0m \x1b]0;x\x07", "@bob\r/help\r\n", "<!-- robot e30.e30 -->", "</details><img src=x>", "\xff\u202e\u200b\u2028/help",
		strings.Repeat("x\n", 100), strings.Repeat("é", 400), "\u00a0/help", "\x1b]8;;", "````text\n",
	} {
		f.Add(s, s, "")
		f.Add("x", s, "\x1b[1m")
	}
	w := way{processor: &processor{redact: NewRedactor(secret)}, scope: Scope{Lang: English}}
	p := &posted{mark: mark{Commands: []markedLine{{}}}}
	f.Fuzz(func(t *testing.T, before, after, within string) {
		broken := secret[:5] + within + secret[5:]
		got := w.logOf(p, News{Job: "run/1", Log: []string{before + secret, after, secret + after + broken, before}})
		if strings.Contains(got, secret) || !utf8.ValidString(got) || utf8.RuneCountInString(got) > 32*310+len(after)+len(before) {
			t.Errorf("%q", got)
		}
		if found := comment.Find(got, []string{"help"}); len(found) > 0 {
			t.Errorf("%q holds a command", got)
		}
		if got == "" {
			return
		}
		source := []byte(got + "\n\nbehind")
		document := githubs.Parser().Parse(markdown.NewReader(source))
		block, last := document.FirstChild().NextSibling(), document.LastChild()
		if document.ChildCount() != 3 || block.Kind() != ast.KindFencedCodeBlock || last.Kind() != ast.KindParagraph {
			t.Fatalf("%q is not a sentence and a fence", got)
		}
		if lines := block.Lines().Len(); lines > mostLogLines {
			t.Errorf("%d lines", lines)
		}
		if page := pageOf(t, got); len(page.mentions) > 0 || strings.Contains(strings.ReplaceAll(got, "@\u200b", ""), "@") {
			t.Errorf("%q mentions %q", got, page.mentions)
		}
	})
}
