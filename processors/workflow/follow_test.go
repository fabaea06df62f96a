package workflow

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/octokit"
)

// TestNewsOfOctokitsExamples: GitHub's own payloads, and what of them is for us.
func TestNewsOfOctokitsExamples(t *testing.T) {
	examples := octokit.Examples()["workflow_run"]
	if len(examples) < 3 {
		t.Fatalf("%d examples", len(examples))
	}
	for i, example := range examples {
		var payload map[string]any
		if err := json.Unmarshal(example, &payload); err != nil {
			t.Fatal(err)
		}
		run := payload["workflow_run"].(map[string]any)
		if n, ok := (Dispatch{}).News("workflow_run", example); ok && run["event"] != "workflow_dispatch" {
			t.Errorf("%d: nobody dispatched it: %+v", i, n)
		}
		run["event"] = "workflow_dispatch"
		dispatched, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		n, ok := (Dispatch{}).News("workflow_run", dispatched)
		if ok != (payload["action"] == "completed" && run["status"] == "completed") {
			t.Errorf("%d, %s: news: %v", i, payload["action"], ok)
		}
		if ok && (!strings.HasPrefix(n.Job, "run/") || n.Since.IsZero() || !strings.Contains(n.Text.String(), "https://github.com/")) {
			t.Errorf("%d: %+v", i, n)
		}
	}
}

func TestNewsOfWhatIsNone(t *testing.T) {
	for _, payload := range []string{``, `{`, `{}`, `null`, `{"action":"completed"}`, `{"action":"completed","workflow_run":null}`,
		`{"action":"completed","workflow_run":{"event":"workflow_dispatch"}}`, `{"action":"completed","workflow_run":{"id":"x"}}`} {
		if n, ok := (Dispatch{}).News("workflow_run", []byte(payload)); ok {
			t.Errorf("%s: %+v", payload, n)
		}
	}
}

func TestNewsOfARun(t *testing.T) {
	began := github.Timestamp{Time: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	const ref = "eyJyIjoiYWNtZS93aWRnZXRzIn0.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE"
	for _, row := range []struct {
		status, conclusion string
		took               time.Duration
		progress           issue.Progress
		text               string
	}{
		{"completed", "success", 72 * time.Second, issue.JobSucceeded, "Run [5](https://x/5) **succeeded** after 1 min 12 s"},
		{"completed", "neutral", 0, issue.JobSucceeded, "Run [5](https://x/5) **ended**, neither well nor badly,"},
		{"completed", "failure", 2*time.Hour + 5*time.Minute, issue.JobFailed, "Run [5](https://x/5) **failed** after 2 h 5 min"},
		{"completed", "cancelled", time.Second, issue.JobCancelled, "Run [5](https://x/5) was **cancelled** after 1 s"},
		{"completed", "skipped", 0, issue.JobCancelled, "Run [5](https://x/5) was **skipped**, since no job of it had to run,"},
		{"completed", "timed_out", 6 * time.Hour, issue.JobFailed, "Run [5](https://x/5) **took too long** and was ended after 6 h 0 min"},
		{"completed", "startup_failure", 0, issue.JobFailed, "Run [5](https://x/5) **could not start**"},
		{"completed", "stale", 0, issue.JobFailed, "Run [5](https://x/5) **was given up** by GitHub"},
		{"completed", "of_2027", 0, issue.JobFailed, "Run [5](https://x/5) ended with `of_2027`"},
		{"completed", "action_required", time.Minute, issue.JobWaiting, "Run [5](https://x/5) **waits for approval** on its page"},
		{"waiting", "", time.Minute, issue.JobWaiting, "Run [5](https://x/5) **waits for approval** on its page"},
		{"queued", "", 0, issue.JobRunning, "Run [5](https://x/5) is under way"},
		{"in_progress", "", 0, issue.JobRunning, "Run [5](https://x/5) is under way"},
	} {
		n := newsOf(&github.WorkflowRun{
			ID: new(int64(5)), HTMLURL: new("https://x/5"), Status: &row.status, Conclusion: &row.conclusion, RunAttempt: new(1),
			RunStartedAt: &began, CreatedAt: &began, UpdatedAt: &github.Timestamp{Time: began.Add(row.took)},
			DisplayTitle: new("deploy to dev [" + ref + "]"), Path: new(".github/workflows/deploy.yml@main"),
		})
		if n.Progress != row.progress || n.Text.String() != row.text {
			t.Errorf("%s %s: %s %q, want %s %q", row.status, row.conclusion, n.Progress, n.Text.String(), row.progress, row.text)
		}
		if n.Job != "run/5" || len(n.Refs) != 1 || n.Refs[0] != ref || len(n.Bind) != 1 || n.Bind[0] != "deploy.yml" || n.Attempt != 1 || !n.Since.Equal(began.Time) {
			t.Errorf("%+v", n)
		}
	}
}
