package issuetest

import "strconv"

// proposal is what a pull request is beyond an issue.
type proposal struct {
	fork      string // where it is from; "" is here
	pushes    int
	draft     bool
	conflicts bool     // with its base branch
	computing bool     // whether it can be merged
	lacks     []string // what its base branch asks for
	reviewers []*user
	teams     []string
	merge     *merge
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

// pulled is a handler for the pull request in the path; 404 where it is an issue.
func pulled(handle func(*call) answer) func(*call) answer {
	return func(c *call) answer {
		if !c.issue.pull {
			return notFound
		}
		return handle(c)
	}
}

// getPull answers with the example of a pull request, as it stands in this repository.
func getPull(c *call) answer { return ok(overlay(c.issue.simplePull(), c.issue.mergeJSON())) }

// simplePull is a pull request as it stands in lists: without what takes time to find out.
func (i *issue) simplePull() object {
	pull := overlay(i.repo.patch(example("pull_request", "opened")["pull_request"]), i.pullJSON()).(object)
	for _, full := range []string{
		"merged", "mergeable", "rebaseable", "mergeable_state", "merged_by", "comments", "review_comments",
		"maintainer_can_modify", "commits", "additions", "deletions", "changed_files",
	} {
		delete(pull, full)
	}
	return pull
}

// pullJSON is what differs between a pull request and the example of one.
func (i *issue) pullJSON() object {
	issue := i.json().(object)
	number := strconv.Itoa(i.number)
	api, issues := i.repo.api()+"/pulls/"+number, i.repo.api()+"/issues/"+number
	link := func(url string) object { return object{"href": url} }
	o := object{
		"node_id": node("PullRequest", i.id), "merged_at": i.merge.at(), "merge_commit_sha": i.merge.commit(),
		"requested_reviewers": users(i.reviewers), "requested_teams": i.repo.teams(i.teams), "head": i.headJSON(), "base": i.baseJSON(),
		"url": api, "issue_url": issues, "diff_url": i.url() + ".diff", "patch_url": i.url() + ".patch",
		"commits_url": api + "/commits", "comments_url": issues + "/comments", "review_comments_url": api + "/comments",
		"_links": object{
			"self": link(api), "html": link(i.url()), "issue": link(issues), "comments": link(issues + "/comments"),
			"review_comments": link(api + "/comments"), "review_comment": link(i.repo.api() + "/pulls/comments{/number}"),
			"commits": link(api + "/commits"), "statuses": link(i.repo.api() + "/statuses/" + i.head()),
		},
	}
	for _, same := range []string{
		"id", "number", "title", "body", "user", "state", "locked", "active_lock_reason", "labels", "assignee", "assignees", "milestone",
		"draft", "created_at", "updated_at", "closed_at", "html_url", "author_association",
	} {
		o[same] = issue[same]
	}
	return o
}

func (i *issue) headJSON() any {
	was := i.branchJSON("head")
	head := object{"sha": i.head(), "ref": "change-" + strconv.Itoa(i.number)}
	if i.fork != "" {
		head["repo"] = overlay(was["repo"], object{"id": i.id, "full_name": i.fork, "fork": true})
	}
	return overlay(was, head)
}

func (i *issue) baseJSON() any {
	return overlay(i.branchJSON("base"), object{"sha": i.repo.refs["heads/"+i.repo.branch], "ref": i.repo.branch, "label": i.repo.owner.login + ":" + i.repo.branch})
}

// branchJSON is one of the two branches of the example of a pull request.
func (i *issue) branchJSON(which string) object {
	return i.repo.patch(example("pull_request", "opened")["pull_request"].(object)[which]).(object)
}
