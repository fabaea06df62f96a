package drone_promote

import (
	"strings"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/params"
)

// allow refuses a build that did not succeed, and one whose code comes from a fork.
// Drone itself promotes either.
func (p *Promote) allow(repo drone.Repo, b *sdk.Build) error {
	if b.Status != sdk.StatusPassing {
		return issue.Refusef("Build %s %s", p.drone.Cite(repo, b.Number), became(b.Status))
	}
	if from, ok := foreign(repo, b); ok {
		return issue.Refusef("Build %s is of a pull request from %s, whose code this repository has not merged. Promote a build of a branch.",
			p.drone.Cite(repo, b.Number), from)
	}
	return nil
}

// became says what became of a build that did not succeed, and what to do about it.
func became(status string) string {
	switch status {
	case sdk.StatusPending, sdk.StatusWaiting:
		return "has not started yet. Promote it when it has succeeded."
	case sdk.StatusRunning:
		return "is still running. Promote it when it has succeeded."
	case sdk.StatusBlocked:
		return "waits for an approval in Drone. Promote it when it has succeeded."
	case sdk.StatusFailing:
		return "failed. Promote one that succeeded."
	case sdk.StatusKilled:
		return "was cancelled. Promote one that succeeded."
	case sdk.StatusError:
		return "ended with an error. Promote one that succeeded."
	case sdk.StatusDeclined:
		return "was declined in Drone. Promote one that succeeded."
	case sdk.StatusSkipped:
		return "was skipped. Promote one that succeeded."
	}
	return "has not succeeded. Promote one that has."
}

// foreign reports whether a build's code comes from another repository, and names it.
//
// Drone notes the head repository of every pull request, and a promotion inherits it:
// its event does not matter. The head repository is gone where the fork was deleted.
func foreign(repo drone.Repo, b *sdk.Build) (from string, ok bool) {
	switch {
	case b.Fork != "":
		return "the fork " + params.Show(b.Fork), !strings.EqualFold(b.Fork, repo.String())
	case ofPull(b):
		return "a fork that is gone", true
	}
	return "", false
}

func ofPull(b *sdk.Build) bool {
	return b.Event == sdk.EventPullRequest || strings.HasPrefix(b.Ref, "refs/pull/")
}
