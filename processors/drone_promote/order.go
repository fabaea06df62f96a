package drone_promote

import (
	"cmp"
	"regexp"
	"strconv"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// order is what a command asks for.
type order struct {
	build  int
	target string
	params map[string]string
}

// read takes a command apart and checks every word of it.
func read(c *issue.Command) (order, error) {
	if c == nil {
		c = &issue.Command{}
	}
	name := cmp.Or(c.Type, "/promote")
	if len(c.Args) != 2 {
		return order{}, issue.Usagef("%s takes a build number and a target; try %s.", issue.Code(name), issue.Code(name+" 42 dev"))
	}
	build, target := c.Args[0], c.Args[1]
	number, ok := whole(build)
	switch {
	case !ok:
		return order{}, issue.Usagef("%s is not a build number; try %s.", params.Show(build), issue.Code(name+" "+guess(build, target)))
	case !isTarget(target):
		return order{}, issue.Usagef("%s is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64.", params.Show(target))
	}
	return order{number, target, c.Params}, params.Env(c.Params)
}

var digits = regexp.MustCompile(`^[1-9][0-9]*$`)

// whole reads a build number: no sign, no leading zero, no more than Drone counts to.
func whole(text string) (int, bool) {
	n, err := strconv.ParseInt(text, 10, 32)
	return int(n), err == nil && digits.MatchString(text)
}

// A counted repetition of Unicode's classes would cost 3.5 ms of every cold start.
var target = regexp.MustCompile(`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._/-]*$`)

// steps are what would make a path of a target that a pipeline puts into one.
var steps = regexp.MustCompile(`(^|/)\.{1,2}(/|$)`)

const maxTarget = 64

func isTarget(text string) bool {
	return utf8.RuneCountInString(text) <= maxTarget && target.MatchString(text) && !steps.MatchString(text)
}

var almost = regexp.MustCompile(`^#?0*([1-9][0-9]{0,8})\D?$`)

// guess is what somebody meant who wrote something else than a build number.
func guess(build, target string) string {
	if _, swapped := whole(target); swapped && isTarget(build) {
		return target + " " + build
	}
	number := "42"
	if m := almost.FindStringSubmatch(build); m != nil {
		number = m[1]
	}
	if !isTarget(target) {
		target = "dev"
	}
	return number + " " + target
}
