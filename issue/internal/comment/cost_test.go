package comment

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// hostile are texts that are repeated to see whether the finder takes more than twice
// the time for twice the text. Each was, for some Markdown reader, slow.
var hostile = []string{
	">", "> ", "- ", "* ", "+ ", "1. ", "1) ", "> - ", "- - - ", "[", "]", "![", "[]", "[a](", "[a](<", "[](", "[a](\\(",
	"[a](b \"", "[a](b '", "![a](", "[a]: b\n", "[a]: <b> \"c\"\n", "[a]:\n", "[a]: b (", "[a]: b \"", "[a][b]", "[a]", "[b]: c\n[b]\n",
	"[^a]", "[^a]: x\n", "[^a]: ", "[^a]:\n\n    ", "`", "`a", "`a`` ", "\\``", "\\``a\n", "a`b``c```d````e", "`\n", "<", "<a ", "<a x=\"", "<a x='\"",
	"<a b c ", "<a b=' c=\" b=' y=\"", "<!--", "<!-- ", "<!-- a -->", "<?", "<!A", "<![CDATA[", "</a", "<a>", "<a>\n\n", "</a>", "<b><i>",
	"<details>\n", "<details>\n\n", "<p x>", "<title>", "<script>", "<a><b></a></b>", "<a href=\"x\">", "<a@b.c>", "<http://a>",
	"|", "| a |\n|-|\n", "|a\n", "a|b\n-|-\n", "|a`b\\|`|\n", "&", "&a;", "&copy;", "&#", "\\", "\\\\", "(", "((", "a\n", "a \n", "a  \n",
	"a\\\n", "\n", " \n", "\t", " ", "    a\n", "_a", "*a", "~a", "_a_", "**a**", "***", "_*", "(a", " a", " a@b.c ", "_http://", " http://a.b/ ",
	"_www.", " www.a.bc", "a@", "a.", "- a\n", "- a\n  - b\n", "1. a\n", "> a\n", "> a\n\n", ">a\n>> b\n", "=\n", "a\n=\n", "-\n", "---\n",
	"# ", "#", "```\n", "```a\n", "~~~\n", "\"", "'", "$$", "é", "中", "\u200b", "\x00", "- [ ] a\n", "* * *\n", "\t\t- a\n",
	"/promote 1 a\n", "/promote a=b\n", "`/promote\n", "/promote\n\n", "/promot\n", "/\n", "/a\n", "> /promote\n", "/promote `\n", "/\u200bpromote\n",
}

// hostileText is pattern again and again, behind a command, so that it must be read.
func hostileText(pattern string, size int) string {
	return "/promote 42 dev\n\n" + strings.Repeat(pattern, size/len(pattern))
}

// fewer is pattern as often as the guard lets it pass, and then something long.
func fewer(pattern string, size int) string {
	n := min(maxOpeners/(1+strings.Count(pattern, "[")+strings.Count(pattern, "<"))*size/(64<<10), size/2/len(pattern))
	s := hostileText(pattern, n*len(pattern))
	return s + strings.Repeat("a ", max(0, size-len(s))/2)
}

// staircase is a list in a list in a list, and then one line again and again.
func staircase(markers int, tail string) func(string, int) string {
	return func(_ string, size int) string {
		var b strings.Builder
		b.WriteString("/promote 42 dev\n\n")
		for in := 0; in < 2*size/1000; in += 2 * markers {
			b.WriteString(strings.Repeat(" ", in) + strings.Repeat("- ", markers) + "a\n")
		}
		return b.String() + strings.Repeat(tail, max(0, size-b.Len())/len(tail))
	}
}

type attack struct {
	name    string
	pattern string
	text    func(pattern string, size int) string
}

func attacks() []attack {
	var all []attack
	for _, p := range hostile {
		all = append(all, attack{fmt.Sprintf("%q", p), p, hostileText})
		if strings.ContainsAny(p, "[<") {
			all = append(all, attack{fmt.Sprintf("%q, as far as it may", p), p, fewer})
		}
	}
	for _, tag := range []string{"<kbd>", "<b>"} { // open tags, and thousands of commands behind them
		all = append(all, attack{tag + ", then commands", tag, func(p string, n int) string {
			return "x " + strings.Repeat(p, min(990, n/10)) + "\n" + strings.Repeat("/help\n", n/8)
		}})
	}
	for _, markers := range []int{1, 5, 19} {
		for _, tail := range []string{"\n", " \n", "a\n", "- a\n", "> a\n", "\t\t\t\t\t\t\t\t\n"} {
			all = append(all, attack{fmt.Sprintf("%d markers a step, then %q", markers, tail), "", staircase(markers, tail)})
		}
	}
	// Random patterns from the tokens of Markdown; the same ones every time.
	random := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		p := ""
		for range 1 + random.IntN(5) {
			p += hostile[random.IntN(len(hostile))]
		}
		all = append(all, attack{fmt.Sprintf("%q", p), p, hostileText}, attack{fmt.Sprintf("%q, as far as it may", p), p, fewer})
	}
	return all
}

// fastest is the least of several times, which is the one with the least of other
// people's work in it.
func fastest(tries int, text string) time.Duration {
	least := time.Hour
	for range tries {
		start := time.Now()
		Find(text, ours)
		least = min(least, time.Since(start))
	}
	return least
}

// TestTimeGrowsWithLength compares times of one run with each other: none of the
// attacks takes much more than twice the time for twice the length.
func TestTimeGrowsWithLength(t *testing.T) {
	for _, a := range attacks() {
		short, long := a.text(a.pattern, 32<<10), a.text(a.pattern, 64<<10)
		var ratio float64
		for tries := 1; tries <= 32; tries *= 2 { // again, and longer, before it is called slow
			took := fastest(tries, long)
			if took < 6*time.Millisecond {
				ratio = 0 // there is nothing to be gained, and the clock is coarse
				break
			}
			if ratio = float64(took) / float64(fastest(tries, short)); ratio < 3.2 {
				break
			}
		}
		if ratio >= 3.2 {
			t.Errorf("%s: takes %.1f times the time for twice the length", a.name, ratio)
		}
	}
}

// BenchmarkHostile prints the slowest of the attacks, with 64 KB each.
func BenchmarkHostile(b *testing.B) {
	var slowest time.Duration
	var name string
	for _, a := range attacks() {
		if d := fastest(3, a.text(a.pattern, 64<<10)); d > slowest {
			slowest, name = d, a.name
		}
	}
	b.Logf("slowest: %s, %v", name, slowest)
	for b.Loop() {
	}
	b.ReportMetric(float64(slowest.Microseconds())/1000, "ms/64KB")
}

// plainComment is 2 KB of what people write.
var plainComment = strings.Repeat("I have looked at this; and/or the change in `issue/mux.go` seems fine to me.\nSee https://example.com/a/b.\n\n", 20)[:2048]

func BenchmarkPlainComment(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Find(plainComment, ours)
	}
}

func BenchmarkCommand(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Find("LGTM, thank you!\n\n/promote 42 dev REVISION=abc\n", ours)
	}
}

// TestPlainCommentIsNotParsed holds the quick path to what it is for: no Markdown is
// parsed, and nothing allocated, where nothing has the shape of a command of ours.
func TestPlainCommentIsNotParsed(t *testing.T) {
	for _, text := range []string{plainComment, "/lgtm\n/cc @you", "> /promote 42 dev", "中文/help\né /help", strings.Repeat("/\n", 1000)} {
		if n := testing.AllocsPerRun(10, func() { Find(text, ours) }); n > 2 {
			t.Errorf("%.40q: %v allocations, want at most 2", text, n)
		}
	}
}
