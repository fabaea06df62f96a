package comment

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzHidden puts a command between two texts: where a browser does not show it as a
// line of plain text, it must not run.
func FuzzHidden(f *testing.F) {
	for _, s := range hiding {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		comment := before + "\n" + probe + "\n" + after
		if strings.Contains(before+after, "oracle") || strings.Contains(comment, "\x00") {
			return
		}
		if l := verdict(comment); l.Verdict == Runs && !slices.Contains(shown(t, renderer, comment), probe) {
			t.Errorf("%q: runs, but is not shown as plain text", comment)
		}
	})
}

// hiding are texts before and after a command that hide it.
var hiding = [][2]string{
	{"```", "```"}, {"~~~ sh", ""}, {"- a", ""}, {"> a", ""}, {"<!--", "-->"}, {"> <!--\n", ""},
	{"a `b", "c` d"}, {"[a](b '", "')"}, {"[a]:", ""}, {"[a]: b '", "'"}, {"", "==="}, {"", "-"},
	{"<details>\n", "</details>"}, {"a <details>\n", ""}, {"a <b", ">"}, {"| a |\n|---|", ""}, {"a\n:-", ""},
	{"[^1]: a", "[^1]"}, {"<div title='\n", "'>"}, {"<title>", "</title>"}, {"<svg><style><!--</style></svg>\n", ""},
	{"<p hidden>\n", ""}, {"<p x><div></p>\n", ""}, {"a <b>\n", ""}, {"<title><details></title>\n", ""}, {"https://a.bc/` `", "`"},
	{"<table><table></table><div></table>\n", ""}, {"![<details>](a)\n", ""}, {"<details>\n\n![</details>](x)\n", ""},
	{"<details>\n\n[^1]: a </details>\n", "[^1]"}, {"<br title='\n\ndon't\n\n<b c='>\n", ""}, {"> <!x\n\nb\n\n<br a <details> -->\n", ""},
	{"a <span></p> <i>\n", ""}, {"<select><div>\n", ""}, {"<frameset>\n", ""}, {"<b><i></b>\n", "</i>"}, {"a <![CDATA[", "]]>"},
	{"<script><!-- <script> </script>\n", "-->"}, {"a <? b", "?>"}, {"$$", "$$"},
	{"1. <style><p x>:-\n</style></ul>", "<br>"}, {"<span>\n\n</span>a</h1><hr>", ""}, {"<i>b\n</i>a|b\n-|-\n", ""}, {"- <title>\n\n</title></a>", ""},
	{"- <!--\n\n<!-- -->\n", ""}, {"# <title>\n\n</title>\n", ""},
}

// FuzzFind reads any comment: what runs is shown as it is written, and stands where
// the finder says.
func FuzzFind(f *testing.F) {
	for _, s := range hiding {
		f.Add(s[0] + "\n/promote 42 dev\n" + s[1])
	}
	for _, s := range []string{
		"/promote 42 dev a=b\r/help\r\n/help", "/promote `a` <b> [c](d) &nbsp; \\_", "/promote 42\\\na", "/promote \"a b\" 'c' “d” x='y z'",
		"/pro\u200bmote 1", "\ufeff/help", "\u00a0/help\u00a0me", "/promote <https://a.bc>", "/promte 1", "/promote 1  \n/help", "    /help", "> /help",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		if strings.Contains(comment, "\x00") {
			return
		}
		written := lineEnd.Split(comment, -1)
		runs, last := map[string]int{}, 0
		for _, l := range Explain(comment, []string{"promote", "help"}) {
			if l.Number <= last || l.Number > len(written) || strings.TrimFunc(written[l.Number-1], isBlank) != l.Text {
				t.Fatalf("%q: line %d is not %q", comment, l.Number, l.Text)
			}
			last = l.Number
			if l.Verdict == Runs && !strings.ContainsAny(l.Text, "*_~") && !strings.Contains(l.Text, "://") && !strings.Contains(l.Text, "www.") {
				runs[strings.Join(strings.FieldsFunc(l.Text, isSpace), " ")]++
			}
		}
		if len(runs) == 0 {
			return
		}
		lines := map[string]int{}
		for _, line := range shown(t, renderer, comment) {
			lines[strings.TrimFunc(line, isBlank)]++
		}
		for line, n := range runs {
			if lines[line] < n {
				t.Errorf("%q: %q runs %d times, but is shown as plain text %d times", comment, line, n, lines[line])
			}
		}
	})
}

var lineEnd = regexp.MustCompile("\r\n|\r|\n")

// TestHiddenAtRandom puts a command among random pieces of Markdown and HTML: the
// fuzzer seldom gets as far as a whole tag.
func TestHiddenAtRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(uint64(randomSeed), 0))
	some := func() string {
		var b strings.Builder
		for range random.IntN(7) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		return b.String()
	}
	shownTimes, runTimes := 0, 0
	for range randomTimes {
		comment := some() + "\n" + probe + "\n" + some()
		l := verdict(comment)
		isShown := slices.Contains(shown(t, renderer, comment), probe)
		if isShown {
			shownTimes++
		}
		if l.Verdict != Runs {
			continue
		}
		runTimes++
		if !isShown {
			t.Errorf("%q: runs, but is not shown as plain text", comment)
		}
	}
	// What is shown and not run is in HTML, see TestCommonMarkExamples: there is much here.
	if runTimes < shownTimes/4 {
		t.Errorf("%d of %d shown commands run: is it still trying?", runTimes, shownTimes)
	}
}

var randomSeed, randomTimes = 1, 10_000

var pieces = append([]string{"|", "| a |\n|---|\n", "a|b\n-|-\n"}, strings.Split("\n|\n|\n\n|\n\n| |    |\t|> |- |1. |# |a|b|c d|`|``|```\n|~~~\n|*|**|_|~~|[|]|[a]|](|(b)|)|!|[a](b \"|[a]: |[^1]|[^1]: |'|\"|<!--|-->|--|>|<|<b>|</b>|<i>|</i>|<p>|</p>|<p x>|"+
	"<div>|</div>|<details>|</details>|<details|<summary>|</summary>|<ul>|<li>|</li>|</ul>|<table>|<tr>|<td>|</td>|</tr>|</table>|<span>|</span>|<x>|</x>|<a href=b>|<a name=b>|</a>|"+
	"<br>|<br/>|<br x='|<hr>|<img a=\"|<title>|</title>|<script>|</script>|<style>|</style>|<textarea>|</textarea>|<select>|</select>|<option>|<button>|</button>|<h1>|</h2>|</h1>|<code>|</code>|<em>|</em>|"+
	"<svg>|</svg>|<math>|<template>|</template>|<form>|</form>|<blockquote>|</blockquote>|<pre>|</pre>|<?|?>|<!A|<![CDATA[|]]>|===\n|---\n|:-\n|^|:|=|\\|&lt;|&|https://a.bc/|www.a.bc|a@b.cd|<http://a>|<object>|</object>|<dd>|<dt>|<nobr>|<noscript>|</noscript>|<iframe>|<body>|</body>|</html>|<frameset>|<ruby><rt>|<caption>|<center>|<search>|<kbd>|</kbd>", "|")...)
