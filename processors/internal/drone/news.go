package drone

import (
	"slices"
	"strconv"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/outcome"
)

// RefParam is the parameter of a build that holds what the build answers to: a reference
// that issue.Call.Ref made, bound to Bind's words.
const RefParam = "ROBOT_REF"

const jobPrefix = "build/" // of a build's name among the robot's jobs

// Job is the robot's name for a build: "build/57".
func Job(number int64) string { return jobPrefix + strconv.FormatInt(number, 10) }

// Bind is what the reference of a build is bound to: of a deployment its event, its
// parent build and its target, of any other "build" and its branch.
//
// Parameters are inherited by whoever restarts or promotes a build, the reference among them:
// that of another parent or target is none of this build's.
func Bind(b *drone.Build) []string {
	if Deployment(b) {
		return []string{b.Event, strconv.FormatInt(b.Parent, 10), b.Deploy}
	}
	return []string{"build", b.Target}
}

// Heard is what there is to know of a build without asking anybody: news without a text.
func Heard(b *drone.Build) issue.News {
	news := issue.News{Job: Job(b.Number), Bind: Bind(b), Attempt: 1, Progress: progress(b)}
	if sealed := b.Params[RefParam]; sealed != "" {
		news.Refs = []string{sealed}
	}
	if b.Created > 0 {
		news.Since = time.Unix(b.Created, 0)
	}
	return news
}

// NewsOf is a build as news, with its text: how it stands, and what went wrong as far as the
// build says so itself. It calls nobody, so there is no log.
//
// A build that succeeded is told as failed where it shows that no step ran but the one that
// fetches the code: Drone calls it a success when no step's `when` fits. A build out of
// Builds shows no steps, and is taken at its word.
func (c *Client) NewsOf(repo Repo, b *drone.Build) issue.News {
	return c.news(repo, b, issue.Textf("Build %s %s", c.Cite(repo, b.Number), standing(b)))
}

// appeared is NewsOf for a build that the reply did not know of: it says what the build does.
func (c *Client) appeared(repo Repo, b *drone.Build) issue.News {
	return c.news(repo, b, issue.Textf("Build %s, which %s, %s", c.Cite(repo, b.Number), c.Does(repo, b), standing(b)))
}

func (c *Client) news(repo Repo, b *drone.Build, how issue.Text) issue.News {
	news := Heard(b)
	if Ended(b.Status) && b.Started > 0 {
		how = outcome.After(how, time.Duration(b.Finished-b.Started)*time.Second)
	}
	news.Text = issue.Textf("%s.", issue.Textf("%s%s", how, why(b)))
	return news
}

// progress is how far a build is.
func progress(b *drone.Build) issue.Progress {
	switch b.Status {
	case drone.StatusPassing:
		if idle(b) {
			return issue.JobFailed
		}
		return issue.JobSucceeded
	case drone.StatusFailing, drone.StatusError:
		return issue.JobFailed
	case drone.StatusKilled, drone.StatusDeclined, drone.StatusSkipped:
		return issue.JobCancelled
	case drone.StatusBlocked:
		return issue.JobWaiting
	}
	// Each pipeline is approved on its own: the build runs when the first one does.
	if slices.ContainsFunc(b.Stages, func(s *drone.Stage) bool { return s != nil && s.Status == drone.StatusBlocked }) {
		return issue.JobWaiting
	}
	return issue.JobRunning
}

// standing is how a build stands, in words. Its cause may follow.
func standing(b *drone.Build) issue.Text {
	switch b.Status {
	case drone.StatusPassing:
		if idle(b) {
			return issue.Textf("ended")
		}
		return issue.Textf("**succeeded**")
	case drone.StatusFailing:
		return issue.Textf("**failed**")
	case drone.StatusError:
		return issue.Textf("ended with an **error**")
	case drone.StatusKilled:
		return issue.Textf("was **cancelled**")
	case drone.StatusDeclined:
		return issue.Textf("was **declined**")
	case drone.StatusSkipped:
		return issue.Textf("was **skipped**")
	}
	if progress(b) == issue.JobWaiting {
		return issue.Textf("**waits for approval** on its page")
	}
	return issue.Textf("is under way")
}

// Valid reports whether a repository has a name that Drone can be asked about.
func (r Repo) Valid() bool { return r.check() == nil }
