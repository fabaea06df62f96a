package issuetest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

// TestHistory changes everything there is once, and then nothing: only changes are events.
func TestHistory(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").AddLabels("bug")
	repo.OpenPull(17, "alice", "t", "b")
	repo.Assign(17, "alice").RequestReview(17, "bob", "acme/owners").Milestone("v1", time.Time{})
	client := signIn(t, gh, "sealrobot")
	for range 2 {
		client.Issues.AddAssignees(ctx, owner, name, 17, []string{"sealrobot"})
		client.Issues.RemoveAssignees(ctx, owner, name, 17, []string{"alice"})
		client.Issues.ReplaceLabelsForIssue(ctx, owner, name, 17, []string{"BUG"})
		client.Issues.Update(ctx, owner, name, 17, github.UpdateIssueRequest{Title: new("T"), Milestone: new(1)})
		client.Issues.Lock(ctx, owner, name, 17, nil)
	}
	client.Issues.ReplaceLabelsForIssue(ctx, owner, name, 17, []string{"new"})
	client.Issues.Unlock(ctx, owner, name, 17)
	var have []string
	last := int64(0)
	for e, err := range client.Issues.ListIssueEventsIter(ctx, owner, name, 17, &github.ListOptions{PerPage: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		what := e.GetAssignee().GetLogin() + e.GetLabel().GetName() + e.GetMilestone().GetTitle() + e.GetRename().GetTo() + e.GetRequestedReviewer().GetLogin() + e.GetRequestedTeam().GetSlug()
		have = append(have, strings.TrimSpace(fmt.Sprint(e.GetActor().GetLogin(), " ", e.GetEvent(), " ", what)))
		if e.GetID() <= last {
			t.Errorf("%s: id %d after %d", e.GetEvent(), e.GetID(), last)
		}
		last = e.GetID()
	}
	want := []string{
		"hubot assigned alice", "hubot review_requested bob", "hubot review_requested owners",
		"sealrobot assigned sealrobot", "sealrobot unassigned alice", "sealrobot labeled bug", "sealrobot renamed T", "sealrobot milestoned v1", "sealrobot locked",
		"sealrobot unlabeled bug", "sealrobot labeled new", "sealrobot unlocked",
	}
	if !slices.Equal(have, want) {
		t.Errorf("events:\n%q, want\n%q", have, want)
	}
}

// TestTen: an eleventh assignee is dropped, silently.
func TestTen(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	var all []string
	for n := range 12 {
		all = append(all, fmt.Sprintf("user%d", n))
	}
	gh.Team("acme/all", all[:6]...)
	gh.Member("acme", all[6:]...)
	gh.Install("helper")
	gh.SignIn("stranger")
	repo.Comment(17, "alice", "hello")
	client := signIn(t, gh, "sealrobot")
	assign := func(client *github.Client, logins ...string) []string {
		t.Helper()
		issue, _, err := client.Issues.AddAssignees(ctx, owner, name, 17, logins)
		if err != nil {
			t.Fatal(err)
		}
		if have := repo.Issue(17).Assignees; len(have) != len(issue.Assignees) {
			t.Errorf("assignees %v, answer %v", have, issue.Assignees)
		}
		return repo.Issue(17).Assignees
	}
	if have := assign(signIn(t, gh, "alice"), "alice"); len(have) != 0 {
		t.Errorf("assignees %v: alice may not assign", have)
	}
	if have := assign(client, "stranger", "n0body", "helper[bot]", "ALICE"); !slices.Equal(have, []string{"alice"}) {
		t.Errorf("assignees %v, want alice, who wrote", have)
	}
	if have := assign(client, all...); len(have) != 10 || slices.Contains(have, "user9") {
		t.Errorf("assignees %v, want ten", have)
	}
}

func TestRepoLabels(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").AddLabels("kind/bug", "Area/API", "KIND/bug")
	client := signIn(t, gh, "sealrobot")
	repo.Open(17, "alice", "t", "b")
	if _, _, err := client.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"area/api", "new"}); err != nil {
		t.Fatal(err)
	}
	var have []string
	for l, err := range client.Issues.ListLabelsIter(ctx, owner, name, &github.ListOptions{PerPage: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		have = append(have, l.GetName())
	}
	if want := []string{"Area/API", "kind/bug", "new"}; !slices.Equal(have, want) || !slices.Equal(repo.Labels(), want) {
		t.Errorf("labels %v, %v; want %v", have, repo.Labels(), want)
	}
	_, response, err := client.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"fine", strings.Repeat("x", 51)})
	status(t, "too long", 422, "name is too long (maximum is 50 characters)", response, err)
	if have := repo.Issue(17).Labels; !slices.Equal(have, []string{"Area/API", "new"}) {
		t.Errorf("labels of the issue %v", have)
	}
}

// TestPayloadState: a payload says how things stood when it was made.
func TestPayloadState(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	repo.Milestone("v1", time.Time{})
	repo.Open(17, "alice", "t", "b")
	repo.Label(17, "bug").Assign(17, "bob").Schedule(17, 1).Classify(17, "Bug").Close(17)
	e := repo.Comment(17, "alice", "/reopen")
	repo.Label(17, "later").Schedule(17, 0).Classify(17, "")
	var payload github.IssueCommentEvent
	if err := json.Unmarshal(e.Payload, &payload); err != nil {
		t.Fatal(err)
	}
	i := payload.Issue
	if len(i.Labels) != 1 || i.Assignees[0].GetLogin() != "bob" || i.GetMilestone().GetTitle() != "v1" || i.GetType().GetName() != "Bug" || i.GetState() != "closed" || i.GetStateReason() != "completed" {
		t.Errorf("issue: %v", i)
	}
	payload = github.IssueCommentEvent{}
	if err := json.Unmarshal(repo.Comment(17, "alice", "again").Payload, &payload); err != nil {
		t.Fatal(err)
	}
	if i := payload.Issue; len(i.Labels) != 2 || i.Milestone != nil || i.Type != nil {
		t.Errorf("issue, later: %v", i)
	}

	repo.OpenPull(18, "alice", "t", "b")
	repo.Label(18, "bug").RequestReview(18, "bob", "acme/owners").Draft(18, true)
	var review github.PullRequestReviewCommentEvent
	if err := json.Unmarshal(repo.Review(18, "bob", "why?").Payload, &review); err != nil {
		t.Fatal(err)
	}
	p := review.PullRequest
	if len(p.Labels) != 1 || p.RequestedReviewers[0].GetLogin() != "bob" || p.RequestedTeams[0].GetSlug() != "owners" || !p.GetDraft() || p.GetHead().GetSHA() != repo.Head(18) {
		t.Errorf("pull request: %v", p)
	}
}
