package params

import (
	"maps"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
)

const (
	// MaxCount is how many parameters one command may have.
	MaxCount = 32
	// MaxValue is how many bytes a value may have.
	MaxValue = 1024

	maxName = 64
)

var name = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// Env checks parameters that become environment variables: what Values checks, the
// form of their names, and that none of them steers the shell, git, a language's
// runtime or the CI system of the build. Its error is a sentence for the commenter.
func Env(params map[string]string) error {
	if err := Values(params); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(params)) {
		if len(key) > maxName || !name.MatchString(key) {
			return issue.Usagef("%s is not a parameter name; use letters, digits and `_`, no digit first, at most 64.", Show(key))
		}
		if Denied(key) {
			return issue.Refusef("%s cannot be set from a comment, because it steers the build itself. Choose another name.", Show(key))
		}
	}
	return nil
}

// Values checks how many parameters there are, and that their values are short,
// valid UTF-8 and free of control characters. The names may be anything.
func Values(params map[string]string) error {
	if len(params) > MaxCount {
		return issue.Usagef("%d parameters are too many; give at most %d.", len(params), MaxCount)
	}
	for _, key := range slices.Sorted(maps.Keys(params)) {
		value := params[key]
		switch {
		case len(value) > MaxValue:
			return issue.Usagef("The value of %s has %d bytes; give at most 1,024.", Show(key), len(value))
		case !utf8.ValidString(value) || hasControl(value):
			return issue.Usagef("The value of %s holds a control character; remove it.", Show(key))
		}
	}
	return nil
}

func hasControl(text string) bool {
	for _, r := range text {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) {
			return true
		}
	}
	return false
}

// Show is a word of a user as a code span that is fit to be shown, cut where it is long.
func Show(text string) string { return issue.Code(issue.Short(text, 80)) }
