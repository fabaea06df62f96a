package issuetest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// methods are all ways to merge.
var methods = []string{"merge", "squash", "rebase"}

// Merge is how a pull request was merged.
type Merge struct {
	By      string
	Method  string // merge, squash or rebase
	Head    string // the commit that was merged
	Commit  string // merge_commit_sha
	Title   string
	Message string
}

// merge is a Merge with what only the JSON of it needs.
type merge struct {
	Merge
	by   *user
	time time.Time
}

// Merge merges a pull request, whatever it lacks.
func (r *Repo) Merge(number int, login string) *Repo {
	return r.change(func() {
		i := r.issue(number)
		i.land(r.gh.user(login), Merge{Method: "merge", Title: i.mergeTitle()})
	})
}

// land merges the pull request into its base branch.
func (i *issue) land(by *user, how Merge) {
	base := "heads/" + i.repo.branch
	made := &commit{message: how.Title + "\n\n" + how.Message, parents: []string{i.repo.refs[base]}, author: first, committer: first}
	if how.Method == "merge" {
		made.parents = append(made.parents, i.head())
	}
	made.sha = sha(made.object())
	i.repo.commits[made.sha], i.repo.refs[base] = made, made.sha
	how.By, how.Head, how.Commit = by.login, i.head(), made.sha
	i.merge = &merge{Merge: how, by: by, time: i.repo.gh.time()}
	i.note(by, "merged", object{"commit_id": made.sha, "commit_url": i.repo.api() + "/commits/" + made.sha})
	i.close(by, "")
}

func (i *issue) mergeTitle() string {
	return fmt.Sprintf("Merge pull request #%d from %s/change-%d", i.number, i.repo.owner.login, i.number)
}

// mergePull merges, or says why not. Which of several reasons GitHub says first is not known.
// https://docs.github.com/rest/pulls/pulls#merge-a-pull-request
func mergePull(c *call) answer {
	var body struct {
		SHA     string
		Method  string `json:"merge_method"`
		Title   string `json:"commit_title"`
		Message string `json:"commit_message"`
	}
	if len(c.body) > 0 && !c.decode(&body) {
		return badJSON
	}
	how := Merge{Method: cmp.Or(body.Method, "merge"), Title: body.Title, Message: body.Message}
	switch {
	case !slices.Contains(methods, how.Method):
		return invalid("PullRequest", "merge_method", "invalid", "")
	case body.SHA != "" && body.SHA != c.issue.head() && !c.issue.closed:
		return failure(http.StatusConflict, "Head branch was modified. Review and try the merge again.")
	}
	if why := c.issue.unmergeable(how.Method); why != "" {
		return failure(http.StatusMethodNotAllowed, why)
	}
	how.Title = cmp.Or(how.Title, c.issue.mergeTitle())
	c.issue.land(c.as, how)
	return ok(object{"sha": c.issue.merge.Commit, "merged": true, "message": "Pull Request successfully merged"})
}

func (m *merge) at() any {
	if m == nil {
		return nil
	}
	return stamp(m.time)
}

func (m *merge) commit() any {
	if m == nil {
		return nil
	}
	return m.Commit
}

func (m *merge) who() any {
	if m == nil {
		return nil
	}
	return m.by.json()
}
