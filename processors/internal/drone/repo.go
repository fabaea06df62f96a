package drone

import (
	"regexp"

	"github.com/fanux/robot/issue"
)

// Repo is a repository as Drone names it.
type Repo struct{ Namespace, Name string }

func (r Repo) String() string { return r.Namespace + "/" + r.Name }

var plain = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)

// check refuses what drone-go, which does not escape, would make another path of.
func (r Repo) check() error {
	for _, part := range []string{r.Namespace, r.Name} {
		if !plain.MatchString(part) || part == "." || part == ".." {
			return issue.Refusef("Drone cannot be asked about a repository named %s.", clip(r.String()))
		}
	}
	return nil
}

// clip is text of others as a code span, cut where it is long.
func clip(text string) string { return issue.Code(issue.Short(text, 300)) }
