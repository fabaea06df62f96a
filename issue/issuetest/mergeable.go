package issuetest

import (
	"fmt"
	"slices"
	"strings"
)

// NeedsReview is what GitHub says of a pull request that nobody approved: see Lack.
const NeedsReview = "At least 1 approving review is required by reviewers with write access."

// NeedsCheck is what GitHub says of a pull request whose required check did not pass: see Lack.
func NeedsCheck(name string) string {
	return fmt.Sprintf("Required status check %q is expected.", name)
}

// Draft makes a pull request a draft, or none.
func (r *Repo) Draft(number int, draft bool) *Repo {
	return r.change(func() { r.issue(number).draft = draft })
}

// Conflict makes a pull request one that conflicts with its base branch, or one that does not.
func (r *Repo) Conflict(number int, conflicts bool) *Repo {
	return r.change(func() { r.issue(number).conflicts = conflicts })
}

// Compute makes GitHub still compute whether a pull request can be merged: mergeable is null.
func (r *Repo) Compute(number int, computing bool) *Repo {
	return r.change(func() { r.issue(number).computing = computing })
}

// Lack says what a pull request lacks by the rules of its base branch, in GitHub's words: see
// NeedsReview and NeedsCheck. Without any, it lacks nothing.
func (r *Repo) Lack(number int, what ...string) *Repo {
	return r.change(func() { r.issue(number).lacks = what })
}

// MergeMethods makes these the ways to merge that are allowed: merge, squash and rebase are.
func (r *Repo) MergeMethods(allowed ...string) *Repo {
	return r.change(func() { r.methods = allowed })
}

func (r *Repo) allows(method string) bool { return slices.Contains(r.methods, method) }

// unmergeable says why the pull request cannot be merged like that, or nothing.
// https://github.com/alexwlchan/auto_merge_my_pull_requests/issues/1 (a draft)
// https://github.com/Reviewable/Reviewable/issues/561 (reviews)
func (i *issue) unmergeable(method string) string {
	switch {
	case i.closed:
		return "Pull Request is not mergeable"
	case i.draft:
		return "Pull Request is still a draft"
	case !i.repo.allows(method):
		what := map[string]string{"merge": "Merge commits", "squash": "Squash merges", "rebase": "Rebase merges"}[method]
		return what + " are not allowed on this repository."
	case len(i.lacks) > 0:
		return strings.Join(i.lacks, " ")
	case i.conflicts:
		return "Pull Request is not mergeable"
	}
	return ""
}

// mergeJSON is what GET of one pull request says, and no list of them does.
func (i *issue) mergeJSON() object {
	o := object{
		"mergeable": !i.conflicts, "rebaseable": !i.conflicts, "mergeable_state": i.mergeability(), "merged": i.merge != nil, "merged_by": i.merge.who(),
		"comments": 0, "review_comments": 0, "maintainer_can_modify": false, "commits": 1 + i.pushes, "additions": 1, "deletions": 0, "changed_files": 1,
	}
	for _, c := range i.comments {
		kind := map[bool]string{true: "review_comments", false: "comments"}[c.review]
		o[kind] = o[kind].(int) + 1
	}
	if o["mergeable_state"] == "unknown" {
		o["mergeable"], o["rebaseable"] = nil, nil
	}
	return o
}

// mergeability is what mergeable_state says. Of one that is merged, GitHub computes nothing.
// https://docs.github.com/graphql/reference/enums#mergestatestatus
func (i *issue) mergeability() string {
	switch {
	case i.computing, i.merge != nil:
		return "unknown"
	case i.conflicts:
		return "dirty"
	case i.draft:
		return "draft"
	case len(i.lacks) > 0:
		return "blocked"
	}
	return "clean"
}
