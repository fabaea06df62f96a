package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/cmd/internal/setup"
)

type doctor struct {
	Repos []setup.Repo   `arg:"" optional:"" name:"owner/repo" help:"Repositories to look at, too."`
	URL   *setup.Address `name:"url" help:"The function's address: it is asked, and its webhook is looked for."`
	JSON  bool           `name:"json" help:"Print JSON."`
}

// wholeCheckup is the most that a check-up may take.
const wholeCheckup = time.Minute

// Run prints a line for each check, and fails where one of them does.
func (d doctor) Run(w *world) error {
	s, wrong := function.Configure(w.getenv)
	ctx, cancel := context.WithTimeout(w.ctx, wholeCheckup)
	defer cancel()
	checkup := &setup.Checkup{Settings: s, Wrong: wrong, Repos: d.Repos, Address: d.URL}
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
