package issuetest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// childOf is a commit to be made, with the tree of its parent.
func childOf(t *testing.T, client *github.Client, parent, message string) github.Commit {
	t.Helper()
	was, _, err := client.Git.GetCommit(t.Context(), owner, name, parent)
	if err != nil {
		t.Fatal(err)
	}
	return github.Commit{Message: &message, Tree: &github.Tree{SHA: was.Tree.SHA}, Parents: []*github.Commit{{SHA: &parent}}}
}

func TestCommits(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	gh.SetTime(func() time.Time { return noon })
	client := signIn(t, gh, "sealrobot")
	main := repo.Refs("heads/")["heads/main"]

	child := childOf(t, client, main, "one\n\ntwo")
	made, response, err := client.Git.CreateCommit(ctx, owner, name, child, nil)
	status(t, "a commit", http.StatusCreated, "", response, err)
	if date := response.Header.Get("Date"); date != noon.Format(http.TimeFormat) {
		t.Errorf("Date: %s, want the fake's own time", date)
	}
	read, _, err := client.Git.GetCommit(ctx, owner, name, made.GetSHA())
	if diff := cmp.Diff(made, read); diff != "" || err != nil {
		t.Errorf("%v (-made +read):\n%s", err, diff)
	}
	if !read.GetCommitter().GetDate().Equal(github.Timestamp{Time: noon}) || read.GetMessage() != "one\n\ntwo" || read.Parents[0].GetSHA() != main || read.GetAuthor().GetName() != "sealrobot" {
		t.Errorf("the commit is %v", read)
	}
	if same, _, err := client.Git.CreateCommit(ctx, owner, name, child, nil); err != nil || same.GetSHA() != made.GetSHA() {
		t.Errorf("%v, %v: what is the same has the same name", same, err)
	}
	dated := child
	dated.Parents, dated.Author = nil, &github.CommitAuthor{Name: new("mona"), Email: new("m@example.com"), Date: &github.Timestamp{Time: noon.Add(-time.Hour)}}
	if root, _, err := client.Git.CreateCommit(ctx, owner, name, dated, nil); err != nil || len(root.Parents) != 0 || !root.GetCommitter().GetDate().Equal(*dated.Author.Date) {
		t.Errorf("%v, %v: want a root of an hour ago", root, err)
	}
	for what, change := range map[string]func(*github.Commit){
		"Tree SHA does not exist":                             func(c *github.Commit) { c.Tree = &github.Tree{SHA: &main} },
		"Parent SHA does not exist or is not a commit object": func(c *github.Commit) { c.Parents = []*github.Commit{{SHA: child.Tree.SHA}} },
	} {
		wrong := child
		change(&wrong)
		_, response, err = client.Git.CreateCommit(ctx, owner, name, wrong, nil)
		status(t, what, http.StatusUnprocessableEntity, what, response, err)
	}
	_, response, err = client.Git.GetCommit(ctx, owner, name, child.Tree.GetSHA())
	status(t, "a tree", http.StatusNotFound, "Not Found", response, err)
}

// TestHeads: what is a head is a commit.
func TestHeads(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	repo.OpenPull(18, "alice", "t", "b")
	before := repo.Head(18)
	for _, sha := range []string{before, repo.Push(18).Head(18), repo.Refs("")["heads/main"]} {
		read, _, err := signIn(t, gh, "alice").Git.GetCommit(t.Context(), owner, name, sha)
		if err != nil || read.GetSHA() != sha || read.GetTree().GetSHA() == "" {
			t.Errorf("%s: %v, %v", sha, read, err)
		}
	}
}

func TestRefs(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	client := signIn(t, gh, "sealrobot")
	main := repo.Refs("heads/")["heads/main"]
	commit := func(parent, message string) string {
		t.Helper()
		made, _, err := client.Git.CreateCommit(ctx, owner, name, childOf(t, client, parent, message), nil)
		if err != nil {
			t.Fatal(err)
		}
		return made.GetSHA()
	}
	create := func(ref, sha string) (*github.Response, error) {
		_, response, err := client.Git.CreateRef(ctx, owner, name, github.CreateRef{Ref: ref, SHA: sha})
		return response, err
	}
	update := func(sha string, force bool) (*github.Response, error) {
		_, response, err := client.Git.UpdateRef(ctx, owner, name, "robot/a", github.UpdateRef{SHA: sha, Force: &force})
		return response, err
	}
	refused := func(what string) func(*github.Response, error) {
		return func(response *github.Response, err error) {
			t.Helper()
			status(t, what, http.StatusUnprocessableEntity, what, response, err)
		}
	}
	done := func(_ *github.Response, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}

	refused("Object does not exist")(create("refs/robot/none", strings.Repeat("0", 40)))
	for _, bad := range []string{"a..b", "a.lock", ".a", "a.", "a b", "a~", "a:b", "a//b", "a/", strings.Repeat("a", 256)} {
		refused("is not a valid ref name")(create("refs/robot/"+bad, main))
	}
	one, other := commit(main, "one"), commit(main, "other")
	two := commit(commit(one, "between"), "two")
	refused("Reference does not exist")(update(one, false))
	done(create("refs/robot/a", main))
	done(update(one, false))
	refused("Update is not a fast forward")(update(other, false))
	done(update(two, false))
	refused("Update is not a fast forward")(update(one, false))
	refused("Object does not exist")(update(strings.Repeat("0", 40), true))
	done(update(other, true))

	done(create("refs/robot/aé=b", main))
	found, _, err := client.Git.ListMatchingRefs(ctx, owner, name, "robot/a")
	if err != nil || len(found) != 2 || found[0].GetRef() != "refs/robot/a" || found[0].GetObject().GetSHA() != other || found[1].GetRef() != "refs/robot/aé=b" {
		t.Errorf("%v, %v: want both", found, err)
	}
	if none, _, err := client.Git.ListMatchingRefs(ctx, owner, name, "robot/b"); err != nil || len(none) != 0 {
		t.Errorf("%v, %v: want none", none, err)
	}
	_, err = client.Git.DeleteRef(ctx, owner, name, "robot/aé=b")
	if diff := cmp.Diff(map[string]string{"robot/a": other}, repo.Refs("robot/")); diff != "" || err != nil {
		t.Errorf("%v (-want +have):\n%s", err, diff)
	}
}

// TestWithoutContents: who may write in the repository may not with every token.
func TestWithoutContents(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	main := repo.Refs("heads/")["heads/main"]
	fine, classic := gh.SignInFine("sealrobot"), gh.SignIn("sealrobot")
	gh.WithholdContents(fine)
	gh.Install("robot").WithholdContents()
	gh.Scopes(classic)
	for _, test := range []struct {
		what    string
		client  *github.Client
		status  int
		message string
	}{
		{"fine-grained", dial(t, gh, fine), http.StatusForbidden, "Resource not accessible by personal access token"},
		{"App", signIn(t, gh, "robot[bot]"), http.StatusForbidden, "Resource not accessible by integration"},
		{"no scope", dial(t, gh, classic), http.StatusNotFound, "Not Found"},
		{"a stranger", signIn(t, gh, "bob"), http.StatusForbidden, "admin rights"},
	} {
		_, response, err := test.client.Git.CreateCommit(ctx, owner, name, childOf(t, test.client, main, "m"), nil)
		status(t, test.what+": commit", test.status, test.message, response, err)
		_, response, err = test.client.Git.CreateRef(ctx, owner, name, github.CreateRef{Ref: "refs/robot/a", SHA: main})
		status(t, test.what+": ref", test.status, test.message, response, err)
		response, err = test.client.Git.DeleteRef(ctx, owner, name, "heads/main")
		status(t, test.what+": deletion", test.status, test.message, response, err)
	}
	if _, _, err := say(ctx, dial(t, gh, fine), repo.Open(0, "bob", "t", "b").Number, "hi"); err != nil {
		t.Errorf("a comment is no content: %v", err)
	}
}
