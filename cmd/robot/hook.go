package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
)

// hook sets up the repository's webhook. A token of an administrator does, for the moment:
// the robot's own needs no right to it.
type hook struct {
	Install hookInstall `cmd:"" help:"Create the webhook that calls the function, or bring the one with that address up to date, and wait for GitHub's ping."`
	List    hookList    `cmd:"" help:"Show the webhooks of a repository, and which events the robot misses in them."`
	Remove  hookRemove  `cmd:"" help:"Remove webhooks."`
}

// settings are the environment as configure reads it, or a usage error.
func settings(w *world, configure func(func(string) string) (*function.Settings, error)) (*function.Settings, error) {
	s, err := configure(w.getenv)
	if err == nil {
		return s, nil
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(w.errs, "robot:", strings.TrimSpace(line))
	}
	if strings.Contains(err.Error(), "GITHUB_WEBHOOK_SECRET") {
		fmt.Fprintln(w.errs, "robot: openssl rand -hex 32 makes a secret: export it here, and give the function the same")
	}
	return nil, status(function.Usage)
}

// printJSON prints for machines: addresses keep their & and their <.
func printJSON(out io.Writer, value any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}

// complain prints what went wrong with a repository. What is no *setup.Trouble is the
// program's own fault.
func complain(w *world, repo setup.Repo, err error) {
	fmt.Fprintf(w.errs, "robot: %s: %v\n", repo, err)
}

type hookList struct {
	Repos []setup.Repo `arg:"" name:"owner/repo" help:"Repositories."`
	JSON  bool         `name:"json" help:"Print JSON."`
}

// Run prints a line for each webhook.
func (l hookList) Run(w *world) error {
	s, err := settings(w, function.ConfigureTool)
	if err != nil {
		return err
	}
	all := []setup.Hook{}
	failed := false
	for _, repo := range l.Repos {
		hooks, err := setup.NewHooks(w.ctx, s.GitHub, repo)
		var list []setup.Hook
		if err == nil {
			list, err = hooks.List(w.ctx, setup.Events(s))
		}
		if err != nil {
			complain(w, repo, err)
			failed = true
			continue
		}
		all = append(all, list...)
		if !l.JSON {
			printHooks(w.out, repo, list)
		}
	}
	if l.JSON {
		if err := printJSON(w.out, all); err != nil {
			return err
		}
	}
	return ended(failed)
}

func printHooks(out io.Writer, repo setup.Repo, list []setup.Hook) {
	if len(list) == 0 {
		fmt.Fprintf(out, "%s: no webhooks\n", repo)
	}
	for _, h := range list {
		state := "active"
		if !h.Active {
			state = "off"
		}
		fmt.Fprintf(out, "%s: %d %s, %s, %s, %s, last: %s\n", repo, h.ID, h.URL, state, strings.Join(h.Events, " "), h.ContentType, h.Last)
		if len(h.Missing) > 0 {
			fmt.Fprintf(out, "  where it is the robot's, it lacks %s: robot hook install %s --url %s\n", strings.Join(h.Missing, ", "), repo, h.URL)
		}
	}
}

// ended is the exit status of a command that has said what went wrong.
func ended(failed bool) error {
	if failed {
		return status(function.Wrong)
	}
	return nil
}

type hookRemove struct {
	Repos  []setup.Repo   `arg:"" name:"owner/repo" help:"Repositories."`
	URL    *setup.Address `name:"url" xor:"which" required:"" help:"Remove the webhooks with this address."`
	ID     []int64        `name:"id" xor:"which" required:"" help:"Remove the webhook of this number; robot hook list shows it."`
	DryRun bool           `help:"Only say what would be removed."`
}

// Run removes what is there; what is not there is removed already.
func (r hookRemove) Run(w *world) error {
	s, err := settings(w, function.ConfigureTool)
	if err != nil {
		return err
	}
	what, where := "removed", setup.Address{}
	if r.DryRun {
		what = "would remove"
	}
	if r.URL != nil {
		where = *r.URL
	}
	failed := false
	for _, repo := range r.Repos {
		hooks, err := setup.NewHooks(w.ctx, s.GitHub, repo)
		var removed []int64
		if err == nil {
			removed, err = hooks.Remove(w.ctx, r.ID, where, r.DryRun)
		}
		for _, id := range removed {
			fmt.Fprintf(w.out, "%s: %s webhook %d\n", repo, what, id)
		}
		if err != nil {
			complain(w, repo, err)
			failed = true
		} else if len(removed) == 0 {
			fmt.Fprintf(w.out, "%s: no such webhook, nothing to remove\n", repo)
		}
	}
	return ended(failed)
}
