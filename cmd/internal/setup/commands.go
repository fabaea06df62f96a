package setup

import (
	"log/slog"
	"slices"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/issue"
)

// commands are those that the settings have all for, and why some are missing. What is wrong
// with Drone's settings alone is said by the check of the settings.
func commands(s *function.Settings) (*issue.Mux, error) {
	log := slog.New(slog.DiscardHandler)
	mux, err := s.Mux(log)
	if err == nil {
		return mux, nil
	}
	without := *s
	if without.Processors.Drone.Server = ""; s.File == nil {
		if mux, withoutDrone := without.Mux(log); withoutDrone == nil {
			return mux, nil
		}
	}
	without.File = nil
	if mux, builtIn := without.Mux(log); builtIn == nil {
		return mux, err
	}
	return issue.NewMux(), err
}

// Events are the events of GitHub's that the commands which are on need.
func Events(s *function.Settings) []string {
	mux, _ := commands(s) // what is missing needs no event
	return AccessOf(s.File, mux).Events
}

// runs reports whether a command is on.
func (c *Checkup) runs(name string) bool {
	return slices.ContainsFunc(c.mux.Commands(), func(l issue.Listing) bool { return l.Name == name })
}
