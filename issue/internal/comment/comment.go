// Package comment finds the commands in a comment's text.
//
// A command is a line of visible text that starts with a name of ours:
//
//	LGTM, thank you!
//	/promote 42 dev REVISION=abc     <- runs: a reader of the page sees it as it stands
//
//	> /promote 42 dev                <- somebody else's words: silence
//
//	```
//	/promote 42 dev                  <- an example: silence
//	```
//
// The text goes through four gates, the cheap ones first:
//
//  1. scan: does a line have the shape of one of our commands? Most comments end here.
//  2. guard: is the Markdown simple enough to be read in no time?
//  3. layout: does the page show the line as plain text, and nothing else?
//  4. words: what are its arguments?
//
// What a reader does not see is never run, and what a reader sees is what runs.
// A line that was meant for us and is not run says why in words for the commenter,
// unless it is hidden: then it was not said to us.
package comment

import "slices"

// Verdict is what becomes of a line.
type Verdict int

const (
	Runs    Verdict = iota + 1 // it is a command of ours
	Refused                    // it is meant for us but is not run; Reason tells the commenter why
	Near                       // its name is one letter off Suggestion; it is not run
	Silent                     // it looks like a command but is not said to us; Reason tells robot parse why
)

// Line is one line that looks like a command.
type Line struct {
	Number     int               // from 1
	Name       string            // "promote": lower case, without the slash
	Text       string            // the line as written, without the blanks around it
	Rest       string            // what follows the name, likewise
	Args       []string          // the words of Rest that are not key=value; nil unless Verdict is Runs
	Params     map[string]string // the key=value words; never nil where Verdict is Runs
	Keys       []string          // the keys of Params, in the order written
	Verdict    Verdict
	Reason     Reason // why not, where Verdict is Refused or Silent: "the quote \" is not closed", "in a code span"
	Suggestion string // the name that was probably meant, where Verdict is Near
	Wording    bool   // Verdict is Refused for its quotes and parameters alone: as text, it could run
}

// Find returns the lines of text that are said to us, in order: those that run, those
// that are refused, and near misses of a name. Names are lower case, without slash.
// It costs next to nothing where no line has the shape of a command of ours.
func Find(text string, names []string) []Line {
	return read(text, scan(text, names, false))
}

// Shaped reports whether a line of text has the shape of a command, whatever its name.
func Shaped(text string) bool {
	return slices.ContainsFunc(scan(text, nil, true), func(c candidate) bool { return c.loose == "" })
}

// Explain returns every line of text that looks like a command, in order: what Find
// returns, and what is silently passed over with the reason why.
func Explain(text string, names []string) []Line {
	return read(text, scan(text, names, true))
}

// notOurs is why a line with an unknown name is Silent.
const notOurs = "not a command of ours"

// Strange reports whether a line of text has the shape of a command whose name is none of
// these, and near none: somebody else's, or of a list that is longer than this.
func Strange(text string, names []string) bool {
	return slices.ContainsFunc(Explain(text, names), func(l Line) bool { return l.Verdict == Silent && l.Reason.String() == notOurs })
}

// read gives each candidate its verdict; those that are Silent are left out unless
// the candidate came with a wish to explain it.
func read(text string, found []candidate) []Line {
	if len(found) == 0 {
		return nil
	}
	reason := guard(text)
	if reason.none() {
		reason = safely(func() { layout(text, found) })
		if !reason.none() { // nothing is known of where they stand
			for i := range found {
				found[i].hidden = ""
			}
		}
	}
	lines := make([]Line, 0, len(found))
	for i := range found {
		c := &found[i]
		l := c.line()
		switch {
		case c.unknown:
			l.Verdict, l.Reason = Silent, unsaid(notOurs)
		case c.hidden != "":
			l.Verdict, l.Reason = Silent, unsaid(c.hidden)
		case c.loose != "":
			l.Verdict, l.Reason = Silent, unsaid(c.loose)
		case c.near != "":
			l.Verdict, l.Suggestion = Near, c.near
			if !reason.none() {
				l.Verdict, l.Reason, l.Suggestion = Silent, reason, ""
			}
		case !reason.none():
			l.Verdict, l.Reason = Refused, reason
		default:
			c.judge(&l)
		}
		if l.Verdict != Silent || c.explain {
			lines = append(lines, l)
		}
	}
	return lines
}

// safely runs f, which reads what strangers write with a parser that is not ours: where
// that panics, the text is refused.
func safely(f func()) (reason Reason) {
	defer func() {
		if recover() != nil {
			reason = because("the text around it could not be read; put the command into a comment of its own")
		}
	}()
	f()
	return Reason{}
}

// maxLine is longer than the longest line that any command takes: 32 parameters of
// 64 bytes of name and 1,024 of value.
const maxLine = 40_000

// judge gives the verdict on a line that stands where a command may stand.
func (c *candidate) judge(l *Line) {
	l.Verdict = Refused
	switch {
	case len(c.text) > maxLine:
		l.Reason = because("the line is too long: a command has at most 40,000 bytes")
	case !c.unseen.none():
		l.Reason = c.unseen
	case !c.obscure.none():
		l.Reason = c.obscure
	default:
		args, params, keys, wrong := words(l.Rest)
		if !wrong.none() {
			l.Reason, l.Wording = wrong, true
			return
		}
		l.Verdict, l.Args, l.Params, l.Keys = Runs, args, params, keys
	}
}
