package workflow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// maxListed is how many files a list reads: each costs a call.
const maxListed = 30

// list says which workflows can be run, and with which inputs.
func (s site) list(ctx context.Context) (string, error) {
	names, more, err := s.names(ctx)
	if err != nil {
		return "", err
	}
	more = more || len(names) > maxListed
	slices.Sort(names)
	entries, err := s.entries(ctx, names[:min(len(names), maxListed)])
	if err != nil {
		return "", err
	}
	if len(entries) == 0 {
		return issue.From(ctx).Sayf("No workflow on %s can be started by hand. Add `workflow_dispatch` to the `on:` of one in `.github/workflows`.", issue.Code(s.branch)), nil
	}
	text := issue.From(ctx).Sayf("On %s there is to run:", issue.Code(s.branch)) + "\n\n" + strings.Join(entries, "\n")
	if more {
		text += "\n\n" + issue.From(ctx).Sayf("Only %d workflows were looked at. `/run <workflow>` runs the others, too.", maxListed)
	}
	return text, nil
}

// entries has a line for each workflow that can be started by hand. What is no workflow, or
// is on another branch alone, has none.
func (s site) entries(ctx context.Context, names []string) ([]string, error) {
	lines := make([]string, len(names))
	reading, ctx := errgroup.WithContext(ctx)
	reading.SetLimit(8)
	for at, name := range names {
		reading.Go(func() error {
			f, err := s.get(ctx, name)
			if errors.Is(err, errNoFile) {
				return nil
			}
			var refused *issue.Said
			if errors.As(err, &refused) && refused.State == issue.Refused { // too large
				return nil
			}
			if err != nil {
				return err
			}
			if d, err := declare(f.text); err == nil && d.dispatch {
				lines[at] = "- " + f.entry(d).In(issue.From(ctx).Lang())
			}
			return nil
		})
	}
	err := reading.Wait()
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" }), err
}

// entry is the line of one workflow.
func (f file) entry(d declaration) issue.Text {
	var inputs []issue.Text
	for _, i := range d.inputs {
		if !reserved(i.name) {
			inputs = append(inputs, i.describe())
		}
	}
	var with issue.Text
	if inputs != nil {
		with = issue.Textf(", with %s", and(inputs))
	}
	command := issue.Code("/run " + strings.TrimSuffix(f.name, ".yml"))
	if d.name == "" {
		return issue.Textf("%s: %s%s", command, f.cite(), with)
	}
	return issue.Textf("%s: %s, %s%s", command, params.Show(d.name), f.cite(), with)
}

func (i input) describe() issue.Text {
	switch {
	case i.fallback != "":
		return issue.Textf("%s (%s; %s if left out)", params.Show(i.name), i.kinds(), params.Show(i.fallback))
	case i.required:
		return issue.Textf("%s (%s; required)", params.Show(i.name), i.kinds())
	}
	return issue.Textf("%s (%s)", params.Show(i.name), i.kinds())
}
