package drone_build

import (
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Order is what is to be built. Nothing of it needs to have been checked.
type Order struct {
	Branch string            // its name; empty means the default one
	Commit string            // one on the branch, 7 to 40 hexadecimal digits; empty means its newest
	Params map[string]string // for the steps of the build
}

// check refuses an order of which any word is wrong. A branch is checked when it is known.
func (o Order) check() error {
	if err := deploy.CheckSha(o.Commit); err != nil {
		return err
	}
	return params.Env(o.Params)
}

// read takes a command apart.
func read(c *issue.Command) Order {
	if c == nil {
		return Order{}
	}
	o := Order{Params: c.Params}
	for i, word := range []*string{&o.Branch, &o.Commit} {
		if i < len(c.Args) {
			*word = c.Args[i]
		}
	}
	return o
}

// dry is the reply of a dry run.
func (o Order) dry(call *issue.Call, branch, commit string) string {
	if commit == "" {
		return call.Sayf("Nothing was done. It would build the newest commit of %s%s.", params.Show(branch), deploy.With(o.Params))
	}
	return call.Sayf("Nothing was done. It would build commit %s of %s%s.", issue.Code(drone.Brief(commit)), params.Show(branch), deploy.With(o.Params))
}
