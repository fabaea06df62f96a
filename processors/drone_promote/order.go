package drone_promote

import (
	"regexp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Latest stands for the newest build that succeeded of a push to the default branch.
const Latest = "latest"

// Order is what is to be promoted. Nothing of it needs to have been checked.
type Order struct {
	Build  string            // a build's number, or Latest
	Target string            // where to
	Params map[string]string // for the steps of the build
	Sha    string            // what its commit has to begin with; empty is any
}

// check refuses an order of which any word is wrong.
func (o Order) check() error {
	if _, ok := drone.Number(o.Build); !ok && o.Build != Latest {
		return issue.Usagef("%s is neither a build number nor `latest`.", params.Show(o.Build))
	}
	if err := drone.CheckTarget(o.Target); err != nil {
		return err
	}
	if err := deploy.CheckSha(o.Sha); err != nil {
		return err
	}
	return params.Env(o.Params)
}

// read takes a command apart. What is wrong with a build number is said here, where the
// command's shape is known.
func read(event issue.IssueEvent) (Order, error) {
	name, c := drone.Name(event, "/promote"), event.Command
	if c == nil {
		c = &issue.Command{}
	}
	args := c.Args
	if len(args) == 1 && !almost.MatchString(args[0]) {
		args = []string{Latest, args[0]}
	}
	if len(args) != 2 {
		return Order{}, issue.Usagef("%s takes a build number and a target; try %s.", issue.Code(name), issue.Code(name+" 42 dev"))
	}
	build, target := args[0], args[1]
	if _, ok := drone.Number(build); !ok && build != Latest {
		return Order{}, issue.Usagef("%s is not a build number; try %s.", params.Show(build), issue.Code(name+" "+guess(build, target)))
	}
	sha, given, err := deploy.TakeSha(c.Params)
	return Order{build, target, given, sha}, err
}

var almost = regexp.MustCompile(`^#?0*([1-9][0-9]{0,8})\D?$`)

// guess is what somebody meant who wrote something else than a build number.
func guess(build, target string) string {
	if _, swapped := drone.Number(target); swapped && drone.CheckTarget(build) == nil {
		return target + " " + build
	}
	number := "42"
	if m := almost.FindStringSubmatch(build); m != nil {
		number = m[1]
	}
	if drone.CheckTarget(target) != nil {
		target = "dev"
	}
	return number + " " + target
}
