package setup

import (
	"strings"
	"unicode"

	"github.com/fanux/robot/issue"
)

// censor makes text of others fit to be shown.
type censor struct{ *issue.Redactor }

func newCensor(c *issue.Config) censor { return censor{issue.NewRedactor(c.Hidden()...)} }

// line is text without secrets, in one line that does nothing to a terminal. Secrets go
// first: half of one would not be known any more.
func (c censor) line(text string, most int) string {
	visible := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return '·'
		}
		return r
	}, c.Text(text))
	return issue.Short(strings.Join(strings.Fields(visible), " "), most)
}

func (c censor) lines(texts []string) []string {
	list := []string{}
	for _, text := range texts {
		list = append(list, c.line(text, 300))
	}
	return list
}
