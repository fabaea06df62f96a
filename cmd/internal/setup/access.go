package setup

import (
	"maps"
	"slices"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// AccessOf is what GitHub has to let the robot do for the commands of mux, which those of f,
// where there is one, are among.
func AccessOf(f *config.File, mux *issue.Mux) processors.Access {
	all := processors.Permissions(used(f, mux)...)
	all = all.And(processors.Access{Events: mux.Events()})
	if f != nil && f.InRepo != nil {
		all = all.And(processors.Files())
	}
	if forTeams(f, mux) {
		all = all.And(processors.Teams())
	}
	return all
}

// used are the built-in commands that are on, and the kinds that the file uses or lets
// repositories use.
func used(f *config.File, mux *issue.Mux) (names []string) {
	own := map[string]bool{} // a name of a built-in command that is off may be another's
	if f != nil {
		for _, c := range f.Commands {
			own[c.Name] = true
			names = append(names, c.Uses)
		}
		for alias := range f.Aliases {
			own[alias] = true
		}
		if f.InRepo != nil {
			names = append(names, f.InRepo.Allow...)
		}
	}
	for _, l := range mux.Commands() {
		if name := strings.TrimPrefix(l.Name, "/"); !own[name] && slices.Contains(processors.Names(), name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// forTeams reports whether somebody has to be looked up in a team.
func forTeams(f *config.File, mux *issue.Mux) bool {
	var needs []string
	for _, l := range mux.Commands() {
		needs = append(needs, string(l.Help.Needs))
	}
	if f != nil {
		for target := range maps.Values(f.Targets) {
			needs = append(needs, target.Needs...)
		}
		for who := range maps.Values(f.Labels.Restrict) {
			needs = append(needs, who...)
		}
	}
	return slices.ContainsFunc(needs, func(need string) bool { return strings.Contains(need, "team:") })
}

// who are those of the commands and kinds that need a scope, or a permission, beside Base.
func (c *Checkup) who(needs func(processors.Access) bool) string {
	if needs(processors.Base()) {
		return "the robot"
	}
	return strings.Join(needing(c.Settings.File, c.mux, needs), ", ")
}

// needing are those of the commands and kinds, as they are written.
func needing(f *config.File, mux *issue.Mux, needs func(processors.Access) bool) (list []string) {
	for _, name := range used(f, mux) {
		if !needs(processors.Permissions(name)) {
			continue
		}
		if mux.Runner(name) != nil {
			name = "/" + name
		}
		list = append(list, name)
	}
	return list
}

// Writers are the commands and kinds that need to write what lies in a repository: they are why
// the robot can write code, too.
func Writers(f *config.File, mux *issue.Mux) []string {
	return needing(f, mux, func(a processors.Access) bool { return a.Permissions["contents"] == "write" })
}
