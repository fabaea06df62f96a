package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Site is the issue that a command stands on, and the client that acts in its repository.
type Site struct {
	Client      *github.Client
	Owner, Repo string // escaped: go-github puts them into paths as they are
	Number      int    // of the issue or pull request
	Page        string // of the repository, on the web
}

// Of is where an event happened. It reports whether the event says that.
func Of(event issue.IssueEvent) (Site, bool) {
	r := event.GetRepo()
	owner, hasOwner := Segment(r.GetOwner().GetLogin())
	repo, hasRepo := Segment(r.GetName())
	s := Site{event.Client, owner, repo, event.GetIssue().GetNumber(), cmp.Or(r.GetHTMLURL(), "https://github.com/"+owner+"/"+repo)}
	return s, hasOwner && hasRepo && s.Client != nil && s.Number > 0
}

// Here is Of, with the words for an event that does not say where it happened.
func Here(event issue.IssueEvent) (Site, error) {
	s, ok := Of(event)
	if !ok {
		return s, issue.Errorf("The comment does not say which issue it stands on: nothing was changed. Comment it again.")
	}
	return s, nil
}

// Segment is a name as it may stand between two slashes of a path. It reports whether there
// is a way to write it there: nothing, and dots between slashes, lead elsewhere however they
// are escaped, as the label "." in DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}
// to all labels. go-github refuses to call some of them.
// https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4
func Segment(name string) (escaped string, ok bool) {
	dots := slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return part == "." || part == ".." })
	return url.PathEscape(name), name != "" && !dots
}

// Status is that of an answer, 0 where there is none.
func Status(r *github.Response) int {
	if r == nil || r.Response == nil {
		return 0
	}
	return r.StatusCode
}
