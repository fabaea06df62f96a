package drone

import (
	"strings"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// Allow refuses a build that did not succeed, one whose code comes from a fork, and one
// of a branch that the target's rule does not name. Drone itself deploys any of them.
func (c *Client) Allow(repo Repo, b *drone.Build, target string) error {
	if b.Status != drone.StatusPassing {
		return unsuccessful(c.Cite(repo, b.Number), b.Status)
	}
	if from, ok := foreign(repo, b); ok {
		return issue.Refusef("Build %s is of a pull request from %s, whose code this repository has not merged. Promote a build of a branch.",
			c.Cite(repo, b.Number), from)
	}
	if rule := c.rules.of(target); !rule.takes(b.Ref) {
		return issue.Refusef("Build %s is of %s, and to %s go only builds of %s. Take one of those.",
			c.Cite(repo, b.Number), params.Show(strings.TrimPrefix(b.Ref, heads)), issue.Code(target), spans(rule.Branches))
	}
	return nil
}

// unsuccessful refuses a build that did not succeed: what became of it, and what to do.
func unsuccessful(build, status string) error {
	switch status {
	case drone.StatusPending, drone.StatusWaiting:
		return issue.Refusef("Build %s has not started yet. Promote it when it has succeeded.", build)
	case drone.StatusRunning:
		return issue.Refusef("Build %s is still running. Promote it when it has succeeded.", build)
	case drone.StatusBlocked:
		return issue.Refusef("Build %s waits for an approval in Drone. Promote it when it has succeeded.", build)
	case drone.StatusFailing:
		return issue.Refusef("Build %s failed. Promote one that succeeded.", build)
	case drone.StatusKilled:
		return issue.Refusef("Build %s was cancelled. Promote one that succeeded.", build)
	case drone.StatusError:
		return issue.Refusef("Build %s ended with an error. Promote one that succeeded.", build)
	case drone.StatusDeclined:
		return issue.Refusef("Build %s was declined in Drone. Promote one that succeeded.", build)
	case drone.StatusSkipped:
		return issue.Refusef("Build %s was skipped. Promote one that succeeded.", build)
	}
	return issue.Refusef("Build %s has not succeeded. Promote one that has.", build)
}

// foreign reports whether a build's code comes from another repository, and names it.
//
// Drone notes the head repository of every pull request, and a promotion inherits it:
// its event does not matter. The head repository is gone where the fork was deleted.
func foreign(repo Repo, b *drone.Build) (from issue.Text, ok bool) {
	switch {
	case b.Fork != "":
		return issue.Textf("the fork %s", params.Show(b.Fork)), !strings.EqualFold(b.Fork, repo.String())
	case ofPull(b):
		return issue.Textf("a fork that is gone"), true
	}
	return issue.Text{}, false
}

func ofPull(b *drone.Build) bool {
	return b.Event == drone.EventPullRequest || strings.HasPrefix(b.Ref, "refs/pull/")
}
