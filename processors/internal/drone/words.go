package drone

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

var digits = regexp.MustCompile(`^[1-9][0-9]*$`)

// Number reads a build number: no sign, no leading zero, no more than Drone counts to.
func Number(text string) (int, bool) {
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

// CheckTarget refuses what cannot be the name of a target.
func CheckTarget(text string) error {
	if !isTarget(text) {
		return issue.Usagef("%s is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64.", params.Show(text))
	}
	return nil
}

// branchName is narrower than git: Drone puts it into GitHub's URL as it is, where a ? or #
// would ask for another branch.
var branchName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}._/@+=-]*$`) }) // costly, and seldom needed

// notBranches are what git does not take for a branch, and what Drone takes for something
// else than a branch: of refs/pull/5/head it builds the code of a fork.
// https://git-scm.com/docs/git-check-ref-format
var notBranches = regexp.MustCompile(`^refs/|\.\.|//|/\.|/$|\.$|\.lock(/|$)`)

const maxBranch = 244

// CheckBranch refuses what cannot be the name of a branch, or must not be asked for.
func CheckBranch(text string) error {
	if len(text) > maxBranch || !branchName().MatchString(text) || notBranches.MatchString(text) {
		return issue.Usagef("%s is not a branch; use its name alone, of letters, digits and `._/@+=-`.", params.Show(text))
	}
	return nil
}

// newBuildWords are what Drone reads of a new build's parameters itself.
// A commit among them would be built whatever the robot has checked.
var newBuildWords = []string{"branch", "commit", "message", "action"}

func checkNewBuild(given map[string]string) error {
	for name := range given {
		for _, word := range newBuildWords {
			if strings.EqualFold(name, word) {
				return issue.Refusef("%s cannot be set from a comment, because it steers the build itself. Choose another name.", params.Show(name))
			}
		}
	}
	return nil
}

// OneBuild is the word of a command that takes one build at most; empty where there is none.
func OneBuild(c *issue.Command) string {
	if c == nil || len(c.Args) == 0 {
		return ""
	}
	return c.Args[0]
}

// CheckNumber refuses what is not the number of a build; the command is named as it was written.
func CheckNumber(text, command string) error {
	if _, ok := Number(text); !ok {
		return issue.Usagef("%s is not a build number; try %s.", params.Show(text), issue.Code(command+" 57"))
	}
	return nil
}
