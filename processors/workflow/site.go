package workflow

import (
	"cmp"
	"net/url"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// site is the repository that a command is about, and the client that acts in it.
type site struct {
	client      *github.Client
	owner, repo string // escaped: go-github puts them into the path as they are
	branch      string // the default one
	page        string // on the web
}

func siteOf(event issue.IssueEvent) (site, error) {
	s := siteIn(event.Client, event.GetRepo())
	if s.client == nil || s.owner == "" || s.repo == "" || s.branch == "" {
		return s, issue.Errorf("The event does not say which repository and which default branch it is about: nothing was started. Comment it again.")
	}
	return s, nil
}

func siteIn(client *github.Client, r *github.Repository) site {
	owner, repo := url.PathEscape(r.GetOwner().GetLogin()), url.PathEscape(r.GetName())
	return site{client, owner, repo, r.GetDefaultBranch(), cmp.Or(r.GetHTMLURL(), "https://github.com/"+owner+"/"+repo)}
}
