package house

import (
	"bytes"
	"fmt"
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	markdown "github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

const catalogue = "issue/internal/words/chinese.go"

// TestEverySentenceIsInChinese: whatever the robot can say on an issue is in the catalogue,
// and nothing else is.
func TestEverySentenceIsInChinese(t *testing.T) {
	sentences, chinese := collect(t), readCatalogue(t)
	if len(sentences) < 100 {
		t.Fatalf("only %d sentences: is everything read?", len(sentences))
	}
	for _, english := range slices.Sorted(maps.Keys(sentences)) {
		where := sentences[english]
		translated, ok := chinese[english]
		switch {
		case !ok && needsWords(english):
			t.Errorf("%s: %q is not in %s", where, english, catalogue)
		case ok && !needsWords(english) && translated == english:
			t.Errorf("%s: %q is the same in every language", catalogue, english)
		}
		for _, wrong := range faults(english, translated) {
			if ok {
				t.Errorf("%s: %q: %q %s", catalogue, english, translated, wrong)
			}
		}
	}
	for _, english := range slices.Sorted(maps.Keys(chinese)) {
		if _, ok := sentences[english]; !ok {
			t.Errorf("%s: nobody says %q", catalogue, english)
		}
	}
}

// readCatalogue reads the one map of the catalogue.
func readCatalogue(t *testing.T) map[string]string {
	t.Helper()
	chinese := map[string]string{}
	for _, s := range parse(t) {
		if s.path != catalogue {
			continue
		}
		c := &collector{t: t, source: s}
		ast.Inspect(s.File, func(n ast.Node) bool {
			if e, ok := n.(*ast.KeyValueExpr); ok {
				english, isLiteral := c.literal(e.Key)
				translated, also := c.literal(e.Value)
				if !isLiteral || !also {
					t.Errorf("%s: an entry is no literal", s.path)
				}
				chinese[english] = translated
			}
			return true
		})
	}
	return chinese
}

var (
	verb  = regexp.MustCompile(`%(?:\[(\d+)\])?([+#0 -]*[0-9]*(?:\.[0-9]+)?[a-zA-Z%])`)
	span  = regexp.MustCompile("`[^`]*`")
	link  = regexp.MustCompile(`\]\([^)]*\)`)
	latin = regexp.MustCompile(`[A-Za-z][A-Za-z'+-]*`)
)

// names are the words that Chinese has from English.
var names = strings.Fields("robot Drone GitHub Actions YAML JSON HTML Markdown issue fork shell PR UTC U+FFFD")

// needsWords reports whether a format differs from language to language.
func needsWords(format string) bool {
	return strings.ContainsFunc(verb.ReplaceAllString(format, ""), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsPunct(r) && r != '@' })
}

// hasWords reports whether a text has English words of its own.
func hasWords(text string) bool {
	return slices.ContainsFunc(latin.FindAllString(link.ReplaceAllString(span.ReplaceAllString(text, " "), " "), -1),
		func(word string) bool { return !slices.Contains(names, word) })
}

// faults is what is wrong with an entry.
func faults(english, chinese string) (list []string) {
	wrong := func(is bool, what string) {
		if is {
			list = append(list, what)
		}
	}
	wrong(chinese == english, "is the English one")
	wrong(needsWords(english) && !strings.ContainsFunc(chinese, isChinese), "has nothing Chinese")
	wrong(hasWords(verb.ReplaceAllString(chinese, " ")), "has English words")
	wrong(fmt.Sprint(verbs(english)) != fmt.Sprint(verbs(chinese)), fmt.Sprintf("takes %v, not %v", verbs(chinese), verbs(english)))
	badly := unset.FindString(verb.ReplaceAllString(chinese, "¤"))
	wrong(badly != "", fmt.Sprintf("is not set well at %q", badly))
	for _, code := range span.FindAllString(english, -1) {
		wrong(!strings.Contains(chinese, code), "lacks "+code)
	}
	if where := misrendered(english, chinese); where != "" {
		list = append(list, where)
	}
	return list
}

// misrendered is where an entry's Markdown is not what the English one's is, or "".
func misrendered(english, chinese string) string {
	for _, argument := range []string{"甲", "`a`", "[`a`](https://b/c)", "**甲**", "甲。", "（甲）"} {
		for at := range max(len(verbs(english)), 1) {
			e, c := shape(filled(english, at+1, argument)), shape(filled(chinese, at+1, argument))
			for _, mark := range []string{"**", "](", "<strong>", "<a ", "<em>", "<li>", "<p>"} {
				if strings.Count(e, mark) != strings.Count(c, mark) {
					return fmt.Sprintf("has another number of %s where %s stands in it: %s", mark, argument, c)
				}
			}
		}
	}
	return ""
}

func isChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303f || 0xff00 <= r && r <= 0xffef
}

// unset is what no Chinese printer would do: half-width punctuation in a sentence, a blank
// beside punctuation of full width, none between a character and code.
var unset = regexp.MustCompile("\\p{Han}[,:;?!()]|[,:;?!]\\p{Han}|[，。：；？！（）、“”] | [，。：；？！（）、”]|\\p{Han}`|`\\p{Han}|\\p{Han}[A-Za-z0-9]|[A-Za-z0-9]\\p{Han}")

// verbs are those of a format, by the argument they take.
func verbs(format string) map[int][]string {
	all := map[int][]string{}
	eachVerb(format, func(at int, v string) string {
		all[at] = append(all[at], v)
		slices.Sort(all[at])
		return ""
	})
	return all
}

// filled is a format with a text in the place of one argument, and others in those of the rest.
func filled(format string, at int, argument string) string {
	return eachVerb(goal.ReplaceAllString(format, "](https://b/%${1}s)"), func(i int, v string) string {
		switch {
		case strings.HasSuffix(v, "d"):
			return "7"
		case i == at:
			return argument
		}
		return "乙"
	})
}

// goal is an address in a format.
var goal = regexp.MustCompile(`\]\(%(\[\d+\])?s\)`)

// eachVerb replaces the verbs of a format, each of which takes an argument, from 1.
func eachVerb(format string, by func(at int, v string) string) string {
	next := 1
	return verb.ReplaceAllStringFunc(format, func(whole string) string {
		m := verb.FindStringSubmatch(whole)
		if m[2] == "%" {
			return "%"
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		next++
		return by(next-1, m[2])
	})
}

// shape is a text as a page shows it, without the code in it.
func shape(source string) string {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	page := md.Parser().Parse(text.NewReader([]byte(source)))
	var spans []markdown.Node
	markdown.Walk(page, func(n markdown.Node, entering bool) (markdown.WalkStatus, error) {
		if entering && n.Kind() == markdown.KindCodeSpan {
			spans = append(spans, n)
		}
		return markdown.WalkContinue, nil
	})
	for _, n := range spans {
		n.Parent().ReplaceChild(n.Parent(), n, markdown.NewString([]byte("code")))
	}
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, []byte(source), page); err != nil {
		return err.Error()
	}
	return b.String()
}
