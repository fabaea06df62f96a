package site

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

var (
	reference = regexp.MustCompile(`^(?:([\w.-]+/[\w.-]+)?#)?([1-9][0-9]{0,8})$`)
	address   = regexp.MustCompile(`^(https?://\S+)/(?:issues|pull)/([1-9][0-9]{0,8})(?:[/?#]\S*)?$`)
)

// Reference is the number of an issue of this repository in what people write for it: 12, #12,
// acme/widgets#12, or its address. It refuses everything else.
func (s Site) Reference(word string) (int, error) {
	m, here := reference.FindStringSubmatch(word), s.Owner+"/"+s.Repo
	if m == nil {
		m, here = address.FindStringSubmatch(word), s.Page
	}
	switch {
	case m == nil:
		return 0, issue.Usagef("%s is not an issue; write it like %s.", params.Show(word), issue.Code("#12"))
	case m[1] != "" && !strings.EqualFold(m[1], here):
		return 0, issue.Refusef("%s is in another repository: nothing was changed. Name an issue of this one.", params.Show(word))
	}
	return strconv.Atoi(m[2])
}

// Other is another issue of this repository. Its error is a refusal where there is none of
// that number, or it is the one that the command stands on, or a pull request.
func (s Site) Other(ctx context.Context, number int) (*github.Issue, error) {
	name := Name(number)
	if number == s.Number {
		return nil, issue.Refusef("%s is this very issue.", name)
	}
	i, response, err := s.Client.Issues.Get(ctx, s.Owner, s.Repo, number)
	switch code := Status(response); {
	case (code == http.StatusNotFound || code == http.StatusGone) && issue.RetryAfter(err) == 0:
		return nil, issue.Refusef("This repository has no issue %s.", name)
	case err != nil:
		return nil, Untouched(err)
	case !s.Has(i):
		return nil, issue.Refusef("%s was moved to another repository.", name)
	case i.IsPullRequest():
		return nil, issue.Refusef("%s is a pull request.", name)
	}
	return i, nil
}

// Has reports whether an issue that GitHub showed is of this repository. GitHub leads on to
// where an issue was moved, and issues of other repositories can be parents and blockers.
// https://docs.github.com/rest/issues/issues#get-an-issue
func (s Site) Has(i *github.Issue) bool {
	owner, repo := Home(i)
	return repo == "" || strings.EqualFold(owner, s.Owner) && strings.EqualFold(repo, s.Repo)
}

// Home is the repository of an issue, in the words of its address: they are fit for a path.
func Home(i *github.Issue) (owner, repo string) {
	if parts := strings.Split(i.GetRepositoryURL(), "/"); len(parts) > 2 {
		return parts[len(parts)-2], parts[len(parts)-1]
	}
	return "", ""
}

// Name is an issue's number as code: a link would leave a trace on the other issue.
func Name(number int) string { return issue.Code("#" + strconv.Itoa(number)) }
