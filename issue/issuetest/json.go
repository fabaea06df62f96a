package issuetest

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"
	"time"
)

// The JSON of this file is as complete as GitHub's schemas ask for. Links lead to
// github.com and api.github.com wherever the fake is served, as they would in production.

const apiURL = "https://api.github.com"

func (u *user) json() any {
	if u == nil {
		return nil
	}
	api := apiURL + "/users/" + u.login
	html := "https://github.com/" + u.login
	if u.app != nil {
		html = "https://github.com/apps/" + u.app.Slug
	}
	return object{
		"login": u.login, "id": u.id, "node_id": node("User", u.id), "type": u.kind, "user_view_type": "public", "site_admin": false,
		"avatar_url": fmt.Sprintf("https://avatars.githubusercontent.com/u/%d?v=4", u.id), "gravatar_id": "",
		"url": api, "html_url": html, "followers_url": api + "/followers", "following_url": api + "/following{/other_user}",
		"gists_url": api + "/gists{/gist_id}", "starred_url": api + "/starred{/owner}{/repo}", "subscriptions_url": api + "/subscriptions",
		"organizations_url": api + "/orgs", "repos_url": api + "/repos", "events_url": api + "/events{/privacy}",
		"received_events_url": api + "/received_events",
	}
}

func users(list []*user) []any {
	out := []any{}
	for _, u := range list {
		out = append(out, u.json())
	}
	return out
}

func (i *issue) json() any {
	api := fmt.Sprintf("%s/issues/%d", i.repo.api(), i.number)
	o := object{
		"id": i.id, "node_id": node("Issue", i.id), "number": i.number, "title": i.title, "body": i.body, "user": i.author.json(),
		"state": "open", "state_reason": null(i.reason), "locked": i.locked, "active_lock_reason": null(i.lockReason),
		"labels": i.repo.labeled(i.labels), "assignee": nil, "assignees": users(i.assignees), "milestone": i.milestone.json(), "comments": len(i.comments),
		"created_at": stamp(i.created), "updated_at": stamp(i.updated), "closed_at": nil, "closed_by": nil,
		"author_association": i.repo.association(i.author), "performed_via_github_app": i.app.json(), "reactions": i.rollup(api),
		"url": api, "repository_url": i.repo.api(), "html_url": i.url(), "labels_url": api + "/labels{/name}",
		"comments_url": api + "/comments", "events_url": api + "/events", "timeline_url": api + "/timeline",
	}
	if i.closed {
		o["state"], o["closed_at"], o["closed_by"] = "closed", stamp(i.closedAt), i.closedBy.json()
	}
	if len(i.assignees) > 0 {
		o["assignee"] = i.assignees[0].json()
	}
	if !i.pull {
		return overlay(o, i.relations())
	}
	o["draft"] = i.draft
	o["pull_request"] = object{
		"url": fmt.Sprintf("%s/pulls/%d", i.repo.api(), i.number), "html_url": i.url(),
		"diff_url": i.url() + ".diff", "patch_url": i.url() + ".patch", "merged_at": i.merge.at(),
	}
	return o
}

func (c *comment) json() any {
	kind, parent := "issues", "issue_url"
	if c.review {
		kind, parent = "pulls", "pull_request_url"
	}
	repo := c.issue.repo
	api := fmt.Sprintf("%s/%s/comments/%d", repo.api(), kind, c.id)
	o := object{
		"id": c.id, "node_id": node("IssueComment", c.id), "body": c.body, "user": c.author.json(), "url": api, "html_url": c.url(),
		parent: fmt.Sprintf("%s/%s/%d", repo.api(), kind, c.issue.number), "created_at": stamp(c.created), "updated_at": stamp(c.updated),
		"author_association": repo.association(c.author), "performed_via_github_app": c.app.json(), "reactions": c.rollup(api),
	}
	if c.review {
		delete(o, "performed_via_github_app")
		link := func(url any) any { return object{"href": url} }
		o["node_id"] = node("PullRequestReviewComment", c.id)
		o["pull_request_review_id"], o["diff_hunk"], o["path"] = c.id+1, "@@ -1 +1 @@\n-old\n+new", "README.md"
		o["commit_id"], o["original_commit_id"] = sha(c.issue.url()), sha(c.issue.url())
		o["line"], o["original_line"], o["side"], o["subject_type"] = 1, 1, "RIGHT", "line"
		o["_links"] = object{"self": link(api), "html": link(c.url()), "pull_request": link(o[parent])}
	}
	return o
}

func (r *reaction) json() any {
	return object{
		"id": r.id, "node_id": node("Reaction", r.id), "user": r.user.json(), "content": r.content, "created_at": stamp(r.created),
	}
}

var contents = []string{"+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"}

// rollup is the count of reactions that stands in everything one can react to.
func (s *said) rollup(api string) any {
	o := object{"url": api + "/reactions", "total_count": len(s.reactions)}
	for _, content := range contents {
		n := 0
		for _, r := range s.reactions {
			if r.content == content {
				n++
			}
		}
		o[content] = n
	}
	return o
}

// labelColor is GitHub's color of a label that was made by putting it on an issue.
const labelColor = "ededed"

func (r *Repo) label(name string) any {
	return object{
		"id": r.labels[name], "node_id": node("Label", r.labels[name]), "name": name, "description": nil, "color": labelColor,
		"default": false, "url": r.api() + "/labels/" + url.PathEscape(name),
	}
}

// association is what author_association says. GitHub shows members of an organization who
// hide their membership as CONTRIBUTOR or NONE: nobody may decide anything by it.
func (r *Repo) association(u *user) string {
	switch {
	case u == r.owner:
		return "OWNER"
	case r.roles[u].level > none:
		return "COLLABORATOR"
	}
	return "NONE"
}

func (r *Repo) api() string { return apiURL + "/repos/" + r.FullName() }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func sha(of string) string { return fmt.Sprintf("%x", sha1.Sum([]byte(of))) }

func node(kind string, id int64) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%d:%s%d", len(kind), kind, id))
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func itoa[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
