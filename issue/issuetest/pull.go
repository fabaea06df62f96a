package issuetest

import "strconv"

// pullJSON is what differs between a pull request and the example of one.
func (i *issue) pullJSON() object {
	issue := i.json().(object)
	number := strconv.Itoa(i.number)
	api, issues := i.repo.api()+"/pulls/"+number, i.repo.api()+"/issues/"+number
	link := func(url string) object { return object{"href": url} }
	o := object{
		"node_id": node("PullRequest", i.id), "draft": false, "merged": false, "merged_at": nil, "milestone": nil,
		"url": api, "issue_url": issues, "diff_url": i.url() + ".diff", "patch_url": i.url() + ".patch",
		"commits_url": api + "/commits", "comments_url": issues + "/comments", "review_comments_url": api + "/comments",
		"_links": object{
			"self": link(api), "html": link(i.url()), "issue": link(issues), "comments": link(issues + "/comments"),
			"review_comments": link(api + "/comments"), "review_comment": link(i.repo.api() + "/pulls/comments{/number}"),
			"commits": link(api + "/commits"), "statuses": link(i.repo.api() + "/statuses/" + sha(i.url())),
		},
	}
	for _, same := range []string{
		"id", "number", "title", "body", "user", "state", "locked", "active_lock_reason", "labels", "assignee", "assignees",
		"created_at", "updated_at", "closed_at", "html_url", "author_association",
	} {
		o[same] = issue[same]
	}
	return o
}

// getPull answers with the example of a pull request, as it stands in this repository.
func getPull(c *call) answer {
	if !c.issue.pull {
		return notFound
	}
	example := c.repo.patch(example("pull_request", "opened")).(object)
	pull := overlay(example["pull_request"], c.issue.pullJSON()).(object)
	was := pull["head"].(object)
	head := object{"sha": c.issue.head(), "ref": "change-" + strconv.Itoa(c.issue.number)}
	if c.issue.fork != "" {
		head["repo"] = overlay(was["repo"], object{"id": c.issue.id, "full_name": c.issue.fork, "fork": true})
	}
	return ok(overlay(pull, object{"head": overlay(was, head)}))
}

// FromFork makes a pull request one of another repository, "owner/name".
func (r *Repo) FromFork(number int, from string) *Repo {
	return r.change(func() { r.issue(number).fork = from })
}

// Head is the newest commit of a pull request.
func (r *Repo) Head(number int) (sha string) {
	r.change(func() { sha = r.issue(number).head() })
	return sha
}

// Push makes a pull request have another newest commit.
func (r *Repo) Push(number int) *Repo { return r.change(func() { r.issue(number).pushes++ }) }

func (i *issue) head() string { return sha(i.url() + strconv.Itoa(i.pushes)) }
