// Package names is what the robots that are told names share, of labels and of people: lists
// in which GitHub, and so the robot, regards no case.
//
//	missing := names.Without(wanted, there)
//	issue.Textf("Not there: %s.", names.Show(missing))
package names

import (
	"slices"
	"strings"

	"github.com/fanux/robot/processors/internal/params"
)

// At is where a name stands in a list, -1 where it does not.
func At(list []string, name string) int {
	return slices.IndexFunc(list, func(have string) bool { return strings.EqualFold(have, name) })
}

// Once is a list with every name once, as it stands there first, without blanks around it.
func Once(list []string) (once []string) {
	for _, name := range list {
		if name = strings.TrimSpace(name); At(once, name) < 0 {
			once = append(once, name)
		}
	}
	return once
}

// Without are the names of a list that another one lacks.
func Without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return At(other, name) >= 0 })
}

// Within are the names of a list that another one has, too.
func Within(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return At(other, name) < 0 })
}

// Show is a list as code spans, in a row.
func Show(list []string) string {
	var spans []string
	for _, name := range list {
		spans = append(spans, params.Show(name))
	}
	return strings.Join(spans, ", ")
}
