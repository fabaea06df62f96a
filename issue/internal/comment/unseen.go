package comment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isBlank reports whether r separates words: a space, a tab, a no-break space, or
// another of Unicode's space separators, which phones and word processors type.
func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r > unicode.MaxASCII && unicode.Is(unicode.Zs, r)
}

// isUnseen reports whether a reader sees nothing where r is: control characters, format
// characters (zero-width, bidirectional, tags, byte order mark, soft hyphen), line and
// paragraph separators, fillers, variation selectors, and bytes that are no text.
// Any of them can make the line on the page read differently from the line we run.
// See https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing.
func isUnseen(r rune) bool {
	if r < unicode.MaxASCII {
		return r < ' ' && r != '\t'
	}
	return r == utf8.RuneError || r == '\u2800' || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// visible is for strings.Map: it leaves out what is unseen.
func visible(r rune) rune {
	if isUnseen(r) {
		return -1
	}
	return r
}

// firstUnseen says which character of line nobody sees, or nothing if there is none.
//
// One is let through: U+FE0F right after a symbol. Phones put it there by themselves
// (❤️ is U+2764 U+FE0F), and it can do nothing but give the symbol its colours.
func firstUnseen(line string) Reason {
	before := rune(0)
	for _, r := range line {
		if r < unicode.MaxASCII && r >= ' ' {
			before = r
			continue
		}
		colours := r == '\ufe0f' && unicode.In(before, unicode.So, unicode.Sm)
		if isUnseen(r) && !colours {
			if r == utf8.RuneError {
				return because("it has a character that could not be read, U+FFFD; write it again by hand")
			}
			return because("it has a character that nobody sees, %s; write it again by hand", codePoint(r))
		}
		before = r
	}
	return Reason{}
}

// codePoint is U+200B ZERO WIDTH SPACE for the characters one meets, and the bare
// number for the rest of them: the whole list of names is a megabyte.
func codePoint(r rune) string {
	return strings.TrimSpace(fmt.Sprintf("%U %s", r, unseenNames[r]))
}

var unseenNames = map[rune]string{
	0x0000: "NULL",
	0x0007: "BELL",
	0x0008: "BACKSPACE",
	0x000b: "LINE TABULATION",
	0x000c: "FORM FEED",
	0x001b: "ESCAPE",
	0x007f: "DELETE",
	0x0085: "NEXT LINE",
	0x00ad: "SOFT HYPHEN",
	0x034f: "COMBINING GRAPHEME JOINER",
	0x061c: "ARABIC LETTER MARK",
	0x115f: "HANGUL CHOSEONG FILLER",
	0x1160: "HANGUL JUNGSEONG FILLER",
	0x180e: "MONGOLIAN VOWEL SEPARATOR",
	0x200b: "ZERO WIDTH SPACE",
	0x200c: "ZERO WIDTH NON-JOINER",
	0x200d: "ZERO WIDTH JOINER",
	0x200e: "LEFT-TO-RIGHT MARK",
	0x200f: "RIGHT-TO-LEFT MARK",
	0x2028: "LINE SEPARATOR",
	0x2029: "PARAGRAPH SEPARATOR",
	0x202a: "LEFT-TO-RIGHT EMBEDDING",
	0x202b: "RIGHT-TO-LEFT EMBEDDING",
	0x202c: "POP DIRECTIONAL FORMATTING",
	0x202d: "LEFT-TO-RIGHT OVERRIDE",
	0x202e: "RIGHT-TO-LEFT OVERRIDE",
	0x2060: "WORD JOINER",
	0x2061: "FUNCTION APPLICATION",
	0x2062: "INVISIBLE TIMES",
	0x2063: "INVISIBLE SEPARATOR",
	0x2064: "INVISIBLE PLUS",
	0x2066: "LEFT-TO-RIGHT ISOLATE",
	0x2067: "RIGHT-TO-LEFT ISOLATE",
	0x2068: "FIRST STRONG ISOLATE",
	0x2069: "POP DIRECTIONAL ISOLATE",
	0x2800: "BRAILLE PATTERN BLANK",
	0x3164: "HANGUL FILLER",
	0xfe0e: "VARIATION SELECTOR-15",
	0xfe0f: "VARIATION SELECTOR-16",
	0xfeff: "ZERO WIDTH NO-BREAK SPACE",
	0xffa0: "HALFWIDTH HANGUL FILLER",
}
