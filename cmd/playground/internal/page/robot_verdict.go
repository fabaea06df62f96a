package page

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue"
)

// Verdict is what became of a line, in the reader's language as far as it is the robot's own
// words: what a person or an upstream said stays as it is.
func (v view) Verdict(english string) string {
	english = strings.NewReplacer("`", "", "**", "").Replace(english) // it is not rendered
	if v.Lang != "zh" {
		return english
	}
	if known, ok := chinese[english]; ok {
		return known
	}
	if in := (issue.Help{About: english}).In(issue.Chinese).About; in != english { // it looks up any text
		return in
	}
	if what, usage, ok := strings.Cut(english, " Usage: "); ok {
		usage, example, _ := strings.Cut(strings.TrimSuffix(usage, "."), ", for example ")
		if example == "" {
			return issue.Textf("%s Usage: %s.", v.Verdict(what), usage).In(issue.Chinese)
		}
		return issue.Textf("%s Usage: %s, for example %s.", v.Verdict(what), usage, example).In(issue.Chinese)
	}
	for _, one := range leading {
		if rest, ok := strings.CutPrefix(english, one); ok {
			return v.T(one) + v.Verdict(rest)
		}
	}
	for _, one := range formats {
		if m := one.form.FindStringSubmatch(english); m != nil {
			return issue.Textf(one.format, one.args(m[1:])...).In(issue.Chinese)
		}
	}
	return english
}

// undone reports whether a line is a command that was not done, where failure is why all of
// its text was not.
func undone(line issue.Line, failure string) bool {
	switch {
	case line.Runs:
		return false
	case failure != "" && line.Verdict == failure:
		return true
	}
	return slices.ContainsFunc([]string{"denied: ", "refused: ", "failed: ", "skipped: ", "duplicate: ", "broken off: ", "not run: "}, func(state string) bool {
		return strings.HasPrefix(line.Verdict, state)
	})
}

// failureOf is why nothing of a delivery was done, as its answer has it.
func failureOf(d sandbox.Delivery) string {
	var outcome issue.Outcome
	if json.Unmarshal([]byte(d.Answer), &outcome) != nil {
		return ""
	}
	return outcome.Error
}

// leading are how verdicts begin that go on with somebody's words.
var leading = []string{
	"runs as ", "not a command of ours; did you mean ", "not run: the robot answered ", "broken off: ", "inside ",
	"denied: ", "refused: ", "unknown: ", "failed: ", "skipped: ", "duplicate: ", "ran: ",
	"Not run: your permission could not be checked. ",
}

// said is a format of the robot's and what its texts look like.
type said struct {
	format string
	form   *regexp.Regexp
}

// args are what stands in a text in the places of the format's verbs.
func (s said) args(parts []string) (list []any) {
	for i, verb := range verb.FindAllString(s.format, -1) {
		switch verb {
		case "%c":
			r, _ := utf8.DecodeRuneInString(parts[i])
			list = append(list, r)
		case "%d":
			n, _ := strconv.Atoi(parts[i])
			list = append(list, n)
		default:
			list = append(list, parts[i])
		}
	}
	return list
}

var verb = regexp.MustCompile(`%[sdcq]`)

// formats are texts of the issue package, which has them in Chinese, too.
var formats = func() (list []said) {
	for _, format := range []string{
		"it has a character that nobody sees, %s; write it again by hand",
		"it is inside of an HTML tag, %s, that is not closed before it; put the tag into backticks if it was meant as text",
		"the quote %c is not closed on this line",
		"the parameter %s is given twice",
		"%s is missing.", "%s is more than %s takes.", "%s takes no %s.",
		"GitHub answered %d; comment it again later.",
	} {
		list = append(list, said{format, regexp.MustCompile(`^` + verb.ReplaceAllString(regexp.QuoteMeta(format), `(.+?)`) + `$`)})
	}
	return list
}()

// Word is a state of a command in a word.
func (v view) Word(s issue.State) string { return v.T(string(s)) }
