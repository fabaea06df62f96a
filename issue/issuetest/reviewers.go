package issuetest

import (
	"hash/crc32"
	"slices"
	"strings"
)

// RequestReview asks people, and teams as "org/slug", to review a pull request.
func (r *Repo) RequestReview(number int, reviewers ...string) *Repo {
	return r.change(func() {
		for _, name := range reviewers {
			if _, slug, team := strings.Cut(name, "/"); team {
				r.issue(number).requestTeam(r.someone(), slug)
			} else {
				r.issue(number).request(r.someone(), r.gh.user(name))
			}
		}
	})
}

func (i *issue) request(by, u *user) {
	if !slices.Contains(i.reviewers, u) {
		i.reviewers = append(i.reviewers, u)
		i.note(by, "review_requested", object{"review_requester": by.json(), "requested_reviewer": u.json()})
	}
}

func (i *issue) requestTeam(by *user, slug string) {
	if slug = strings.ToLower(slug); !slices.Contains(i.teams, slug) {
		i.teams = append(i.teams, slug)
		i.note(by, "review_requested", object{"review_requester": by.json(), "requested_team": i.repo.team(slug)})
	}
}

// reviewers is what both calls take.
type reviewers struct {
	Reviewers []string
	Teams     []string `json:"team_reviewers"`
}

// requestReviewers asks all or, where one cannot be asked, nobody.
// https://docs.github.com/rest/pulls/review-requests#request-reviewers-for-a-pull-request
// https://github.com/peter-evans/create-pull-request/issues/4138
func requestReviewers(c *call) answer {
	var body reviewers
	if !c.decode(&body) {
		return badJSON
	}
	if wrong := body.check(c); wrong.status != 0 {
		return wrong
	}
	for _, login := range body.Reviewers {
		c.issue.request(c.as, c.gh.user(login))
	}
	for _, slug := range body.Teams {
		c.issue.requestTeam(c.as, slug)
	}
	return created(c.issue.simplePull())
}

// check: a team counts as a collaborator where the organization has it.
func (r reviewers) check(c *call) answer {
	author, stranger := false, false
	for _, login := range r.Reviewers {
		u := c.gh.users[strings.ToLower(login)]
		author = author || u == c.issue.author
		stranger = stranger || u != c.issue.author && !c.repo.takes(u)
	}
	for _, slug := range r.Teams {
		stranger = stranger || c.gh.teams[strings.ToLower(c.repo.owner.login+"/"+slug)] == nil
	}
	switch {
	case author:
		return unprocessable("Review cannot be requested from pull request author.")
	case stranger:
		return unprocessable("Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the " + c.repo.FullName() + " repository.")
	}
	return answer{}
}

// removeReviewers passes over who was not asked: that is assumed.
func removeReviewers(c *call) answer {
	var body reviewers
	if !c.decode(&body) {
		return badJSON
	}
	for _, login := range body.Reviewers {
		if at := slices.Index(c.issue.reviewers, c.gh.users[strings.ToLower(login)]); at >= 0 {
			u := c.issue.reviewers[at]
			c.issue.reviewers = slices.Delete(c.issue.reviewers, at, at+1)
			c.issue.note(c.as, "review_request_removed", object{"review_requester": c.as.json(), "requested_reviewer": u.json()})
		}
	}
	for _, slug := range body.Teams {
		if at := slices.Index(c.issue.teams, strings.ToLower(slug)); at >= 0 {
			c.issue.teams = slices.Delete(c.issue.teams, at, at+1)
			c.issue.note(c.as, "review_request_removed", object{"review_requester": c.as.json(), "requested_team": c.repo.team(strings.ToLower(slug))})
		}
	}
	return ok(c.issue.simplePull())
}

func (r *Repo) teams(slugs []string) []any {
	list := []any{}
	for _, slug := range slugs {
		list = append(list, r.team(slug))
	}
	return list
}

func (r *Repo) team(slug string) any {
	id := int64(crc32.ChecksumIEEE([]byte(r.owner.login + "/" + slug)))
	api := apiURL + "/organizations/" + itoa(r.owner.id) + "/team/" + itoa(id)
	return object{
		"id": id, "node_id": node("Team", id), "name": slug, "slug": slug, "description": nil, "privacy": "closed", "permission": "pull",
		"notification_setting": "notifications_enabled", "type": "organization", "organization_id": r.owner.id, "parent": nil,
		"url": api, "html_url": "https://github.com/orgs/" + r.owner.login + "/teams/" + slug,
		"members_url": api + "/members{/member}", "repositories_url": api + "/repos",
	}
}
