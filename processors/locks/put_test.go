package locks_test

import (
	"github.com/google/go-github/v92/github"
)

// put makes a lock by hand: a commit with that message, and the ref of the target.
func (w *world) put(target, message string) {
	w.Helper()
	repo := w.gh.Repo("acme/widgets").Grant("sealrobot", "write")
	client, err := github.NewClient(github.WithURLs(new(w.gh.URL+"/"), nil), github.WithAuthToken(w.gh.SignIn("sealrobot")))
	if err != nil {
		w.Fatal(err)
	}
	main, _, err := client.Git.GetCommit(w.Context(), "acme", "widgets", repo.Refs("heads/")["heads/main"])
	if err != nil {
		w.Fatal(err)
	}
	commit, _, err := client.Git.CreateCommit(w.Context(), "acme", "widgets", github.Commit{Message: &message, Tree: main.Tree}, nil)
	if err != nil {
		w.Fatal(err)
	}
	if _, _, err := client.Git.CreateRef(w.Context(), "acme", "widgets", github.CreateRef{Ref: "refs/robot/locks/" + target, SHA: commit.GetSHA()}); err != nil {
		w.Fatal(err)
	}
}
