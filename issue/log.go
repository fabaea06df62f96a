package issue

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	mostLogLines = 30  // that a reply shows
	mostLogLine  = 300 // characters of each
)

// escapes are what colours a terminal: left in, they would stand between the letters of a
// secret. https://ecma-international.org/publications-and-standards/standards/ecma-48/
var escapes = regexp.MustCompile(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]`)

// slashed is a line that another robot might take for a command, fence or not.
var slashed = regexp.MustCompile(`(?m)^([\t\p{Zs}]{0,3})/`)

// logOf is the end of a job's log as a reply shows it: without secrets, in a fence that
// nothing in it ends, and acting on nobody.
func (w way) logOf(p *posted, news News) string {
	var raw []string
	for _, line := range news.Log { // what is not plain may take a part of a secret along
		raw = append(raw, w.redact.Text(line))
	}
	lines := strings.Split(w.redact.Lines(plain(raw)), "\n")
	if len(lines) == 1 && lines[0] == "" {
		return ""
	}
	lines = lines[max(0, len(lines)-mostLogLines):]
	for i, line := range lines {
		lines[i] = Short(line, mostLogLine)
	}
	text := slashed.ReplaceAllString(seen(strings.Join(lines, "\n")), "$1\u200b/")
	text = strings.ReplaceAll(text, "@", "@\u200b") // a mail's reader knows no fences
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	title := Textf("The end of its log:")
	if len(p.mark.Commands) > 1 {
		title = Textf("The end of the log of %s:", Code(news.Job))
	}
	return title.In(w.speaks()) + "\n\n" + fence + "text\n" + text + "\n" + fence
}

// plain is a log as one text that shows all it holds: of what a terminal writes over, the
// last.
func plain(log []string) string {
	var text strings.Builder
	for _, line := range log {
		text.WriteString(strings.TrimRight(line, "\r\n") + "\n")
	}
	var lines []string
	for line := range strings.SplitSeq(text.String(), "\n") {
		line = strings.TrimRight(line, "\r")
		line = line[strings.LastIndexByte(line, '\r')+1:]
		line = escapes.ReplaceAllString(line, "")
		line = strings.Map(func(r rune) rune {
			if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) || r == unicode.ReplacementChar {
				return -1
			}
			return r
		}, strings.ToValidUTF8(line, ""))
		lines = append(lines, strings.TrimRight(line, " \t"))
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
