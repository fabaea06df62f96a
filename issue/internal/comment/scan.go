package comment

import (
	"strings"
	"unicode/utf8"
)

// candidate is a line that has the shape of a command, before anything is known of
// the page it stands on.
type candidate struct {
	number     int    // from 1
	start, end int    // of the trimmed line, in the text with all line ends as one byte
	slash      int    // where the slash of its name is, in the same text
	text       string // text[start:end]
	name, rest string
	near       string // the known name that it is a near miss of
	unknown    bool   // its name is neither known nor near
	explain    bool   // it is wanted even if it is silent
	loose      string // why it does not even have the shape: "indented by four or more"
	unseen     Reason // why it is refused: it holds a character that nobody sees
	hidden     string // why it is not said to us: set by layout
	obscure    Reason // why it is refused: a part of it is not plain; set by layout
}

func (c *candidate) line() Line {
	return Line{Number: c.number, Name: c.name, Text: c.text, Rest: c.rest}
}

// scan returns the lines of text that have the shape of a command in names or of a near
// miss of one; if all is set, also those that merely look like one. Offsets count
// "\r\n" as the one byte that unify makes of it.
func scan(text string, names []string, all bool) []candidate {
	var found []candidate
	offset := 0 // of the line, in the text with all line ends as one byte
	for number := 1; text != ""; number++ {
		end := strings.IndexAny(text, "\r\n")
		line := text
		if end >= 0 {
			line = text[:end]
		}
		if c, ok := shape(line, names, all); ok {
			c.number = number
			c.start, c.end, c.slash = c.start+offset, c.end+offset, c.slash+offset
			found = append(found, c)
		}
		if end < 0 {
			return found
		}
		offset += end + 1
		if strings.HasPrefix(text[end:], "\r\n") {
			end++
		}
		text = text[end+1:]
	}
	return found
}

// shape reports whether line, which has no line end, looks like a command.
func shape(line string, names []string, all bool) (candidate, bool) {
	if strings.IndexByte(line, '/') < 0 {
		return candidate{}, false
	}
	trimmed := strings.TrimFunc(line, isBlank)
	start := strings.Index(line, trimmed)
	c := candidate{start: start, end: start + len(trimmed), slash: start, text: trimmed, explain: all}
	if r, _ := utf8.DecodeRuneInString(trimmed); r != '/' && !isUnseen(r) {
		return c, all && c.loosely(names)
	}
	plain := trimmed
	if strings.IndexFunc(head(plain), isUnseen) >= 0 {
		plain = strings.TrimFunc(strings.Map(visible, plain), isBlank)
	}
	if !c.takeName(plain, names) || c.unknown && !all {
		return c, false
	}
	c.rest = strings.TrimLeftFunc(plain[1+len(c.name):], isBlank)
	if !c.unknown {
		c.unseen = firstUnseen(trimmed)
	}
	if n := utf8.RuneCountInString(line[:start]); n > 3 || strings.Contains(line[:start], "\t") {
		c.loose = "indented by four or more"
		return c, all
	}
	return c, true
}

// head is the part of a line in which its name is: up to the first blank.
func head(line string) string {
	if i := strings.IndexFunc(line, isBlank); i >= 0 {
		return line[:i]
	}
	return line
}

// takeName sets the name that line starts with, and what it is to us.
func (c *candidate) takeName(line string, names []string) bool {
	name := nameOf(line)
	if name == "" {
		return false
	}
	for _, known := range names {
		if strings.EqualFold(known, name) {
			c.name = known
			return true
		}
	}
	c.name = strings.ToLower(name)
	c.near = near(c.name, names)
	c.unknown = c.near == ""
	return true
}

// nameOf returns the name of the command that line starts with, as it is written
// there, or nothing: "promote" of "/promote 42", nothing of "/usr/bin".
func nameOf(line string) string {
	if len(line) < 2 || line[0] != '/' || !isLetter(line[1]) {
		return ""
	}
	i := 2
	for i < len(line) && (isLetter(line[i]) || '0' <= line[i] && line[i] <= '9' || line[i] == '-' || line[i] == '_') {
		i++
	}
	if i < len(line) {
		if r, _ := utf8.DecodeRuneInString(line[i:]); !isBlank(r) {
			return ""
		}
	}
	return line[1:i]
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// markup are the characters that Markdown and HTML put before a line's own text.
const markup = " \t\u00a0>*+-#|`~_\"'()[]!:.0123456789\\"

// loosely reports whether, behind markup, the line has a command that is known.
func (c *candidate) loosely(names []string) bool {
	line := c.text
	if end := strings.IndexByte(line, '>'); line[0] == '<' && end > 0 {
		line = line[end+1:]
	}
	line = strings.TrimLeft(line, markup)
	// What closes the markup may stand right after the name: `/help`, </b>, |.
	name := line
	if i := strings.IndexAny(line, "`*~_|<)]\"' \t"); i > 0 {
		name = line[:i]
	}
	if !c.takeName(name, names) || c.unknown || c.near != "" {
		return false
	}
	at := len(c.text) - len(line)
	c.slash += at
	c.rest = strings.TrimLeftFunc(line[1+len(c.name):], isBlank)
	c.loose = "not at the start of its line"
	if at > 0 && c.text[at-1] == '\\' {
		c.loose = "escaped"
	}
	return true
}
