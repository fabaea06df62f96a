package sandbox

import (
	"maps"
	"slices"

	"github.com/fanux/robot/issue"
)

// Serves reports whether the robot works in a repository: robot.yml may name those it does.
func (s *Sandbox) Serves(repo string) bool { return s.working().serves(repo) }

func (i *instance) serves(repo string) bool {
	file := i.settings.File
	return file == nil || file.Serves(repo)
}

// Own are the commands that are there by robot.yml alone: those that it makes, in its order,
// those of its label prefixes, and its other names for others.
func (s *Sandbox) Own() (own []issue.Listing) {
	i := s.working()
	file := i.settings.File
	if file == nil {
		return nil
	}
	var names []string
	for _, c := range file.Commands {
		names = append(names, c.Name)
	}
	names = append(names, file.Labels.Prefixes...)
	names = append(names, slices.Sorted(maps.Keys(file.Aliases))...)
	all := i.mux.Commands()
	for _, name := range names {
		if at := slices.IndexFunc(all, func(l issue.Listing) bool { return l.Name == "/"+name }); at >= 0 {
			own = append(own, all[at])
		}
	}
	return own
}
