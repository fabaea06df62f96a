package page

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// functions are what the templates can call beside the methods of a view.
var functions = template.FuncMap{
	"piece":     piece,
	"hue":       hue,
	"initial":   initial,
	"short":     short,
	"clock":     func(t time.Time) string { return t.Local().Format("15:04:05") },
	"stamp":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"took":      took,
	"reactions": sandbox.Reactions,
	"running":   running,
	"state":     state,
	"sign":      func(i issuetest.Issue) string { return signs[state(i)] },
	"stateWord": func(i issuetest.Issue) string { return strings.ToUpper(state(i)[:1]) + state(i)[1:] },
	"join":      strings.Join,
	"lower":     strings.ToLower,
}

// piece is what a shared template is given: the view, and the data of this one piece.
//
//	{{template "_happened" (piece . .Data.Deliveries)}}
func piece(v view, data any) view {
	v.Data = data
	return v
}

// hue is which of the eight colours somebody's avatar has. The policy of the pages allows no
// style attribute, hence a class.
func hue(login string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(login))
	return h.Sum32() % 8
}

// initial is the letter of somebody's avatar.
func initial(login string) string {
	first, _ := utf8.DecodeRuneInString(login)
	if first == utf8.RuneError {
		return "?"
	}
	return strings.ToUpper(string(first))
}

// short is a commit as people write it.
func short(sha string) string { return sha[:min(7, len(sha))] }

// took is how long something took, as exactly as one wants to know.
func took(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
}

// state is how an issue or pull request stands: open, draft, closed or merged. It is
// a class of style.css, too.
func state(i issuetest.Issue) string {
	switch {
	case i.Merge.By != "":
		return "merged"
	case i.Closed:
		return "closed"
	case i.Draft:
		return "draft"
	}
	return "open"
}

var signs = map[string]string{"open": "⊙", "draft": "◌", "closed": "⊘", "merged": "⇄"}
