package issue

import (
	"context"
	"slices"
	"strings"
)

// Labels are the labels of an issue or pull request as one command of a comment finds them,
// what the commands before it did included. What a command adds and removes is done on
// GitHub once it has ended, together with what the commands behind it change that are
// Relabels: what is so already costs no call, and labels that follow each other are added
// by one.
//
// Names are compared as GitHub does, without regard to case. GitHub makes a label that the
// repository lacks: whoever adds one has seen to it that there is such a label.
type Labels struct {
	names   []string
	changed func(name string)
	missed  []string
}

// Labels are those of the issue, for a command to look at and to change. GitHub is asked for
// them once at most for a comment, and where the event tells them, not at all.
func (c *Call) Labels(ctx context.Context) (*Labels, error) {
	if c.labels == nil {
		return nil, Errorf("The labels cannot be changed here: nothing was done.")
	}
	return c.labels(ctx)
}

// Relabelled says that a command changed labels of the issue by itself: the commands behind it
// look at them anew.
func (c *Call) Relabelled() {
	if c.forget != nil {
		c.forget()
	}
}

// All are the names, each once.
func (l *Labels) All() []string { return slices.Clone(l.names) }

// Has reports whether there is a label of that name.
func (l *Labels) Has(name string) bool { return labelled(l.names, name) }

// Add puts labels on the issue.
func (l *Labels) Add(names ...string) {
	for _, name := range names {
		if !l.Has(name) {
			l.names = append(l.names, name)
			l.changed(name)
		}
	}
}

// Remove takes labels off the issue.
func (l *Labels) Remove(names ...string) {
	for _, name := range names {
		if l.Has(name) {
			l.names = slices.DeleteFunc(l.names, func(have string) bool { return strings.EqualFold(have, name) })
			l.changed(name)
		}
	}
}

// Miss notes that somebody asked for a label which cannot be added.
func (l *Labels) Miss(name string) { l.missed = append(l.missed, name) }

// Missed reports whether a command of this comment asked for a label in vain: who acts where
// that label is not there should not.
func (l *Labels) Missed(name string) bool { return labelled(l.missed, name) }

func labelled(names []string, name string) bool {
	return slices.ContainsFunc(names, func(have string) bool { return strings.EqualFold(have, name) })
}

// lacking are the names that a list lacks.
func lacking(names, list []string) (all []string) {
	for _, name := range names {
		if !labelled(list, name) {
			all = append(all, name)
		}
	}
	return all
}
