package issuetest_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

// TestUpdated: what is a change of a comment and of its issue, and what is none.
func TestUpdated(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	clock := noon
	gh.SetTime(func() time.Time { return clock })
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	repo.Open(17, "alice", "t", "b")
	id := repo.Comment(17, "alice", "hello").Comment
	client := signIn(t, gh, "sealrobot")
	for i, test := range []struct {
		what           string
		do             func()
		comment, issue bool // are they updated?
	}{
		{"reaction to the comment", func() { repo.React(id, "bob", "eyes") }, false, false},
		{"reaction over REST", func() { client.Reactions.CreateIssueCommentReaction(ctx, owner, name, id, "+1") }, false, false},
		{"reaction to the issue", func() { client.Reactions.CreateIssueReaction(ctx, owner, name, 17, "heart") }, false, false},
		{"another comment", func() { repo.Comment(17, "bob", "hi") }, false, true},
		{"edit of the comment", func() { repo.Edit(id, "alice", "hello!") }, true, true},
		{"edit over REST", func() {
			client.Issues.UpdateComment(ctx, owner, name, id, github.IssueCommentRequest{Body: "hello?"})
		}, true, true},
		{"edit of the issue", func() { client.Issues.Update(ctx, owner, name, 17, github.UpdateIssueRequest{Title: new("T")}) }, false, true},
		{"label", func() { repo.Label(17, "bug") }, false, true},
		{"the same label", func() { repo.Label(17, "bug") }, false, false},
		{"label over REST", func() { client.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"area"}) }, false, true},
		{"no label", func() { client.Issues.RemoveLabelForIssue(ctx, owner, name, 17, "area") }, false, true},
		{"other labels", func() { client.Issues.ReplaceLabelsForIssue(ctx, owner, name, 17, []string{"area"}) }, false, true},
		{"assignee", func() { repo.Assign(17, "bob") }, false, true},
		{"lock", func() { repo.Lock(17) }, false, true},
		{"closed", func() { repo.Close(17) }, false, true},
		{"an issue elsewhere", func() { repo.Open(18, "alice", "t", "b") }, false, false},
	} {
		clock = noon.Add(time.Duration(i+1) * time.Hour)
		test.do()
		issue, _, err := client.Issues.Get(ctx, owner, name, 17)
		if err != nil {
			t.Fatal(err)
		}
		comment, _, err := client.Issues.GetComment(ctx, owner, name, id)
		if err != nil {
			t.Fatal(err)
		}
		if have := comment.GetUpdatedAt().Equal(github.Timestamp{Time: clock}); have != test.comment {
			t.Errorf("%s: comment updated %t, want %t", test.what, have, test.comment)
		}
		if have := issue.GetUpdatedAt().Equal(github.Timestamp{Time: clock}); have != test.issue {
			t.Errorf("%s: issue updated %t, want %t", test.what, have, test.issue)
		}
		if created := comment.GetCreatedAt(); !created.Equal(github.Timestamp{Time: noon}) {
			t.Errorf("%s: comment created at %v, want %v", test.what, created, noon)
		}
	}
	repo.Comment(17, "bob", "after the end")
	issue, _, err := client.Issues.Get(ctx, owner, name, 17)
	if closed := noon.Add(15 * time.Hour); !issue.GetClosedAt().Equal(github.Timestamp{Time: closed}) {
		t.Errorf("closed at %v (%v), want %v: a comment does not close it again", issue.GetClosedAt(), err, closed)
	}
}

// TestRollup: the counts of reactions are part of a comment, and so of its ETag.
func TestRollup(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets")
	id := repo.Comment(17, "alice", "hello").Comment
	client := signIn(t, gh, "sealrobot")
	before, first, err := client.Issues.GetComment(ctx, owner, name, id)
	if err != nil || before.GetReactions().GetTotalCount() != 0 || !before.GetUpdatedAt().Equal(before.GetCreatedAt()) {
		t.Fatalf("before: %v, %v", before, err)
	}
	repo.React(id, "bob", "eyes")
	repo.React(id, "carol", "eyes")
	repo.React(id, "bob", "+1")
	after, second, err := client.Issues.GetComment(ctx, owner, name, id)
	r := after.GetReactions()
	if err != nil || r.GetTotalCount() != 3 || r.GetEyes() != 2 || r.GetPlusOne() != 1 || r.GetHeart() != 0 || r.GetURL() != after.GetURL()+"/reactions" {
		t.Errorf("after: %v, %v", r, err)
	}
	if first.Header.Get("ETag") == second.Header.Get("ETag") {
		t.Errorf("the ETag is %s before and after", first.Header.Get("ETag"))
	}
}

// given is a parameter that is left out where it is empty.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// TestOrder lists comments and issues in every order there is.
func TestOrder(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	clock := noon
	gh.SetTime(func() time.Time { return clock })
	repo := gh.Repo("acme/widgets")
	names, reviews := map[int64]string{}, map[int64]string{}
	for i, number := range []int{3, 1, 2} { // not in the order of their numbers
		clock = noon.Add(time.Duration(i) * time.Hour)
		repo.OpenPull(number, "alice", "t", "b")
		names[repo.Comment(number, "alice", "c").Comment] = string(rune('a' + i))
		reviews[repo.Review(number, "alice", "r").Comment] = string(rune('a' + i))
	}
	clock = noon.Add(3 * time.Hour)
	for id, name := range names {
		if name == "a" {
			repo.Edit(id, "alice", "edited")
		}
	}
	for id, name := range reviews {
		if name == "b" {
			repo.Edit(id, "alice", "edited")
		}
	}
	client := signIn(t, gh, "sealrobot")
	for _, test := range []struct {
		sort, direction string
		since           time.Duration
		comments        string
		reviews         string
		issues          []int
	}{
		{"", "", 0, "abc", "abc", []int{2, 1, 3}},
		{"", "desc", 0, "abc", "abc", []int{2, 1, 3}}, // ignored without sort, of comments
		{"created", "asc", 0, "abc", "abc", []int{3, 1, 2}},
		{"created", "desc", 0, "cba", "cba", []int{2, 1, 3}},
		{"updated", "asc", 0, "bca", "acb", []int{2, 1, 3}},
		{"updated", "desc", 0, "acb", "bca", []int{3, 1, 2}},
		{"created", "desc", 2 * time.Hour, "ca", "cb", []int{2, 1, 3}},
		{"created", "desc", 3 * time.Hour, "a", "b", []int{1, 3}},
		{"created", "desc", 4 * time.Hour, "", "", nil},
	} {
		for _, size := range []int{100, 1} { // all on one page, and one by one
			what := test.sort + " " + test.direction + " since " + test.since.String() + ", by " + itoa(int64(size))
			since, page := noon.Add(test.since), github.ListOptions{PerPage: size}
			var comments, review string
			for c, err := range client.Issues.ListCommentsIter(ctx, owner, name, 0, &github.IssueListCommentsOptions{
				Sort: given(test.sort), Direction: given(test.direction), Since: &since, ListOptions: page,
			}) {
				if err != nil {
					t.Fatal(err)
				}
				comments += names[c.GetID()]
			}
			for c, err := range client.PullRequests.ListCommentsIter(ctx, owner, name, 0, &github.PullRequestListCommentsOptions{
				Sort: test.sort, Direction: test.direction, Since: since, ListOptions: page,
			}) {
				if err != nil {
					t.Fatal(err)
				}
				review += reviews[c.GetID()]
			}
			var issues []int
			for i, err := range client.Issues.ListByRepoIter(ctx, owner, name, &github.IssueListByRepoOptions{
				State: "all", Sort: test.sort, Direction: test.direction, Since: since, ListOptions: page,
			}) {
				if err != nil {
					t.Fatal(err)
				}
				issues = append(issues, i.GetNumber())
			}
			if comments != test.comments || review != test.reviews || !slices.Equal(issues, test.issues) {
				t.Errorf("%s: comments %q, reviews %q, issues %v; want %q, %q, %v", what, comments, review, issues, test.comments, test.reviews, test.issues)
			}
		}
	}
	_, response, err := client.PullRequests.ListComments(ctx, owner, name, 99, nil)
	status(t, "no such pull request", http.StatusNotFound, "Not Found", response, err)
}
