package lock

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/processors/internal/site"
)

// Where the refs are.
const (
	ofTargets  = "robot/locks/"
	ofCommands = "robot/runs/"
)

// emptyTree is a tree that every repository has, also where nobody ever wrote it: git knows it
// by itself. https://git-scm.com/docs/git-hash-object
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

// object is what a ref points to; the zero object, nothing.
type object struct{ kind, sha string }

type ref struct {
	name string // without refs/
	object
}

// heard keeps GitHub's clock. An answer that a cache kept may tell an old time: the latest
// is the one, and those to what is written come from no cache.
func (l *Locks) heard(answer *github.Response) {
	if answer == nil || answer.Response == nil {
		return
	}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		l.mu.Lock()
		defer l.mu.Unlock()
		if date.After(l.now) {
			l.now = date
		}
	}
}

var wholeName = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)

// tree is that of a commit, or of the default branch's head where it is not there: a commit
// that was built may be gone since.
func (l *Locks) tree(ctx context.Context, name string) (string, error) {
	if wholeName.MatchString(name) {
		commit, err := l.get(ctx, name)
		if s := status(err); s != http.StatusNotFound && s != http.StatusUnprocessableEntity {
			return commit.GetTree().GetSHA(), err
		}
	}
	branch, err := l.defaultBranch(ctx)
	if err != nil {
		return "", err
	}
	head, answer, err := l.at.Client.Git.GetRef(ctx, l.at.Owner, l.at.Repo, "heads/"+branch)
	l.heard(answer)
	if err != nil {
		return "", err
	}
	commit, err := l.get(ctx, head.GetObject().GetSHA())
	return commit.GetTree().GetSHA(), err
}

func (l *Locks) defaultBranch(ctx context.Context) (string, error) {
	if l.branch != "" {
		return l.branch, nil
	}
	repo, answer, err := l.at.Client.Repositories.Get(ctx, l.at.Owner, l.at.Repo)
	l.heard(answer)
	return repo.GetDefaultBranch(), err
}

func (l *Locks) get(ctx context.Context, sha string) (*github.Commit, error) {
	commit, answer, err := l.at.Client.Git.GetCommit(ctx, l.at.Owner, l.at.Repo, sha)
	l.heard(answer)
	return commit, err
}

// write makes a commit, which GitHub dates. Without a parent it is a root.
// https://docs.github.com/en/rest/git/commits#create-a-commit
func (l *Locks) write(ctx context.Context, tree, parent, message string) (sha string, err error) {
	commit := github.Commit{Message: &message, Tree: &github.Tree{SHA: &tree}}
	if parent != "" {
		commit.Parents = []*github.Commit{{SHA: &parent}}
	}
	made, answer, err := l.at.Client.Git.CreateCommit(ctx, l.at.Owner, l.at.Repo, commit, nil)
	l.heard(answer)
	if err == nil && made.GetSHA() == "" {
		err = errors.New("GitHub does not name the commit that it made")
	}
	return made.GetSHA(), err
}

func (l *Locks) create(ctx context.Context, name, sha string) error {
	_, answer, err := l.at.Client.Git.CreateRef(ctx, l.at.Owner, l.at.Repo, github.CreateRef{Ref: "refs/" + name, SHA: sha})
	l.heard(answer)
	return err
}

// move sets the ref to a commit that has the present one behind it, or fails.
// https://docs.github.com/en/rest/git/refs#update-a-reference
func (l *Locks) move(ctx context.Context, name, sha string) error {
	_, answer, err := l.at.Client.Git.UpdateRef(ctx, l.at.Owner, l.at.Repo, name, github.UpdateRef{SHA: sha, Force: new(false)})
	l.heard(answer)
	return err
}

func (l *Locks) remove(ctx context.Context, name string) error {
	_, err := l.at.Client.Git.DeleteRef(ctx, l.at.Owner, l.at.Repo, name)
	return err
}

// look is what the ref points to.
func (l *Locks) look(ctx context.Context, name string) (object, error) {
	found, answer, err := l.at.Client.Git.GetRef(ctx, l.at.Owner, l.at.Repo, name)
	l.heard(answer)
	if site.Status(answer) == http.StatusNotFound {
		return object{}, nil
	}
	return object{found.GetObject().GetType(), found.GetObject().GetSHA()}, err
}

// list is every lock's ref, sorted by name as GitHub has them.
// https://docs.github.com/en/rest/git/refs#list-matching-references
func (l *Locks) list(ctx context.Context) (all []ref, err error) {
	found, answer, err := l.at.Client.Git.ListMatchingRefs(ctx, l.at.Owner, l.at.Repo, l.below)
	l.heard(answer)
	for _, f := range found {
		if name := strings.TrimPrefix(f.GetRef(), "refs/"); strings.HasPrefix(name, l.below) {
			all = append(all, ref{name, object{f.GetObject().GetType(), f.GetObject().GetSHA()}})
		}
	}
	return all, err
}
