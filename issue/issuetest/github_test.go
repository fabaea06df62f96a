package issuetest_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

const owner, name = "acme", "widgets"

// dial returns a real client of the fake, with that token.
func dial(t *testing.T, gh *issuetest.GitHub, token string) *github.Client {
	t.Helper()
	client, err := github.NewClient(github.WithURLs(new(gh.URL+"/"), nil), github.WithAuthToken(token))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// signIn returns a real client that acts as login.
func signIn(t *testing.T, gh *issuetest.GitHub, login string) *github.Client {
	t.Helper()
	return dial(t, gh, gh.SignIn(login))
}

// status fails the test unless the call was answered with that status; 4xx says message.
func status(t *testing.T, what string, want int, message string, response *github.Response, err error) {
	t.Helper()
	if response == nil {
		t.Fatalf("%s: no answer: %v", what, err)
	}
	if response.StatusCode != want {
		t.Errorf("%s: status %d (%v), want %d", what, response.StatusCode, err, want)
	}
	if want >= 400 && (err == nil || !strings.Contains(err.Error(), message)) {
		t.Errorf("%s: %v, want %q", what, err, message)
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func say(ctx context.Context, client *github.Client, number int, body string) (*github.IssueComment, *github.Response, error) {
	return client.Issues.CreateComment(ctx, owner, name, number, github.IssueCommentRequest{Body: body})
}

// TestOperations calls what there is to call: everything that is served is checked against
// GitHub's description by Start.
func TestOperations(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "admin").Grant("alice", "triage").File(".github/robot.yml", "use: [help]\n").Workflow("deploy.yml", "deploy")
	gh.Team("acme/deployers", "alice")
	gh.Hook("http://127.0.0.1:1/nobody", "secret")
	comment := repo.Comment(17, "alice", "hello").Comment
	pull := repo.OpenPull(18, "alice", "a change", "please")
	review := repo.Review(18, "bob", "why?").Comment
	client := signIn(t, gh, "sealrobot")
	gh.Wait()
	delivery := gh.Deliveries()[0]

	check := func(_ any, response *github.Response, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	gone := func(response *github.Response, err error) { t.Helper(); check(nil, response, err) }
	check(client.Users.Get(ctx, ""))
	check(client.RateLimit.Get(ctx))
	check(client.Teams.GetTeamMembershipBySlug(ctx, owner, "deployers", "alice"))
	check(client.Repositories.Get(ctx, owner, name))
	check(client.Repositories.GetPermissionLevel(ctx, owner, name, "alice"))
	_, _, response, err := client.Repositories.GetContents(ctx, owner, name, ".github/robot.yml", nil)
	check(nil, response, err)

	check(client.Issues.ListByRepo(ctx, owner, name, &github.IssueListByRepoOptions{State: "all"}))
	check(client.Issues.Create(ctx, owner, name, github.CreateIssueRequest{Title: "t", Body: new("b"), Labels: []string{"bug"}}))
	check(client.Issues.Get(ctx, owner, name, 17))
	check(client.Issues.Get(ctx, owner, name, pull.Number))
	check(client.Issues.Update(ctx, owner, name, 17, github.UpdateIssueRequest{State: new("closed"), StateReason: new("completed")}))
	check(client.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"bug", "area/api"}))
	check(client.Issues.ReplaceLabelsForIssue(ctx, owner, name, 17, []string{"bug", "area/api"}))
	check(client.Issues.ListLabelsByIssue(ctx, owner, name, 17, nil))
	gone(client.Issues.RemoveLabelForIssue(ctx, owner, name, 17, "area%2Fapi"))
	check(client.Issues.ListLabels(ctx, owner, name, nil))
	check(client.Issues.GetLabel(ctx, owner, name, "bug"))
	check(client.Issues.AddAssignees(ctx, owner, name, 17, []string{"alice"}))
	check(client.Issues.RemoveAssignees(ctx, owner, name, 17, []string{"alice"}))
	check(client.Issues.ListMilestones(ctx, owner, name, nil))
	check(client.Issues.CreateMilestone(ctx, owner, name, github.CreateMilestoneRequest{Title: "v1"}))
	check(client.Issues.ListIssueEvents(ctx, owner, name, 17, nil))
	check(client.Organizations.ListIssueTypes(ctx, owner))
	repo.Open(20, "alice", "a parent", "")
	other := repo.ID(17)
	check(client.SubIssue.Add(ctx, owner, name, 20, github.SubIssueRequest{SubIssueID: other}))
	check(client.SubIssue.ListByIssue(ctx, owner, name, 20, nil))
	check(client.SubIssue.GetParentIssue(ctx, owner, name, 17))
	check(client.SubIssue.Remove(ctx, owner, name, 20, github.SubIssueRequest{SubIssueID: other}))
	check(client.Issues.AddBlockedBy(ctx, owner, name, 20, github.IssueDependencyRequest{IssueID: other}))
	check(client.Issues.ListBlockedBy(ctx, owner, name, 20, nil))
	check(client.Issues.RemoveBlockedBy(ctx, owner, name, 20, other))
	gone(client.Issues.Lock(ctx, owner, name, 17, &github.LockIssueOptions{LockReason: "resolved"}))
	gone(client.Issues.Unlock(ctx, owner, name, 17))
	check(client.PullRequests.Get(ctx, owner, name, 18))
	asked := github.ReviewersRequest{Reviewers: []string{"sealrobot"}}
	check(client.PullRequests.RequestReviewers(ctx, owner, name, 18, asked))
	gone(client.PullRequests.RemoveReviewers(ctx, owner, name, 18, asked))
	check(client.PullRequests.Merge(ctx, owner, name, 18, "", nil))

	check(say(ctx, client, 17, "hi"))
	check(client.Issues.ListComments(ctx, owner, name, 17, nil))
	check(client.Issues.ListComments(ctx, owner, name, 0, nil))
	check(client.Issues.GetComment(ctx, owner, name, comment))
	check(client.Issues.UpdateComment(ctx, owner, name, comment, github.IssueCommentRequest{Body: "x"}))
	check(client.PullRequests.ListComments(ctx, owner, name, 18, nil))
	check(client.PullRequests.ListComments(ctx, owner, name, 0, nil))
	check(client.PullRequests.GetComment(ctx, owner, name, review))

	r, response, err := client.Reactions.CreateIssueCommentReaction(ctx, owner, name, comment, "eyes")
	check(r, response, err)
	check(client.Reactions.ListIssueCommentReactions(ctx, owner, name, comment, nil))
	gone(client.Reactions.DeleteIssueCommentReaction(ctx, owner, name, comment, r.GetID()))
	r, response, err = client.Reactions.CreateIssueReaction(ctx, owner, name, 17, "eyes")
	check(r, response, err)
	check(client.Reactions.ListIssueReactions(ctx, owner, name, 17, nil))
	gone(client.Reactions.DeleteIssueReaction(ctx, owner, name, 17, r.GetID()))
	r, response, err = client.Reactions.CreatePullRequestCommentReaction(ctx, owner, name, review, "eyes")
	check(r, response, err)
	check(client.Reactions.ListPullRequestCommentReactions(ctx, owner, name, review, nil))
	gone(client.Reactions.DeletePullRequestCommentReaction(ctx, owner, name, review, r.GetID()))
	gone(client.Issues.DeleteComment(ctx, owner, name, comment))

	head, response, err := client.Git.GetRef(ctx, owner, name, "heads/main")
	check(head, response, err)
	check(client.Git.GetCommit(ctx, owner, name, head.GetObject().GetSHA()))
	made, response, err := client.Git.CreateCommit(ctx, owner, name, childOf(t, client, head.GetObject().GetSHA(), "m"), nil)
	check(made, response, err)
	check(client.Git.CreateRef(ctx, owner, name, github.CreateRef{Ref: "refs/robot/claim", SHA: head.GetObject().GetSHA()}))
	check(client.Git.ListMatchingRefs(ctx, owner, name, "robot/"))
	check(client.Git.UpdateRef(ctx, owner, name, "robot/claim", github.UpdateRef{SHA: made.GetSHA()}))
	gone(client.Git.DeleteRef(ctx, owner, name, "robot/claim"))

	check(client.Repositories.Dispatch(ctx, owner, name, github.DispatchRequestOptions{EventType: "deploy"}))

	check(client.Actions.ListWorkflows(ctx, owner, name, nil))
	check(client.Actions.GetWorkflowByFileName(ctx, owner, name, "deploy.yml"))
	check(client.Actions.CreateWorkflowDispatchEventByFileName(ctx, owner, name, "deploy.yml", github.CreateWorkflowDispatchEventRequest{Ref: "main"}))
	check(client.Actions.ListWorkflowRunsByFileName(ctx, owner, name, "deploy.yml", nil))
	check(client.Actions.ListRepositoryWorkflowRuns(ctx, owner, name, nil))
	check(client.Actions.GetWorkflowRunByID(ctx, owner, name, repo.Runs()[0].ID))
	check(client.Actions.ListWorkflowJobs(ctx, owner, name, repo.Runs()[0].ID, nil))
	for _, want := range []int{202, 409} { // 202 is an error to go-github
		if response, _ := client.Actions.CancelWorkflowRunByID(ctx, owner, name, repo.Runs()[0].ID); response.StatusCode != want {
			t.Errorf("cancel: %s, want %d", response.Status, want)
		}
	}

	check(client.Repositories.ListHooks(ctx, owner, name, nil))
	check(client.Repositories.ListHookDeliveries(ctx, owner, name, delivery.Hook, nil))
	check(client.Repositories.GetHookDelivery(ctx, owner, name, delivery.Hook, delivery.ID))
	_, _, err = client.Repositories.RedeliverHookDelivery(ctx, owner, name, delivery.Hook, delivery.ID)
	if _, accepted := err.(*github.AcceptedError); !accepted {
		t.Errorf("redelivery: %v, want 202", err)
	}
	hook, response, err := client.Repositories.CreateHook(ctx, owner, name, &github.Hook{Config: &github.HookConfig{URL: new("http://127.0.0.1:1/another")}})
	check(hook, response, err)
	check(client.Repositories.GetHook(ctx, owner, name, hook.GetID()))
	check(client.Repositories.EditHook(ctx, owner, name, hook.GetID(), &github.Hook{Active: new(false)}))
	gone(client.Repositories.PingHook(ctx, owner, name, hook.GetID()))
	gone(client.Repositories.DeleteHook(ctx, owner, name, hook.GetID()))

	served := slices.DeleteFunc(issuetest.Served(), func(operation string) bool {
		return operation == "POST /graphql" || // which the description does not have
			strings.Contains(operation, " /app") || strings.Contains(operation, "/installation") // TestApp and TestAppHook have them
	})
	if diff := cmp.Diff(served, gh.Operations()); diff != "" {
		t.Errorf("operations (-served +called):\n%s", diff)
	}
}

// TestEnterprise calls under the prefix that GitHub Enterprise has.
func TestEnterprise(t *testing.T) {
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").Open(17, "alice", "t", "b")
	client, err := github.NewClient(github.WithEnterpriseURLs(gh.URL, gh.URL), github.WithAuthToken(gh.SignIn("sealrobot")))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := say(t.Context(), client, 17, "hi"); err != nil {
		t.Error(err)
	}
	if calls := gh.Calls(); len(calls) != 1 || calls[0].String() != "POST /api/v3/repos/acme/widgets/issues/17/comments 201" {
		t.Errorf("calls = %v", calls)
	}
}
