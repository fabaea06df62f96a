package issue

import (
	"strings"
	"unicode"
)

// Code is text as a Markdown code span that nothing in the text can leave: line breaks
// become blanks, what nobody sees becomes �, the fence is longer than any in the text,
// and an @ pings nobody, not even through a mail that quotes it
// (https://github.com/dependabot/dependabot-core/issues/3157).
func Code(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
	text = strings.ReplaceAll(text, "@", "@\u200b")
	longest, run := 0, 0
	for _, r := range text {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	if longest == 0 && text != "" && strings.TrimSpace(text) == text {
		return "`" + text + "`"
	}
	fence := strings.Repeat("`", longest+1)
	return fence + " " + text + " " + fence
}

// Short is text as far as so many characters reach, with … where there are more.
func Short(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
