package config

import (
	"context"
	"strings"

	"github.com/fanux/robot/issue"
)

// robot is a command of the file as a robot.
type robot struct {
	command *Command
	act     action
	find    find // nil where nobody can look for what it did
}

// action does the work of a command, with its places filled in.
type action func(ctx context.Context, event issue.IssueEvent, w with) (string, error)

var (
	_ issue.Runner = (*robot)(nil)
	_ issue.Helper = (*robot)(nil)
	_ issue.Finder = (*robot)(nil)
)

// Help implements issue.Helper.
func (r *robot) Help() issue.Help {
	c := r.command
	h := issue.Help{Needs: issue.Write, Effect: issue.Deploys, Repeat: issue.Once}
	if f, ok := familyOf(c.Uses); ok {
		h = f.help
	} else if b, ok := builtinHelp(c.Uses); ok {
		h = issue.Help{Needs: b.Needs, Effect: b.Effect, Repeat: b.Repeat, Dry: b.Dry || b.Effect == issue.Reads}
	}
	h.Usage, h.About, h.Long, h.Examples, h.Bots = usage(c.args), c.About, c.Long, c.Examples, c.Bots
	if c.Forks {
		h.Usage = strings.TrimSpace(h.Usage + " [KEY=value …]")
	}
	if c.Effect != "" {
		h.Effect = issue.Effect(c.Effect)
	}
	if c.Needs != nil {
		h.Needs = permission(c.Needs)
	}
	return h
}

// permission is what any of a list fulfils.
func permission(needs []string) issue.Permission {
	return issue.Permission(strings.Join(needs, ", "))
}

// Run implements issue.Runner.
func (r *robot) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	args, err := r.command.bind(event.Command.Args, event.Command.Params)
	if err != nil {
		return "", err
	}
	s := r.scope(ctx, event, args)
	if err := r.ready(s); err != nil {
		return "", err
	}
	return r.act(ctx, event, with{s, r.command.with})
}

func (r *robot) scope(ctx context.Context, event issue.IssueEvent, args map[string]string) *scope {
	return &scope{ctx: ctx, event: event, command: r.command, args: args, sha: event.Command.Params["sha"]}
}

// ready refuses what is wrong with a command before anything is asked for, and reads the pull
// request that it is about.
func (r *robot) ready(s *scope) error {
	if s.sha != "" && !commit.MatchString(s.sha) {
		return issue.Usagef("%s is no commit: seven or more of its hexadecimal digits are.", issue.Code(issue.Short(s.sha, 80)))
	}
	for _, a := range r.command.args { // what is wrong with an argument is said before anything is asked for
		if _, err := s.argument(a); err != nil {
			return err
		}
	}
	if r.command.uses("pr.") || s.sha != "" {
		_, err := s.ofPull("pr.head.sha")
		return err
	}
	return nil
}

// follower is a robot whose jobs go on, and listener one whose jobs GitHub tells of: those
// of its kind do.
type (
	follower struct {
		*robot
		issue.Follower
	}
	listener struct {
		*robot
		issue.Listener
	}
)

var (
	_ issue.Follower = follower{}
	_ issue.Listener = listener{}
)

// runner is the robot, as what its kind is; nil where that follows no jobs.
func (r *robot) runner(kind issue.Follower) issue.Runner {
	switch kind := kind.(type) {
	case nil:
		return r
	case issue.Listener:
		return listener{r, kind}
	}
	return follower{r, kind}
}
