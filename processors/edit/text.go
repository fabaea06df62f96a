package edit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
)

// clears is the word that takes a milestone or a type away. In quotes, it is a name.
const clears = "clear"

// nameIn is the name that stands behind a command, without the quotes around it, and whether
// it is the word that clears.
func nameIn(c *issue.Command) (name string, away bool) {
	name = strings.TrimSpace(c.Command)
	if n := len(name); n > 2 && name[0] == name[n-1] && strings.ContainsRune(`"'`, rune(name[0])) {
		return strings.TrimSpace(name[1 : n-1]), false
	}
	return name, strings.EqualFold(name, clears)
}

// plain reports whether every character of a text can be seen.
func plain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	})
}
