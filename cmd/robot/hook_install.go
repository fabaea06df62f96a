package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue"
)

type hookInstall struct {
	Repos   []setup.Repo  `arg:"" name:"owner/repo" help:"Repositories."`
	URL     setup.Address `name:"url" required:"" help:"The function's address."`
	DryRun  bool          `help:"Only say what would be done: nothing is changed."`
	JSON    bool          `name:"json" help:"Print JSON."`
	Timeout time.Duration `default:"30s" help:"How long to wait for GitHub's ping."`
}

// Help is the rest of its help text.
func (hookInstall) Help() string {
	return "GITHUB_TOKEN may be an administrator's, for the moment: the robot's own needs no right to webhooks. The webhook gets the first of GITHUB_WEBHOOK_SECRET " +
		"and exactly the events that the commands need. Running it again creates no second one. It ends well where the function took the ping."
}

// installed is what was done to a repository.
type installed struct {
	Repo    string      `json:"repo"`
	Action  string      `json:"action"` // create or update; nothing where it failed before
	DryRun  bool        `json:"dry_run,omitempty"`
	ID      int64       `json:"id,omitempty"`
	URL     string      `json:"url"`
	Events  []string    `json:"events"`
	Changes []string    `json:"changes,omitempty"`
	Notes   []string    `json:"notes,omitempty"`
	Ping    *setup.Ping `json:"ping,omitempty"`
	Error   string      `json:"error,omitempty"`
	Remedy  string      `json:"remedy,omitempty"`
}

// Run installs the webhook in each repository; one that fails keeps no other from it.
func (i hookInstall) Run(w *world) error {
	s, err := settings(w, function.Configure)
	if err != nil {
		return err
	}
	if s.GitHub.AppID != 0 {
		fmt.Fprintln(w.errs, "robot: GITHUB_APP_ID: a GitHub App has a webhook of its own, and only that says where the App is installed; "+
			"set its URL, secret and events in the App's settings")
		return status(function.Usage)
	}
	hide := issue.NewRedactor(s.GitHub.Hidden()...)
	for _, text := range append(i.URL.Worries(), s.Warnings...) {
		fmt.Fprintln(w.errs, "robot: warning:", hide.Text(text))
	}
	want := setup.Want{Address: i.URL, Secret: s.GitHub.Secrets[0], Events: setup.Events(s)}
	all := []installed{}
	failed := false
	for _, repo := range i.Repos {
		done := installed{Repo: repo.String(), URL: hide.Text(i.URL.String()), Events: want.Events, DryRun: i.DryRun}
		done.explain(i.install(w.ctx, s.GitHub, repo, want, &done))
		failed = failed || done.Error != "" || done.Ping != nil && !done.Ping.Good()
		all = append(all, done)
		if !i.JSON {
			done.print(w)
		}
	}
	if i.JSON {
		if err := printJSON(w.out, all); err != nil {
			return err
		}
	}
	return ended(failed)
}

// install does it in one repository, and writes down how far it came.
func (i hookInstall) install(ctx context.Context, c *issue.Config, repo setup.Repo, want setup.Want, done *installed) error {
	hooks, err := setup.NewHooks(ctx, c, repo)
	if err != nil {
		return err
	}
	plan, err := hooks.Plan(ctx, want)
	if err != nil {
		return err
	}
	done.ID, done.Changes, done.Notes, done.Action = plan.ID, plan.Changes, plan.Notes, "update"
	if plan.ID == 0 {
		done.Action = "create"
	}
	if i.DryRun {
		return nil
	}
	known, err := hooks.Pings(ctx, plan.ID)
	if err != nil {
		return err
	}
	if done.ID, err = hooks.Do(ctx, plan, want); err != nil {
		return err
	}
	if plan.ID != 0 {
		if err := hooks.Ask(ctx, plan.ID); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, i.Timeout)
	defer cancel()
	ping, err := hooks.Ping(ctx, done.ID, known)
	if err == nil {
		done.Ping = &ping
	}
	return err
}

func (d *installed) explain(err error) {
	var trouble *setup.Trouble
	switch {
	case errors.As(err, &trouble):
		d.Error, d.Remedy = trouble.Text, trouble.Remedy
	case err != nil:
		d.Error = "it cannot be done"
	}
}

// deeds are an installed's actions in words: done, and only planned.
var deeds = map[string][2]string{"create": {"created webhook", "would create a webhook"}, "update": {"updated webhook", "would update webhook"}}

func (d *installed) print(w *world) {
	if deed, ok := deeds[d.Action]; ok && (d.ID != 0 || d.DryRun) {
		what, changes := deed[0], strings.Join(append([]string{"the secret"}, d.Changes...), ", ")
		if d.DryRun {
			what = deed[1]
		}
		if d.ID != 0 {
			what += fmt.Sprintf(" %d", d.ID)
		}
		if d.Action == "create" {
			changes = strings.Join(d.Events, ", ")
		} else if len(d.Changes) == 0 {
			changes = "nothing but the secret, which GitHub does not show"
		}
		fmt.Fprintf(w.out, "%s: %s: %s\n", d.Repo, what, changes)
	}
	for _, note := range d.Notes {
		fmt.Fprintf(w.out, "%s: note: %s\n", d.Repo, note)
	}
	if d.Error != "" {
		fmt.Fprintf(w.errs, "robot: %s: %s\n  → %s\n", d.Repo, d.Error, d.Remedy)
	}
	if p := d.Ping; p != nil {
		fmt.Fprintf(w.out, "%s: ping: %s\n", d.Repo, strings.TrimSuffix(p.Outcome+": "+p.Said, ": "))
		if p.Remedy != "" {
			fmt.Fprintf(w.out, "  → %s\n", p.Remedy)
		}
	}
}
