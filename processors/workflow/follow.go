package workflow

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
	"github.com/tidwall/gjson"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/outcome"
	"github.com/fanux/robot/processors/internal/params"
)

var _ issue.Listener = Dispatch{}

const jobPrefix = "run/" // of a run's name among the robot's jobs

// Listens implements issue.Listener.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
func (Dispatch) Listens() []string { return []string{"workflow_run"} }

// News implements issue.Listener: it hears of runs that were started by a dispatch, whoever
// dispatched, when they are completed. Most events are of other runs, or of runs under way,
// and are not decoded.
func (Dispatch) News(_ string, payload []byte) (issue.News, bool) {
	if gjson.GetBytes(payload, "action").String() != "completed" || gjson.GetBytes(payload, "workflow_run.event").String() != byHand {
		return issue.News{}, false
	}
	run := new(github.WorkflowRun)
	if json.Unmarshal([]byte(gjson.GetBytes(payload, "workflow_run").Raw), run) != nil || run.GetID() == 0 {
		return issue.News{}, false
	}
	n := newsOf(run)
	return n, n.Progress != issue.JobRunning
}

// Look implements issue.Follower: it asks for the run where nobody told of it, and for the
// job and the step that failed.
func (Dispatch) Look(ctx context.Context, client *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	s, place := siteIn(client, repo), news.Place
	if news.Progress == issue.JobAccepted {
		run, instead, err := s.look(ctx, news)
		if err != nil || run == nil {
			return news, err
		}
		news = newsOf(run)
		news.Text = issue.Textf("%s%s", news.Text, instead)
	}
	if news.Progress == issue.JobFailed || news.Progress == issue.JobCancelled {
		news.Text = issue.Textf("%s%s", news.Text, s.culprits(ctx, news))
	}
	s.forget(ctx, place, news)
	news.Text = issue.Textf("%s.", news.Text)
	return news, nil
}

// look asks for a run: by its number, or, where GitHub had not shown it yet, by what the
// robot put into its title. It is nil where GitHub still does not show it. Where it is another
// one than the reply names, instead says so.
func (s site) look(ctx context.Context, news issue.News) (run *github.WorkflowRun, instead issue.Text, err error) {
	switch {
	case news.Job != issue.Unseen:
		id, err := number(news.Job)
		if err != nil {
			return nil, instead, err
		}
		if len(news.Given) > 0 && len(news.Bind) == 1 {
			return s.alone(ctx, id, news)
		}
		run, _, err = s.client.Actions.GetWorkflowRunByID(ctx, s.owner, s.repo, id)
		return run, instead, err
	case len(news.Bind) != 1:
		return nil, instead, nil
	}
	run, _, err = s.since(ctx, news.Bind[0], news.Since.Add(-apart), news.Refs...)
	return run, instead, err
}

// apart is how long a run may have been asked for before there was a reply about it.
const apart = 10 * time.Minute

func number(job string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(job, jobPrefix), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no run", job)
	}
	return id, nil
}

// reference is what issue.Call.Ref makes, where a run's title holds it.
var reference = regexp.MustCompile(`[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{43}`)

// newsOf is a run as news, without a full stop: what failed may follow.
func newsOf(run *github.WorkflowRun) issue.News {
	file, _, _ := strings.Cut(run.GetPath(), "@") // deploy.yml@main, where it is named with its branch
	progress, how := ending(run.GetStatus(), run.GetConclusion())
	text := issue.Textf("Run [%d](%s) %s", run.GetID(), run.GetHTMLURL(), how)
	if n := run.GetRunAttempt(); n > 1 {
		text = issue.Textf("Run [%d](%s), attempt %d, %s", run.GetID(), run.GetHTMLURL(), n, how)
	}
	if progress != issue.JobWaiting && !run.GetRunStartedAt().IsZero() {
		text = outcome.After(text, run.GetUpdatedAt().Sub(run.GetRunStartedAt().Time))
	}
	return issue.News{
		Job: fmt.Sprint(jobPrefix, run.GetID()), Refs: reference.FindAllString(run.GetDisplayTitle(), -1), Bind: []string{path.Base(file)},
		Since: run.GetCreatedAt().Time, Attempt: run.GetRunAttempt(), Progress: progress, Text: text,
	}
}

// ending is how a run stands, and in words.
// https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
func ending(status, conclusion string) (issue.Progress, issue.Text) {
	switch {
	case status == "waiting", conclusion == "action_required":
		return issue.JobWaiting, issue.Textf("**waits for approval** on its page")
	case status != "completed":
		return issue.JobRunning, issue.Textf("is under way")
	}
	switch conclusion {
	case "success":
		return issue.JobSucceeded, issue.Textf("**succeeded**")
	case "neutral":
		return issue.JobSucceeded, issue.Textf("**ended**, neither well nor badly,")
	case "cancelled":
		return issue.JobCancelled, issue.Textf("was **cancelled**")
	case "skipped":
		return issue.JobCancelled, issue.Textf("was **skipped**, since no job of it had to run,")
	case "failure":
		return issue.JobFailed, issue.Textf("**failed**")
	case "timed_out":
		return issue.JobFailed, issue.Textf("**took too long** and was ended")
	case "startup_failure":
		return issue.JobFailed, issue.Textf("**could not start**")
	case "stale":
		return issue.JobFailed, issue.Textf("**was given up** by GitHub")
	}
	return issue.JobFailed, issue.Textf("ended with %s", params.Show(conclusion))
}

// maxCulprits is how many jobs are named that did not succeed.
const maxCulprits = 3

// culprits names the jobs that did not succeed, and the step of each that did not. It says
// nothing where GitHub does not tell: the outcome is what matters.
func (s site) culprits(ctx context.Context, news issue.News) issue.Text {
	run, err := number(news.Job)
	if err != nil {
		return issue.Text{}
	}
	var named []issue.Text
	all := &github.ListWorkflowJobsOptions{Filter: "all", ListOptions: github.ListOptions{PerPage: 100}} // of every attempt
	for job, err := range s.client.Actions.ListWorkflowJobsIter(ctx, s.owner, s.repo, run, all) {
		if err != nil {
			break
		}
		if !succeeded(job.GetConclusion()) && (news.Attempt == 0 || job.GetRunAttempt() == int64(news.Attempt)) {
			named = append(named, culprit(job))
		}
	}
	if len(named) == 0 {
		return issue.Text{}
	}
	text := issue.Textf(": %s", named[0])
	for _, next := range named[1:min(len(named), maxCulprits)] {
		text = issue.Textf("%s; %s", text, next)
	}
	if n := len(named); n > maxCulprits {
		text = issue.Textf("%s; and %d more", text, n-maxCulprits)
	}
	return text
}

// culprit names one job, and its first step that did not succeed.
func culprit(job *github.WorkflowJob) issue.Text {
	name := params.Show(job.GetName())
	at := slices.IndexFunc(job.Steps, func(step *github.TaskStep) bool { return !succeeded(step.GetConclusion()) })
	if at < 0 {
		return issue.Textf("job [%s](%s)", name, job.GetHTMLURL())
	}
	return issue.Textf("job [%s](%s), step %s", name, job.GetHTMLURL(), params.Show(job.Steps[at].GetName()))
}

// succeeded reports whether a job or a step did not stand in the way.
func succeeded(conclusion string) bool {
	return slices.Contains([]string{"success", "skipped", "neutral", ""}, conclusion)
}
