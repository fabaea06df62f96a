package drone_status

import (
	"context"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// Status is the robot. It may be used concurrently.
type Status struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Status)(nil)
	_ issue.Helper = (*Status)(nil)
)

// Options say which Drone is asked, and as whom. Rules for targets are not about what is there.
type Options = drone.Options

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values, but for those of Targets.
func New(o Options) (*Status, error) {
	client, err := drone.New(o)
	if err != nil {
		return nil, err
	}
	return &Status{client}, nil
}

// Help implements issue.Helper.
func (s *Status) Help() issue.Help {
	return issue.Help{
		Usage: "[target]",
		About: "say what is deployed where, and what runs",
		Long: "With a target, lists the last deployments to it, too. " +
			"It is what Drone's newest builds tell: what was deployed past Drone is not known.",
		Examples: []string{"/status", "/status prod"},
		Needs:    issue.Read,
		Effect:   issue.Reads,
		Repeat:   issue.Idempotent,
		Dry:      true,
	}
}

// Order is what is to be said. Nothing of it needs to have been checked.
type Order struct {
	Target string // what is of interest; empty means everything
}

// Run implements issue.Runner.
func (s *Status) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o := Order{}
	if event.Command != nil && len(event.Command.Args) > 0 {
		o.Target = event.Command.Args[0]
	}
	return s.Do(ctx, event, o)
}

// Do is Run for an order that somebody else has read.
func (s *Status) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	all, err := s.read(ctx, event)
	if err != nil {
		return "", err
	}
	v := view{issue.From(ctx), ctx, s.drone, drone.RepoOf(event)}
	switch {
	case o.Target == "":
		return v.everything(all, v.locks(event, "")), nil
	case all.target(o.Target) == nil:
		return v.unknown(all, o.Target), nil
	}
	return v.one(all, all.target(o.Target), v.locks(event, o.Target)), nil
}

// everything is what is deployed where, and what runs.
func (v view) everything(all world, locks string) string {
	if len(all.targets) == 0 {
		return v.paragraphs(v.none(all), locks, v.running(all.running))
	}
	return v.paragraphs(v.table(all.targets), locks, v.running(all.running), v.reach(all))
}

// one is the same of a target, and what was tried there.
func (v view) one(all world, t *target, locks string) string {
	return v.paragraphs(v.table([]*target{t}), locks, v.running(t.running()), v.past(t), v.reach(all))
}

func (v view) none(all world) string {
	return v.Sayf("Nothing was deployed yet: none of the newest %d builds of %s is a promotion or a rollback.", all.seen, issue.Code(v.repo.String()))
}

// unknown is said of a target where nothing was deployed; it names those where something was.
func (v view) unknown(all world, name string) string {
	if len(all.targets) == 0 {
		return v.none(all)
	}
	var names []string
	for _, t := range all.targets[:min(len(all.targets), mostTargets)] {
		names = append(names, params.Show(t.name))
	}
	return v.Sayf("Nothing was deployed to %s, as far as the newest %d builds tell. These targets there are: %s.", params.Show(name), all.seen, strings.Join(names, ", "))
}

// reach says how far the robot looked, where there may be more.
func (v view) reach(all world) string {
	if all.seen < drone.Reach {
		return ""
	}
	return v.Sayf("This is what the newest %d builds tell.", all.seen)
}

// paragraphs are those that say anything.
func (v view) paragraphs(all ...string) string {
	var said []string
	for _, text := range all {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, "\n\n")
}
