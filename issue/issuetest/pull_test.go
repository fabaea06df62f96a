package issuetest_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

func TestMerge(t *testing.T) {
	for _, test := range []struct {
		what    string
		before  func(*issuetest.Repo)
		who     string // sealrobot, unless somebody else
		options github.PullRequestOptions
		status  int
		message string
		state   string // mergeable_state, before
	}{
		{"as it is", nil, "", github.PullRequestOptions{}, 200, "", "clean"},
		{"squashed", nil, "", github.PullRequestOptions{MergeMethod: "squash", CommitTitle: "mine"}, 200, "", "clean"},
		{"not computed yet", func(r *issuetest.Repo) { r.Compute(18, true) }, "", github.PullRequestOptions{}, 200, "", "unknown"},
		{"another head", nil, "", github.PullRequestOptions{SHA: "other"}, 409, "Head branch was modified. Review and try the merge again.", "clean"},
		{"a draft", func(r *issuetest.Repo) { r.Draft(18, true) }, "", github.PullRequestOptions{}, 405, "Pull Request is still a draft", "draft"},
		{"in conflict", func(r *issuetest.Repo) { r.Conflict(18, true) }, "", github.PullRequestOptions{}, 405, "Pull Request is not mergeable", "dirty"},
		{"without a review", func(r *issuetest.Repo) { r.Lack(18, issuetest.NeedsReview) }, "", github.PullRequestOptions{}, 405, "At least 1 approving review is required by reviewers with write access.", "blocked"},
		{"without a check", func(r *issuetest.Repo) { r.Lack(18, issuetest.NeedsCheck("ci")) }, "", github.PullRequestOptions{}, 405, `Required status check "ci" is expected.`, "blocked"},
		{"no longer without", func(r *issuetest.Repo) { r.Lack(18, issuetest.NeedsReview).Lack(18) }, "", github.PullRequestOptions{}, 200, "", "clean"},
		{"method not allowed", func(r *issuetest.Repo) { r.MergeMethods("merge", "rebase") }, "", github.PullRequestOptions{MergeMethod: "squash"}, 405, "Squash merges are not allowed on this repository.", "clean"},
		{"default method not allowed", func(r *issuetest.Repo) { r.MergeMethods("squash") }, "", github.PullRequestOptions{}, 405, "Merge commits are not allowed on this repository.", "clean"},
		{"merged before", func(r *issuetest.Repo) { r.Merge(18, "carol") }, "", github.PullRequestOptions{}, 405, "Pull Request is not mergeable", "unknown"},
		{"closed before", func(r *issuetest.Repo) { r.Close(18) }, "", github.PullRequestOptions{}, 405, "Pull Request is not mergeable", "clean"},
		{"a triager", nil, "tina", github.PullRequestOptions{}, 403, "admin rights", "clean"},
		{"an archive", func(r *issuetest.Repo) { r.Archive() }, "", github.PullRequestOptions{}, 403, "archived", "clean"},
	} {
		t.Run(test.what, func(t *testing.T) {
			gh, ctx := issuetest.Start(t), t.Context()
			repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("tina", "triage")
			repo.OpenPull(18, "alice", "a change", "please")
			if test.before != nil {
				test.before(repo)
			}
			client := signIn(t, gh, "sealrobot")
			before, _, err := client.PullRequests.Get(ctx, owner, name, 18)
			if err != nil || before.GetMergeableState() != test.state {
				t.Errorf("mergeable_state %q (%v), want %q", before.GetMergeableState(), err, test.state)
			}
			if test.options.SHA == "" {
				test.options.SHA = before.GetHead().GetSHA()
			}
			if test.who != "" {
				client = signIn(t, gh, test.who)
			}
			result, response, err := client.PullRequests.Merge(ctx, owner, name, 18, "", &test.options)
			status(t, test.what, test.status, test.message, response, err)
			if done := test.status == http.StatusOK; result.GetMerged() != done || (repo.Issue(18).Merge.By == "sealrobot") != done {
				t.Errorf("merged: %v, %+v; want %t", result, repo.Issue(18).Merge, done)
			}
		})
	}
}

// TestMerged looks at everything that tells of a merge.
func TestMerged(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	repo.OpenPull(18, "alice", "a change", "please")
	client := signIn(t, gh, "sealrobot")
	old := repo.Head(18)
	repo.Push(18)
	_, response, err := client.PullRequests.Merge(ctx, owner, name, 18, "", &github.PullRequestOptions{SHA: old})
	status(t, "the head moved", http.StatusConflict, "Head branch was modified", response, err)
	result, _, err := client.PullRequests.Merge(ctx, owner, name, 18, "why", &github.PullRequestOptions{SHA: repo.Head(18), MergeMethod: "squash", CommitTitle: "t"})
	if err != nil {
		t.Fatal(err)
	}
	want := issuetest.Merge{By: "sealrobot", Method: "squash", Head: repo.Head(18), Commit: result.GetSHA(), Title: "t", Message: "why"}
	if diff := cmp.Diff(want, repo.Issue(18).Merge); diff != "" {
		t.Errorf("merge (-want +have):\n%s", diff)
	}
	if head := repo.Refs("heads/")["heads/main"]; head != result.GetSHA() {
		t.Errorf("main is at %s, want %s", head, result.GetSHA())
	}
	pull, _, err := client.PullRequests.Get(ctx, owner, name, 18)
	if err != nil || !pull.GetMerged() || pull.GetState() != "closed" || pull.GetMergedBy().GetLogin() != "sealrobot" || pull.GetMergeCommitSHA() != result.GetSHA() || pull.MergedAt == nil {
		t.Errorf("pull request: %v, %v", pull, err)
	}
	issue, _, err := client.Issues.Get(ctx, owner, name, 18)
	if err != nil || issue.GetState() != "closed" || issue.GetPullRequestLinks().MergedAt == nil || !slices.Equal(repo.Issue(18).History, []string{"merged", "closed"}) {
		t.Errorf("issue: %v, %v; history %v", issue, err, repo.Issue(18).History)
	}
	_, response, err = client.Issues.Update(ctx, owner, name, 18, github.UpdateIssueRequest{State: new("open")})
	status(t, "reopen", http.StatusUnprocessableEntity, "Validation Failed", response, err)
	_, response, err = client.PullRequests.Merge(ctx, owner, name, repo.Open(0, "bob", "an issue", "").Number, "", nil)
	status(t, "merge an issue", http.StatusNotFound, "Not Found", response, err)
}

// TestWithheldMerge: a merge takes contents: write.
func TestWithheldMerge(t *testing.T) {
	gh := issuetest.Start(t)
	gh.Repo("acme/widgets").Grant("sealrobot", "write").OpenPull(18, "alice", "a change", "please")
	token := gh.SignInFine("sealrobot")
	gh.WithholdContents(token)
	_, response, err := dial(t, gh, token).PullRequests.Merge(t.Context(), owner, name, 18, "", nil)
	status(t, "merge", http.StatusForbidden, "not accessible by personal access token", response, err)
}

func TestReviewers(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("bob", "read")
	repo.OpenPull(18, "alice", "a change", "please")
	gh.Team("acme/deployers", "dora")
	gh.Member("acme", "meg")
	gh.SignIn("stranger")
	client := signIn(t, gh, "sealrobot")
	for _, test := range []struct {
		what    string
		ask     github.ReviewersRequest
		status  int
		message string
		people  []string
		teams   []string
	}{
		{"a stranger, and another", github.ReviewersRequest{Reviewers: []string{"bob", "stranger"}}, 422, "is not a collaborator of the acme/widgets repository.", nil, nil},
		{"nobody", github.ReviewersRequest{Reviewers: []string{"n0body"}}, 422, "Reviews may only be requested from collaborators.", nil, nil},
		{"the author", github.ReviewersRequest{Reviewers: []string{"bob", "alice"}}, 422, "Review cannot be requested from pull request author.", nil, nil},
		{"no such team", github.ReviewersRequest{TeamReviewers: []string{"none"}}, 422, "is not a collaborator", nil, nil},
		{"somebody with access", github.ReviewersRequest{Reviewers: []string{"BOB"}}, 201, "", []string{"bob"}, nil},
		{"the same, a member and a team", github.ReviewersRequest{Reviewers: []string{"bob", "meg", "dora"}, TeamReviewers: []string{"deployers"}}, 201, "", []string{"bob", "meg", "dora"}, []string{"deployers"}},
	} {
		_, response, err := client.PullRequests.RequestReviewers(ctx, owner, name, 18, test.ask)
		status(t, test.what, test.status, test.message, response, err)
		if have := repo.Issue(18); !slices.Equal(have.Reviewers, test.people) || !slices.Equal(have.Teams, test.teams) {
			t.Errorf("%s: reviewers %v, teams %v; want %v, %v", test.what, have.Reviewers, have.Teams, test.people, test.teams)
		}
	}
	pull, _, err := client.PullRequests.Get(ctx, owner, name, 18)
	if err != nil || len(pull.RequestedReviewers) != 3 || len(pull.RequestedTeams) != 1 || pull.RequestedTeams[0].GetSlug() != "deployers" {
		t.Errorf("pull request: %v, %v", pull, err)
	}
	response, err := client.PullRequests.RemoveReviewers(ctx, owner, name, 18, github.ReviewersRequest{Reviewers: []string{"meg", "bob", "stranger"}, TeamReviewers: []string{"deployers"}})
	status(t, "remove", http.StatusOK, "", response, err)
	if have := repo.Issue(18); !slices.Equal(have.Reviewers, []string{"dora"}) || len(have.Teams) != 0 {
		t.Errorf("reviewers %v, teams %v; want dora alone", have.Reviewers, have.Teams)
	}
	_, response, err = signIn(t, gh, "alice").PullRequests.RequestReviewers(ctx, owner, name, 18, github.ReviewersRequest{Reviewers: []string{"bob"}})
	status(t, "a stranger asks", http.StatusForbidden, "admin rights", response, err)
}
