package comment

import "strings"

// Limits of what is read. Markdown that goes beyond them is not written by people, and
// takes goldmark time that grows with the square of its length: whoever may comment
// could keep the robot busy for minutes. What was meant for us is refused in words.
const (
	maxText    = 300_000 // bytes; GitHub itself takes 65,536 characters
	maxNesting = 20      // quotes and list items within each other on one line
	maxSteps   = 250_000 // lines, times the deepest nesting of them
	maxOpeners = 1_000   // of [ and < and URLs, each
)

// guard says why text is not to be read, or nothing if it may be.
func guard(text string) Reason {
	switch {
	case len(text) > maxText:
		return because("the text is too long: commands are read in up to 300,000 bytes")
	case strings.Count(text, "[") > maxOpeners:
		return because("the text has too many [ to be read safely; put the command into a comment of its own")
	case strings.Count(text, "<") > maxOpeners:
		return because("the text has too many < to be read safely; put the command into a comment of its own")
	case strings.Count(text, "://")+strings.Count(text, "www.") > maxOpeners:
		return because("the text has too many links to be read safely; put the command into a comment of its own")
	case nestsDeeply(text):
		return because("the text has quotes or lists nested too deeply to be read safely; put the command into a comment of its own")
	}
	return Reason{}
}

// nestsDeeply reports whether the quotes and lists of text are nested beyond the limits.
//
// How deep a line may be is guessed from its beginning: a marker of a quote or list is
// one step, and so are two columns of indentation before it. goldmark asks every open
// quote and list about every line, an empty one too.
func nestsDeeply(text string) bool {
	lines, deepest := 1, 0
	columns, markers, start := 0, 0, true // start: nothing but blanks and markers so far on this line
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case b == '\n' || b == '\r':
			lines++
			columns, markers, start = 0, 0, true
		case b == ']' && strings.HasPrefix(text[i+1:], ":"): // a footnote holds blocks, too
			markers, start = markers+1, true
			deepest = max(deepest, columns/2+markers)
			if markers > maxNesting {
				return true
			}
		case !start || '0' <= b && b <= '9':
		case b == ' ' && markers == 0:
			columns++
		case b == '\t' && markers == 0:
			columns += 4
		case b == ' ' || b == '\t':
		case b == '>' || strings.IndexByte("-+*.)", b) >= 0 && (i+1 == len(text) || strings.IndexByte(" \t\r\n", text[i+1]) >= 0):
			markers++
			deepest = max(deepest, columns/2+markers)
			if markers > maxNesting {
				return true
			}
		default:
			start = false
		}
	}
	return lines*deepest > maxSteps
}
