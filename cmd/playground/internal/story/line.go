package story

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// line is a sentence as it stands in a section, with the lines behind bars below it.
type line struct {
	at   int // its number in the file
	head string
	bars []string
}

// linesOf reads a section whose first line has that number.
func linesOf(text string, at int) (list []line, err error) {
	open := false // whether a bar may follow
	for text := range strings.Lines(text) {
		text = strings.TrimSuffix(text, "\n")
		bar, barred := strings.CutPrefix(text, "|")
		switch {
		case barred && !open:
			return nil, fmt.Errorf("%d: a line with a bar goes on with a sentence above it, and there is none", at)
		case barred && bar != "" && bar[0] != ' ':
			return nil, fmt.Errorf("%d: behind the bar there is a blank, and then the text", at)
		case barred:
			last := &list[len(list)-1]
			last.bars = append(last.bars, strings.TrimPrefix(bar, " "))
		case text == "" || text[0] == '#':
			open = false
		case text != strings.TrimSpace(text):
			return nil, fmt.Errorf("%d: there is a blank before or behind %q", at, strings.TrimSpace(text))
		default:
			list, open = append(list, line{at: at, head: text}), true
		}
		at++
	}
	return list, nil
}

// form is how a sentence is written: words, of which those in capitals stand for others.
// "…: TEXT" at its end is a text of one or more lines, and "…, and below it TEXT" one that
// stands behind bars alone, and may be left out.
type form string

const below = ", and below it TEXT"

// Browsers end the lines of what is written in them with a carriage return, too.
const (
	carriageReturn = "\r"
	shown          = "␍"
)

const login = `[A-Za-z0-9-]+(?:\[bot\])?`

var capitals = map[string]string{
	"LOGIN":      login,
	"PEOPLE":     login + `(?:, ` + login + `)*`,
	"ROLE":       `admin|maintain|write|triage|read`,
	"REPOSITORY": `[\w.-]+/[\w.-]+`,
	"N":          `[1-9]\d*`,
	"COMMENT":    `comment [1-9]\d* by ` + login + ` on [1-9]\d*`,
	"EMOTION":    `\+1|-1|laugh|confused|heart|hooray|rocket|eyes`,
	"REASON":     `completed|not planned|duplicate`,
	"NAMES":      `[^,\s](?:.*[^,\s])?`,
	"TITLE":      `.+`,
	"PATH":       `\S+`,
	"METHOD":     `POST|PUT|PATCH|DELETE`,
	"SWITCH":     `[a-z-]+`,
	"STATE":      `on|off`,
	"CALLS":      `1 call|(?:[02-9]|[1-9]\d+) calls`,
}

var capital = regexp.MustCompile(`[A-Z]{2,}|\bN\b`)

// read reports whether a line is of that form, and what stands in the place of its capitals;
// what is said in it, where it says something, is the last of them.
func (f form) read(l line) (filled []string, fits bool, err error) {
	head, under := strings.CutSuffix(string(f), below)
	head, says := strings.CutSuffix(head, ": TEXT")
	pattern := capital.ReplaceAllStringFunc(regexp.QuoteMeta(head), func(name string) string { return "(" + capitals[name] + ")" })
	if says {
		pattern += `:(?: (.+))?`
	}
	filled = regexp.MustCompile(`^` + pattern + `$`).FindStringSubmatch(l.head)
	if filled == nil {
		return nil, false, nil
	}
	filled = filled[1:]
	switch last := len(filled) - 1; {
	case says && filled[last] == "" && l.bars == nil:
		return nil, true, fmt.Errorf("%d: it says nothing; the text stands behind the colon, or below it, behind bars", l.at)
	case says && filled[last] == "":
		filled[last] = strings.Join(l.bars, "\n")
	case says:
		filled[last] = strings.Join(append(filled[last:last+1:last+1], l.bars...), "\n")
	case under:
		filled = append(filled, strings.Join(l.bars, "\n"))
	case l.bars != nil:
		return nil, true, fmt.Errorf("%d: nothing goes on below %q", l.at, f)
	}
	if says || under {
		last := len(filled) - 1
		filled[last] = strings.ReplaceAll(filled[last], shown, carriageReturn)
	}
	return filled, true, nil
}

// write is the line of that form in which filled stands in the place of the capitals: what
// read takes apart.
func (f form) write(filled ...string) line {
	var l line
	head, under := strings.CutSuffix(string(f), below)
	head, says := strings.CutSuffix(head, ": TEXT")
	if says || under {
		text := strings.ReplaceAll(filled[len(filled)-1], carriageReturn, shown)
		filled = filled[:len(filled)-1]
		if text != "" || says {
			l.bars = strings.Split(text, "\n")
		}
	}
	l.head = capital.ReplaceAllStringFunc(head, func(string) string {
		first := filled[0]
		filled = filled[1:]
		return first
	})
	if !says {
		return l
	}
	l.head += ":"
	if first := l.bars[0]; first != "" && first == strings.TrimSpace(first) {
		l.head, l.bars = l.head+" "+first, slices.Clone(l.bars[1:])
	}
	return l
}

func (l line) String() string {
	var b strings.Builder
	b.WriteString(l.head + "\n" + barred(l.bars))
	return b.String()
}

// barred is a text behind bars.
func barred(lines []string) string {
	var b strings.Builder
	for _, text := range lines {
		if b.WriteString("|"); text != "" {
			b.WriteString(" " + text)
		}
		b.WriteString("\n")
	}
	return b.String()
}
