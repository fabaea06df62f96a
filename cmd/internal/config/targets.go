package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
)

// Target is the rule of a promotion target.
type Target struct {
	Needs, Branches []string
	Confirm         bool // a person has to say /confirm
	FourEyes        bool // and not the one who asked
}

func readTarget(n *yaml.Node) Target {
	t := Target{Needs: textsOf(get(n, "needs")), Branches: textsOf(get(n, "branches")), FourEyes: isTrue(get(n, "four_eyes"))}
	t.Confirm = t.FourEyes || isTrue(get(n, "confirm"))
	return t
}

// rules are those of the targets, as the robots for Drone have them.
func (f *File) rules() map[string]drone_promote.Rule {
	if len(f.Targets) == 0 {
		return nil
	}
	rules := map[string]drone_promote.Rule{}
	for name, t := range f.Targets {
		rules[name] = t.rule()
	}
	return rules
}

func (t Target) rule() drone_promote.Rule {
	return drone_promote.Rule{Needs: permission(t.Needs), Branches: t.Branches, Confirm: t.Confirm, FourEyes: t.FourEyes}
}

// checkTargets reports the rules that a robot for Drone does not take.
func (f *File) checkTargets(r *reader, root *yaml.Node) {
	var names []string
	for at, value := range pairs(get(root, "targets")) {
		if i := slices.IndexFunc(names, func(known string) bool { return known != at.Value && strings.EqualFold(known, at.Value) }); i >= 0 {
			r.wrong(at, "targets: %q and %q are one target: a rule does not tell capital letters from small ones", names[i], at.Value)
		}
		names = append(names, at.Value)
		f.checkTarget(r, at, value)
	}
}

func (f *File) checkTarget(r *reader, at, value *yaml.Node) {
	t, before := f.Targets[at.Value], len(r.found)
	if n := get(value, "needs"); n != nil {
		r.permission(n, t.Needs)
	}
	if n := get(value, "confirm"); n != nil && t.FourEyes && !isTrue(n) {
		r.wrong(n, "confirm: with four_eyes somebody has to confirm it; leave one of the two out")
	}
	if len(r.found) > before {
		return
	}
	rule := t.rule()
	if get(value, "branches") != nil && rule.Branches == nil {
		rule.Branches = []string{}
	}
	o := nowhere
	o.Targets = map[string]drone_promote.Rule{at.Value: rule}
	if _, err := drone_promote.New(o); err != nil {
		r.wrong(at, "%s", strings.TrimPrefix(err.Error(), "drone: "))
	}
}

// confirm is the command by which a person starts what was asked for.
const confirm = "confirm"

// confirms reports whether something may wait for a person's word: what a bot asked for, and
// where there is a Drone what goes to a target.
func (f *File) confirms(drone bool) bool {
	for _, t := range f.Targets {
		if t.Confirm && drone {
			return true
		}
	}
	return slices.ContainsFunc(f.Commands, func(c *Command) bool { return len(c.Bots) > 0 })
}

// targets are the rules as a table.
func (f *File) targets(b *strings.Builder) {
	if len(f.Targets) == 0 {
		return
	}
	b.WriteString("\n| target | who may | builds of | confirmed by |\n|---|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(f.Targets)) {
		t := f.Targets[name]
		who, branches, by := "who may run the command", "any branch", "nobody"
		if t.Needs != nil {
			who = fmt.Sprint(permission(t.Needs))
		}
		if t.Branches != nil {
			branches = strings.Join(spans(t.Branches), ", ")
		}
		switch {
		case t.FourEyes:
			by = "somebody else, with `/confirm`"
		case t.Confirm:
			by = "a person, with `/confirm`"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", inCell(issue.Code(name)), inCell(who), inCell(branches), by)
	}
}
