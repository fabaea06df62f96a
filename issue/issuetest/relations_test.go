package issuetest_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

func TestSubIssues(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "triage")
	for number := 1; number <= 4; number++ {
		repo.Open(number, "alice", "t", "b")
	}
	repo.OpenPull(5, "alice", "t", "b")
	hidden, elsewhere := gh.Repo("acme/hidden").Private(), gh.Repo("other/widgets")
	client, stranger := signIn(t, gh, "sealrobot"), signIn(t, gh, "alice")
	const adding = "An error occurred while adding the sub-issue to the parent issue. "
	for _, test := range []struct {
		what        string
		parent, sub int64
		id          int64 // instead of that of sub
		replace     *bool
		status      int
		message     string
	}{
		{"2 in 1", 1, 2, 0, nil, 201, ""},
		{"2 in 1 again", 1, 2, 0, nil, 422, adding + "Issue may not contain duplicate sub-issues"},
		{"2 in 3, too", 3, 2, 0, nil, 422, adding + "Sub issue may only have one parent"},
		{"2 in 3, instead", 3, 2, 0, new(true), 201, ""},
		{"3 in 1", 1, 3, 0, nil, 201, ""},
		{"1 in 1", 1, 1, 0, nil, 422, adding + "Sub issue cannot be the same as the parent issue"},
		{"1 in 2, which is in 3, which is in 1", 2, 1, 0, nil, 422, adding},
		{"a number for an id", 1, 0, 4, nil, 404, "The provided sub-issue does not exist"},
		{"a pull request", 1, 5, 0, nil, 404, "The provided sub-issue does not exist"},
		{"one that is hidden", 1, 0, hidden.ID(1), nil, 404, "The provided sub-issue does not exist"},
		{"one of another owner", 1, 0, elsewhere.ID(1), nil, 404, "The provided sub-issue does not exist"},
	} {
		if test.id == 0 {
			test.id = repo.ID(int(test.sub))
		}
		_, response, err := client.SubIssue.Add(ctx, owner, name, test.parent, github.SubIssueRequest{SubIssueID: test.id, ReplaceParent: test.replace})
		status(t, test.what, test.status, test.message, response, err)
	}
	_, response, err := stranger.SubIssue.Add(ctx, owner, name, 1, github.SubIssueRequest{SubIssueID: repo.ID(4)})
	status(t, "below triage", http.StatusForbidden, "admin rights", response, err)

	parent, _, err := client.SubIssue.GetParentIssue(ctx, owner, name, 2)
	if err != nil || parent.GetNumber() != 3 || repo.Issue(2).Parent != 3 {
		t.Errorf("parent of 2: %v, %v; want 3", parent.GetNumber(), err)
	}
	_, response, err = client.SubIssue.GetParentIssue(ctx, owner, name, 1)
	status(t, "no parent", http.StatusNotFound, "Not Found", response, err)
	list, _, err := client.SubIssue.ListByIssue(ctx, owner, name, 1, nil)
	if err != nil || len(list) != 1 || *list[0].Number != 3 {
		t.Errorf("sub-issues of 1: %v, %v; want 3", list, err)
	}
	_, response, err = client.SubIssue.Remove(ctx, owner, name, 1, github.SubIssueRequest{SubIssueID: repo.ID(2)})
	status(t, "remove one of another", http.StatusNotFound, "The provided sub-issue does not exist", response, err)
	_, response, err = client.SubIssue.Remove(ctx, owner, name, 3, github.SubIssueRequest{SubIssueID: repo.ID(2)})
	status(t, "remove", http.StatusOK, "", response, err)
	if have := repo.Issue(3); have.Parent != 1 || len(have.SubIssues) != 0 {
		t.Errorf("issue 3: %+v", have)
	}
}

// TestSubIssueLimits goes as deep and as wide as GitHub lets one.
func TestSubIssueLimits(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "triage")
	client := signIn(t, gh, "sealrobot")
	for number := 2; number <= 8; number++ {
		repo.SetParent(number, number-1)
	}
	for number := 101; number <= 200; number++ {
		repo.SetParent(number, 100)
	}
	for _, parent := range []int64{8, 100} {
		_, response, err := client.SubIssue.Add(ctx, owner, name, parent, github.SubIssueRequest{SubIssueID: repo.ID(300)})
		status(t, "one more in "+itoa(parent), http.StatusUnprocessableEntity, "sub-issue", response, err)
	}
}

func TestBlockedBy(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "triage")
	repo.Open(1, "alice", "t", "b")
	repo.Open(2, "alice", "t", "b")
	repo.Block(1, 3).Close(3)
	client := signIn(t, gh, "sealrobot")
	for _, test := range []struct {
		what    string
		id      int64
		status  int
		message string
	}{
		{"another", repo.ID(2), 201, ""},
		{"the same", repo.ID(2), 422, "already exists"},
		{"itself", repo.ID(1), 422, "blocked by itself"},
		{"none", 1, 404, "Not Found"},
	} {
		_, response, err := client.Issues.AddBlockedBy(ctx, owner, name, 1, github.IssueDependencyRequest{IssueID: test.id})
		status(t, test.what, test.status, test.message, response, err)
	}
	list, _, err := client.Issues.ListBlockedBy(ctx, owner, name, 1, &github.ListOptions{PerPage: 1, Page: 2})
	if err != nil || len(list) != 1 || list[0].GetNumber() != 2 {
		t.Errorf("second page: %v, %v; want 2", list, err)
	}
	issue, _, err := client.Issues.Get(ctx, owner, name, 1)
	if s := issue.GetIssueDependenciesSummary(); err != nil || s.GetBlockedBy() != 1 || s.GetTotalBlockedBy() != 2 {
		t.Errorf("summary: %v, %v; want one that is open, of two", s, err)
	}
	_, response, err := client.Issues.RemoveBlockedBy(ctx, owner, name, 1, repo.ID(3))
	status(t, "remove", http.StatusOK, "", response, err)
	_, response, err = client.Issues.RemoveBlockedBy(ctx, owner, name, 1, repo.ID(3))
	status(t, "remove again", http.StatusNotFound, "Not Found", response, err)
	_, response, err = signIn(t, gh, "alice").Issues.RemoveBlockedBy(ctx, owner, name, 1, repo.ID(2))
	status(t, "below triage", http.StatusForbidden, "admin rights", response, err)
	if have := repo.Issue(1).BlockedBy; !slices.Equal(have, []int{2}) {
		t.Errorf("blocked by %v, want 2", have)
	}
}
