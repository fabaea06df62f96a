package conversation

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// opens is what makes more than a paragraph of a line, where it stands first.
	opens = regexp.MustCompile(`^(?:[#+=:>-]|[0-9]{1,9}([.)]))`)
	// refers is a character reference. https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
	refers = regexp.MustCompile(`&(#?[A-Za-z0-9]+;)`)
	// link is an address that GitHub makes a link of, and that ends where it ends here.
	// https://github.github.com/gfm/#autolinks-extension-
	link = regexp.MustCompile(`(?:^|\s)https?://(?:[A-Za-z0-9-]+\.)+[a-z]+(?::[0-9]+)?(?:[/?#][A-Za-z0-9/?#=&%.+~_-]*)?(?:[.,:;!?]?(?:\s|$))`)
)

// plain is a line of text as Markdown that shows it as it was written. Addresses and #12 are
// links still. Mentions and commands are left to the framework, which tames every reply; as
// are the bars of tables.
func plain(text string) string {
	var b strings.Builder
	end := 0
	for end < len(text) {
		at := link.FindStringIndex(text[end:])
		if at == nil {
			break
		}
		from, to := end+at[0], end+at[1]
		b.WriteString(escape(text[end:from]) + text[from:to])
		end = to
	}
	b.WriteString(escape(text[end:]))
	line := b.String()
	switch m := opens.FindStringSubmatchIndex(line); {
	case m == nil:
		return line
	case m[2] >= 0: // 1. and 1)
		return line[:m[2]] + `\` + line[m[2]:]
	}
	return `\` + line
}

// escape takes from a text what Markdown sees in it: emphasis, code, links, images and HTML.
// In names like snake_case there is none. To GitHub, dollars are mathematics, by a backslash
// before them, too, but not in a span of their own.
// https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
func escape(text string) string {
	runes := []rune(refers.ReplaceAllString(text, "&amp;$1"))
	word := func(at int) bool {
		return at >= 0 && at < len(runes) && (unicode.IsLetter(runes[at]) || unicode.IsDigit(runes[at]))
	}
	var b strings.Builder
	for n, r := range runes {
		if strings.ContainsRune("\\`*[]<~", r) || r == '_' && !(word(n-1) && word(n+1)) {
			b.WriteByte('\\')
		}
		if r == '$' {
			b.WriteString("<span>$</span>")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
