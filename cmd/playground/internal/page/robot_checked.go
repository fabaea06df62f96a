package page

import (
	"slices"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
)

// checked is what the template "checked" is given: what robot check says of a text.
type checked struct {
	Mistakes []mistake
	Commands []row    // those that there would be
	Gone     []string // of those in force
	Changes  int
	InForce  bool // the text is the one in force
	Empty    bool
}

// mistake is a problem with the line that it is in.
type mistake struct {
	config.Problem
	Short  string // the text up to a long list of what there is
	Names  string // that list
	Source string
	Before string // blanks up to the column
}

// look is what would be with a text, compared with what is.
func (p *Page) look(lang, text string) checked {
	listed, problems := p.s.Check(text)
	c := checked{Commands: rows(lang, listed), InForce: text == p.s.Configuration(), Empty: strings.TrimSpace(text) == ""}
	lines := strings.Split(text, "\n")
	for _, one := range problems {
		m := mistake{Problem: one, Short: one.Text}
		if text, names, ok := strings.Cut(one.Text, "; there is "); ok && len(names) > 80 {
			m.Short, m.Names = text, names
		}
		if one.Line > 0 && one.Line <= len(lines) {
			m.Source = strings.TrimSuffix(lines[one.Line-1], "\r")
			m.Before = indent(m.Source, one.Column-1)
		}
		c.Mistakes = append(c.Mistakes, m)
	}
	c.compare(rows(lang, p.s.Commands()))
	return c
}

// tooLong is what is said of a text that was not even read.
func tooLong(lang string) checked {
	text := say(lang, "it has more than %d MB, and is not even looked at", maxConfig>>20)
	return checked{Mistakes: []mistake{{Short: text}}}
}

// indent is as wide as the beginning of a line: tabs stay what they are, and a wide letter
// is a wide blank.
func indent(line string, columns int) string {
	var b strings.Builder
	for i, r := range []rune(line) {
		switch {
		case i >= columns:
			return b.String()
		case r == '\t':
			b.WriteRune('\t')
		case r >= 0x2e80:
			b.WriteRune('\u3000')
		default:
			b.WriteRune(' ')
		}
	}
	return b.String()
}

// compare marks what differs from the commands in force.
func (c *checked) compare(now []row) {
	at := func(list []row, name string) int {
		return slices.IndexFunc(list, func(r row) bool { return r.Name == name })
	}
	for i := range c.Commands {
		one := &c.Commands[i]
		before := at(now, one.Name)
		one.New = before < 0
		one.Changed = !one.New && (now[before].Line() != one.Line() || now[before].About != one.About || now[before].Needs != one.Needs)
		if one.New || one.Changed {
			c.Changes++
		}
	}
	for _, one := range now {
		if at(c.Commands, one.Name) < 0 {
			c.Gone = append(c.Gone, one.Name)
			c.Changes++
		}
	}
}
