package drone

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"strings"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// Deployment reports whether a build deploys: whether it is a promotion or a rollback.
func Deployment(b *drone.Build) bool {
	return b.Event == drone.EventPromote || b.Event == drone.EventRollback
}

// Deployed reports whether a build is a deployment to the target, whatever became of it.
func Deployed(b *drone.Build, target string) bool { return Deployment(b) && b.Deploy == target }

// Ended reports whether a build with that status is over, well or not.
func Ended(status string) bool {
	switch status {
	case drone.StatusPassing, drone.StatusFailing, drone.StatusKilled, drone.StatusError, drone.StatusDeclined, drone.StatusSkipped:
		return true
	}
	return false
}

// Given are the parameters of a build that are not the robot's own.
func Given(b *drone.Build) map[string]string {
	all := maps.Clone(b.Params)
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasPrefix(name, "ROBOT_") })
	return all
}

// Asked is the issue on which the robot was asked for a build. It is not known of builds
// that the robot did not start, nor of those that only inherited what it gave another.
func Asked(ctx context.Context, b *drone.Build) (number int, ok bool) {
	return issue.From(ctx).Refers(b.Params[RefParam], Bind(b)...)
}

// AskedHere are the builds that the robot was asked for on the event's issue, newest first,
// as far as Reach. An error is the last of what it yields.
func (c *Client) AskedHere(ctx context.Context, event issue.IssueEvent) iter.Seq2[*drone.Build, error] {
	return func(yield func(*drone.Build, error) bool) {
		for b, err := range c.Builds(ctx, RepoOf(event)) {
			if err == nil {
				if number, ok := Asked(ctx, b); !ok || number != event.GetIssue().GetNumber() {
					continue
				}
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// Who is the account that a build was started by: on GitHub, where the robot was asked for
// it, else as Drone has it. Of what happened on GitHub Drone only notes that it did: "@hook".
func Who(ctx context.Context, b *drone.Build) string {
	if _, ok := Asked(ctx, b); ok && b.Params["ROBOT_USER"] != "" {
		return b.Params["ROBOT_USER"]
	}
	if b.Trigger == "" || strings.HasPrefix(b.Trigger, "@") {
		return cmp.Or(b.Sender, b.Author, b.Trigger)
	}
	return b.Trigger
}
