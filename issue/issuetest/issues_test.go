package issuetest_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestList looks for issues as a robot does that works through many of them.
func TestList(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("bob", "triage")
	repo.Open(1, "alice", "open", "b")
	repo.Open(2, "bob", "closed", "b")
	repo.OpenPull(3, "alice", "a pull request is an issue, too", "b")
	repo.Close(2).Label(1, "bug", "area/api").Label(3, "bug").Assign(3, "bob")
	client := signIn(t, gh, "sealrobot")
	for _, test := range []struct {
		query github.IssueListByRepoOptions
		want  []int
	}{
		{github.IssueListByRepoOptions{}, []int{3, 1}},
		{github.IssueListByRepoOptions{State: "closed"}, []int{2}},
		{github.IssueListByRepoOptions{State: "all"}, []int{3, 2, 1}},
		{github.IssueListByRepoOptions{Labels: []string{"bug"}}, []int{3, 1}},
		{github.IssueListByRepoOptions{Labels: []string{"bug", "area/api"}}, []int{1}},
		{github.IssueListByRepoOptions{Creator: "alice"}, []int{3, 1}},
		{github.IssueListByRepoOptions{Assignee: "bob"}, []int{3}},
	} {
		list, _, err := client.Issues.ListByRepo(ctx, owner, name, &test.query)
		var have []int
		for _, i := range list {
			have = append(have, i.GetNumber())
		}
		if err != nil || !slices.Equal(have, test.want) {
			t.Errorf("%+v: issues %v (%v), want %v", test.query, have, err, test.want)
		}
	}
	if have := repo.Issues(); len(have) != 3 || !have[1].Closed || !have[2].Pull {
		t.Errorf("issues = %+v, want three, the second closed, the third a pull request", have)
	}
}

func TestEdit(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("tina", "triage").Grant("will", "write")
	repo.Open(17, "alice", "title", "body")
	alice, tina, will, bob := signIn(t, gh, "alice"), signIn(t, gh, "tina"), signIn(t, gh, "will"), signIn(t, gh, "bob")
	update := func(client *github.Client, request github.UpdateIssueRequest) (*github.Response, error) {
		_, response, err := client.Issues.Update(ctx, owner, name, 17, request)
		return response, err
	}
	response, err := update(tina, github.UpdateIssueRequest{State: new("closed")})
	status(t, "a triager closes", http.StatusOK, "", response, err)
	response, err = update(tina, github.UpdateIssueRequest{Body: new("hers")})
	status(t, "a triager rewrites", http.StatusForbidden, "admin rights", response, err)
	response, err = update(bob, github.UpdateIssueRequest{State: new("open")})
	status(t, "a stranger reopens", http.StatusForbidden, "admin rights", response, err)
	response, err = update(will, github.UpdateIssueRequest{Title: new("his")})
	status(t, "a writer rewrites", http.StatusOK, "", response, err)
	response, err = update(alice, github.UpdateIssueRequest{Body: new("mine"), Labels: []string{"bug"}})
	status(t, "the author rewrites, the label is dropped", http.StatusOK, "", response, err)

	_, response, err = tina.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"Bug", "new"})
	status(t, "labels", http.StatusOK, "", response, err)
	_, response, err = tina.Issues.AddLabelsToIssue(ctx, owner, name, 17, []string{"bug"})
	status(t, "a label in another case", http.StatusOK, "", response, err)
	response, err = tina.Issues.RemoveLabelForIssue(ctx, owner, name, 17, "NEW")
	status(t, "a label removed in another case", http.StatusOK, "", response, err)
	response, err = tina.Issues.RemoveLabelForIssue(ctx, owner, name, 17, "new")
	status(t, "a label that is not there", http.StatusNotFound, "Label does not exist", response, err)
	_, response, err = tina.Issues.AddAssignees(ctx, owner, name, 17, []string{"will", "alice", "bob", "nobody"})
	status(t, "assignees, two of whom are dropped", http.StatusCreated, "", response, err)

	have := repo.Issue(17)
	want := issuetest.Issue{
		Number: 17, Author: "alice", Title: "his", Body: "mine", URL: "https://github.com/acme/widgets/issues/17", Created: have.Created, Edited: true,
		Closed: true, Reason: "completed", Labels: []string{"Bug"}, Assignees: []string{"will", "alice"},
		History: []string{"closed", "renamed", "labeled", "labeled", "unlabeled", "assigned", "assigned"},
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("issue (-want +have):\n%s", diff)
	}
}

func TestRefAndFile(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Repo("acme/widgets").Grant("sealrobot", "write").File("docs/a file.md", "hello")
	client := signIn(t, gh, "sealrobot")
	head, _, err := client.Git.GetRef(ctx, owner, name, "heads/main")
	if err != nil {
		t.Fatal(err)
	}
	ref := github.CreateRef{Ref: "refs/robot/claim", SHA: head.GetObject().GetSHA()}
	_, response, err := client.Git.CreateRef(ctx, owner, name, ref)
	status(t, "a ref", http.StatusCreated, "", response, err)
	_, response, err = client.Git.CreateRef(ctx, owner, name, ref)
	status(t, "the same ref", http.StatusUnprocessableEntity, "Reference already exists", response, err)
	_, response, err = client.Git.GetRef(ctx, owner, name, "robot/other")
	status(t, "no such ref", http.StatusNotFound, "Not Found", response, err)

	file, _, _, err := client.Repositories.GetContents(ctx, owner, name, "docs/a file.md", nil)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := file.GetContent(); content != "hello" {
		t.Errorf("content = %q, %v; want hello", content, err)
	}
	_, _, response, err = client.Repositories.GetContents(ctx, owner, name, "docs/none.md", nil)
	status(t, "no such file", http.StatusNotFound, "Not Found", response, err)
}

// TestReact has people react, too: what a robot finds must not all be its own.
func TestReact(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets")
	id := repo.Comment(17, "alice", "/promote 42 dev").Comment
	repo.React(id, "bob", "eyes")
	repo.React(id, "bob", "+1")
	list, _, err := signIn(t, gh, "sealrobot").Reactions.ListIssueCommentReactions(ctx, owner, name, id, &github.ListReactionOptions{Content: "eyes"})
	if err != nil || len(list) != 1 || list[0].GetUser().GetLogin() != "bob" {
		t.Errorf("reactions with eyes: %v, %v; want one of bob", list, err)
	}
}
