package cc

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/people"
	"github.com/fanux/robot/processors/internal/site"
)

// reviews are the requests for reviews of a pull request, and who is named by a command.
type reviews struct {
	site.Site
	owner, author string
	named, asked  []string // logins and "org/team"
}

// maxNamed is how many one command may name: each may take a call.
const maxNamed = 10

var team = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*$`)

// look reads the command, and asks GitHub who is asked already: no event tells that.
// https://docs.github.com/rest/pulls/pulls#get-a-pull-request
func look(ctx context.Context, event issue.IssueEvent) (*reviews, error) {
	s, err := site.Here(event)
	if err != nil {
		return nil, err
	}
	r := &reviews{Site: s, owner: event.GetRepo().GetOwner().GetLogin(), named: people.Named(event)}
	if !event.GetIssue().IsPullRequest() {
		return nil, issue.Refusef("This is an issue, and only a pull request is reviewed: nothing was changed. To assign somebody, comment %s.", issue.Code("/assign"))
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	pull, _, err := s.Client.PullRequests.Get(ctx, s.Owner, s.Repo, s.Number)
	if err != nil {
		return nil, site.Untouched(err)
	}
	r.author, r.asked = pull.GetUser().GetLogin(), people.Of(pull.RequestedReviewers)
	for _, t := range pull.RequestedTeams {
		r.asked = append(r.asked, r.owner+"/"+t.GetSlug())
	}
	return r, nil
}

// check refuses what names nobody.
func (r *reviews) check() error {
	for _, name := range r.named {
		if !people.IsLogin(name) && !team.MatchString(name) {
			return issue.Refusef("%s is neither the login of a GitHub account nor a team (`org/team`): nothing was changed. Write it as on its page, with or without an `@`.", params.Show(name))
		}
	}
	if n := len(r.named); n > maxNamed {
		return issue.Refusef("%d are too many for one command: nothing was changed. Name at most %d.", n, maxNamed)
	}
	return nil
}

// cannot are those of whom GitHub need not be asked: the author, and teams of another
// organization, which the call has no words for.
func (r *reviews) cannot() []string {
	return slices.DeleteFunc(slices.Clone(r.named), func(name string) bool {
		org, _, isTeam := strings.Cut(name, "/")
		return !strings.EqualFold(name, r.author) && !(isTeam && !strings.EqualFold(org, r.owner))
	})
}

// request asks for reviews, and is who cannot be asked. GitHub asks nobody where one of a
// list cannot be: then each is asked singly.
func (r *reviews) request(ctx context.Context, list []string) (refused []string, err error) {
	refused, response, err := r.ask(ctx, list)
	switch {
	case err == nil:
		return refused, nil
	case site.Status(response) != http.StatusUnprocessableEntity:
		return nil, site.Unconfirmed(err, response)
	case len(list) == 1:
		return list, nil
	}
	for n, name := range list {
		left, response, err := r.ask(ctx, []string{name})
		switch {
		case site.Status(response) == http.StatusUnprocessableEntity:
			left = []string{name}
		case err != nil:
			return nil, site.Partly(err, each(names.Without(list[:n], refused)), asking(name), each(slices.Concat(refused, list[n+1:])))
		}
		refused = append(refused, left...)
	}
	return refused, nil
}

// ask is one call, and who of the people is not among those that GitHub says are asked then.
// A team may not be there for a good reason: where it is set so, its members are.
// https://docs.github.com/rest/pulls/review-requests#request-reviewers-for-a-pull-request
// https://docs.github.com/organizations/organizing-members-into-teams/managing-code-review-settings-for-your-team
func (r *reviews) ask(ctx context.Context, list []string) (left []string, response *github.Response, err error) {
	reviewers := split(list)
	pull, response, err := r.Client.PullRequests.RequestReviewers(ctx, r.Owner, r.Repo, r.Number, reviewers)
	if err != nil {
		return nil, response, err
	}
	return names.Without(reviewers.Reviewers, people.Of(pull.RequestedReviewers)), response, nil
}

// split is a list as GitHub wants it: people, and the names of teams without their organization.
func split(list []string) (r github.ReviewersRequest) {
	for _, name := range list {
		if _, slug, isTeam := strings.Cut(name, "/"); isTeam {
			r.TeamReviewers = append(r.TeamReviewers, slug)
		} else {
			r.Reviewers = append(r.Reviewers, name)
		}
	}
	return r
}

func each(list []string) (all []issue.Text) {
	for _, name := range list {
		all = append(all, asking(name))
	}
	return all
}

func asking(name string) issue.Text { return issue.Textf("asking %s for a review", params.Show(name)) }
