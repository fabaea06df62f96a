package page

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// misread are texts whose lines are no commands, or are written wrong: each for a reason of its
// own. The robot is asked for the reasons, so that this fails where its words are others.
var misread = []string{
	"/promote 42 \u200bdev", "so <em>much\n/promote 42 dev", "/promote 42 \"dev", "/promote 42 dev A=1 A=2",
	"/promote", "/promote 42 dev now and then", "/help A=1", "/kind bug A=1", "/promot 42 dev", "/promote 42 dev =x", "/promote 42 `dev`",
	"> /promote 42 dev", "- /promote 42 dev", "# /promote 42 dev", "```\n/promote 42 dev\n```", "    /promote 42 dev", "`/promote 42 dev`", "see /promote 42 dev",
	"<!-- \n/promote 42 dev\n-->", "\\/promote 42 dev", "| a |\n|---|\n| /promote 42 dev |", "/promote " + strings.Repeat("x", 40_001),
}

// englishWord is one that nobody has written in Chinese.
var englishWord = regexp.MustCompile(`[A-Za-z]{2,}`)

// TestVerdictsChinese: what the robot says of a line is said in Chinese, whatever it is; of
// English there is what somebody wrote, and names.
func TestVerdictsChinese(t *testing.T) {
	r, used := open(t), map[string]bool{}
	check := func(text, verdict string) {
		t.Helper()
		for _, one := range formats {
			said, _, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(verdict, "`", ""), "failed: Not run: your permission could not be checked. "), " Usage:")
			used[one.format] = used[one.format] || one.form.MatchString(said)
		}
		got := view{Lang: "zh"}.Verdict(verdict)
		for _, word := range englishWord.FindAllString(got, -1) {
			if !strings.Contains(text, word) && !slices.Contains(names, word) {
				t.Errorf("%.60q: %q is %q in Chinese: %q", text, verdict, got, word)
				break
			}
		}
	}
	for _, text := range misread {
		for _, line := range r.s.Parse(widgets, text) {
			if line.Runs {
				t.Errorf("%q runs", line.Text)
			}
			check(text+" "+usageOf(r, line.Text), line.Verdict)
		}
	}
	r.s.Turn(sandbox.GitHubDown, true)
	r.say("/kind bug")
	r.s.Turn(sandbox.GitHubDown, false)
	defer r.s.GitHub().Break(issuetest.BadGateway().On("", "/permission"))()
	r.say("/assign")
	for _, d := range r.s.Deliveries() {
		for _, line := range d.Lines {
			check(line.Text, line.Verdict)
		}
	}
	for _, one := range formats {
		if !used[one.format] {
			t.Errorf("the robot does not say %q", one.format)
		}
	}
}

// names are not translated.
var names = []string{"GitHub", "HTML", "Markdown", "FFFD", "key", "value", "code", "ZERO", "WIDTH", "SPACE", "promote"}

// usageOf is how the command of a line is written.
func usageOf(r *reader, line string) string {
	for _, c := range r.s.Commands() {
		if strings.HasPrefix(strings.TrimLeft(line, " "), c.Name) {
			return c.Help.Usage + strings.Join(c.Help.Examples, " ")
		}
	}
	return ""
}
