package workflow

import (
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// maxWords is where a list in words is cut.
const maxWords = 30

// and is a list in words: "`a`, `b` and `c`".
func and(list []issue.Text) issue.Text {
	switch n := len(list); {
	case n == 0:
		return issue.Textf("none")
	case n == 1:
		return list[0]
	case n > maxWords:
		return issue.Textf("%s and %d more", row(list[:maxWords]), n-maxWords)
	default:
		return issue.Textf("%s and %s", row(list[:n-1]), list[n-1])
	}
}

// or is a list of alternatives in words: "`a`, `b` or `c`".
func or(list []issue.Text) issue.Text {
	if n := len(list); n > 1 && n <= maxWords {
		return issue.Textf("%s or %s", row(list[:n-1]), list[n-1])
	}
	return and(list)
}

// row is what stands before the last of a list.
func row(list []issue.Text) issue.Text {
	all := list[0]
	for _, next := range list[1:] {
		all = issue.Textf("%s, %s", all, next)
	}
	return all
}

// spans are words of others as code spans.
func spans(words []string) (list []issue.Text) {
	for _, word := range words {
		list = append(list, issue.Verbatim(params.Show(word)))
	}
	return list
}
