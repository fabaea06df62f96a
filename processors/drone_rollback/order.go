package drone_rollback

import (
	"cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Previous stands for what was on the target before.
const Previous = "previous"

// Order is what is to be rolled back. Nothing of it needs to have been checked.
type Order struct {
	Build  string            // the number of the build to go back to, or Previous, which empty means too
	Target string            // what is rolled back
	Params map[string]string // for the steps of the build
	Sha    string            // what its commit has to begin with; empty is any
}

func (o Order) previous() bool { return cmp.Or(o.Build, Previous) == Previous }

// check refuses an order of which any word is wrong.
func (o Order) check() error {
	if _, ok := drone.Number(o.Build); !ok && !o.previous() {
		return issue.Usagef("%s is neither a build number nor `previous`.", params.Show(o.Build))
	}
	if err := drone.CheckTarget(o.Target); err != nil {
		return err
	}
	if err := deploy.CheckSha(o.Sha); err != nil {
		return err
	}
	return params.Env(o.Params)
}

// read takes a command apart.
func read(event issue.IssueEvent) (Order, error) {
	name, c := drone.Name(event, "/rollback"), event.Command
	switch {
	case c == nil || len(c.Args) == 0 || len(c.Args) > 2:
		return Order{}, issue.Usagef("%s takes a target, and the build to go back to if you like; try %s.", issue.Code(name), issue.Code(name+" prod"))
	}
	sha, given, err := deploy.TakeSha(c.Params)
	o := Order{Target: c.Args[0], Params: given, Sha: sha}
	if err != nil || len(c.Args) == 1 {
		return o, err
	}
	o.Build = c.Args[1]
	_, number := drone.Number(o.Build)
	if _, swapped := drone.Number(o.Target); swapped && !number && !o.previous() && drone.CheckTarget(o.Build) == nil {
		return Order{}, issue.Usagef("%s is not a build number; try %s.", params.Show(o.Build), issue.Code(name+" "+o.Build+" "+o.Target))
	}
	return o, nil
}
