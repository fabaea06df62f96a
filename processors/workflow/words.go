package workflow

import (
	"fmt"
	"strings"

	"github.com/fanux/robot/processors/internal/params"
)

// enumerate is a list of words as code spans: "`a`, `b` and `c`".
func enumerate(last string, list []string) string {
	var spans []string
	for _, word := range list {
		spans = append(spans, params.Show(word))
	}
	return words(last, spans)
}

// words is a list in words, cut where it is long.
func words(last string, list []string) string {
	const most = 30
	switch n := len(list); {
	case n == 0:
		return "none"
	case n == 1:
		return list[0]
	case n > most:
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), n-most)
	default:
		return strings.Join(list[:n-1], ", ") + " " + last + " " + list[n-1]
	}
}
