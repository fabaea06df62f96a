package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
)

type doctor struct {
	Repos  []setup.Repo   `arg:"" optional:"" name:"owner/repo" help:"Repositories to look at, too."`
	URL    *setup.Address `name:"url" help:"The function's address: it is asked, and its webhook is looked for."`
	Config string         `placeholder:"FILE" help:"The robot's own file. By default ROBOT_CONFIG, or robot.yml here; without any, the built-in commands."`
	JSON   bool           `name:"json" help:"Print JSON."`
	Race   *setup.Issue   `name:"claim-race" placeholder:"OWNER/REPO#ISSUE" help:"Instead of all that, see whether GitHub's claim holds between instances: write one comment on this issue, send it fifty reactions at once, and delete it."`
}

// wholeCheckup is the most that a check-up may take.
const wholeCheckup = time.Minute

// Run prints a line for each check, and fails where one of them does.
func (d doctor) Run(w *world) error {
	if d.Race != nil {
		return d.race(w)
	}
	file := d.file(w)
	s, wrong := function.Configure(func(name string) string {
		if name == "ROBOT_CONFIG" {
			return file
		}
		return w.getenv(name)
	})
	ctx, cancel := context.WithTimeout(w.ctx, wholeCheckup)
	defer cancel()
	checkup := &setup.Checkup{Settings: s, Wrong: wrong, Repos: d.Repos, Address: d.URL, Config: file}
	found := checkup.Run(ctx)
	counts := map[setup.State]int{}
	for _, f := range found {
		counts[f.State]++
	}
	if d.JSON {
		if err := printJSON(w.out, found); err != nil {
			return err
		}
	} else {
		printFindings(w.out, found)
		fmt.Fprintf(w.out, "\n%d ok, %d to note, %d warnings, %d failures\n", counts[setup.Fine], counts[setup.Note], counts[setup.Warn], counts[setup.Fail])
	}
	return ended(counts[setup.Fail] > 0)
}

// file is the robot's own file, as robot check finds it, or "".
func (d doctor) file(w *world) string {
	name := cmp.Or(d.Config, strings.TrimSpace(w.getenv("ROBOT_CONFIG")))
	if name != "" {
		return name
	}
	if _, err := os.Stat(defaultConfig); err == nil {
		return defaultConfig
	}
	return ""
}

// race prints how GitHub answered to claims that came together, and fails where not exactly
// one was the first.
func (d doctor) race(w *world) error {
	s, err := settings(w, function.ConfigureTool)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.errs, "robot: writes one comment on %s, sends %d reactions to it at once, and deletes it\n", d.Race, setup.Racers)
	race, err := setup.ClaimRace(w.ctx, s.GitHub, *d.Race)
	if race.Left != "" {
		fmt.Fprintf(w.errs, "robot: the comment could not be deleted; do it by hand: %s\n", plain(race.Left))
	}
	if err != nil {
		complain(w, d.Race.Repo, err)
		return ended(true)
	}
	if d.JSON {
		err = printJSON(w.out, struct {
			setup.Race
			Good    bool   `json:"good"`
			Verdict string `json:"verdict"`
		}{race, race.Good(), race.Verdict()})
	} else {
		_, err = fmt.Fprintln(w.out, race.Verdict())
	}
	return errors.Join(err, ended(!race.Good()))
}

func printFindings(out io.Writer, found []setup.Finding) {
	for _, f := range found {
		state := string(f.State)
		if f.State == setup.Fail {
			state = strings.ToUpper(state) // it is looked for among many lines
		}
		if f.Repo != "" {
			f.Text = f.Repo + ": " + f.Text
		}
		fmt.Fprintf(out, "%-4s  %-16s  %s\n", state, f.Check, f.Text)
		if f.Remedy != "" && f.State != setup.Fine {
			fmt.Fprintf(out, "%24s→ %s\n", "", f.Remedy)
		}
	}
}
