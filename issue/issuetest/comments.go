package issuetest

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

const longest = 65536 // characters of a body

// text reads the body of a comment, or says what is wrong with it.
func (c *call) text() (string, answer) {
	var body struct{ Body *string }
	if !c.decode(&body) {
		return "", badJSON
	}
	switch {
	case body.Body == nil:
		return "", failure(http.StatusUnprocessableEntity, "Invalid request.\n\n\"body\" wasn't supplied.")
	case strings.TrimSpace(*body.Body) == "":
		return "", invalid("IssueComment", "data", "unprocessable", "Body cannot be blank")
	}
	return *body.Body, tooLong("IssueComment", *body.Body)
}

func tooLong(resource, body string) answer {
	if utf8.RuneCountInString(body) > longest {
		return invalid(resource, "data", "unprocessable", "Body is too long (maximum is 65536 characters)")
	}
	return answer{}
}

func createComment(c *call) answer {
	if c.issue.locked && !c.repo.collaborates(c.as) {
		return failure(http.StatusForbidden, "Unable to create comment because issue is locked.")
	}
	text, wrong := c.text()
	if wrong.status != 0 {
		return wrong
	}
	said := c.issue.comment(c.as, text, false)
	c.gh.tellOf(func() Event { return said.event("created", c.as) })
	return created(said.json())
}

func getComment(c *call) answer { return ok(c.comment.json()) }

// updateComment is for the comment's author and for who may write.
func updateComment(c *call) answer {
	if c.as != c.comment.author && !c.has(write) {
		return notAdmin
	}
	text, wrong := c.text()
	if wrong.status != 0 {
		return wrong
	}
	changes := c.comment.edit(text)
	c.gh.tellOf(func() Event { return c.comment.event("edited", c.as, changes) })
	return ok(c.comment.json())
}

func deleteComment(c *call) answer {
	if c.as != c.comment.author && !c.has(write) {
		return notAdmin
	}
	c.comment.delete()
	c.gh.tellOf(func() Event { return c.comment.event("deleted", c.as) })
	return noContent
}

// listComments lists the comments of an issue, or the review comments of a pull request.
func listComments(c *call) answer { return c.comments(c.issue.comments) }

// listRepoComments lists the comments of all issues, or all review comments.
func listRepoComments(c *call) answer {
	return c.comments(slices.Collect(maps.Values(c.repo.comments)))
}

// comments answers with those that were asked for, ordered by id, or by sort where that is
// given: only then has direction an effect.
// https://docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository
func (c *call) comments(all []*comment) answer {
	all = slices.DeleteFunc(slices.Clone(all), func(o *comment) bool {
		return o.review != strings.Contains(c.Pattern, "/pulls/") || o.updated.Before(c.since())
	})
	sort, down := c.URL.Query().Get("sort"), c.URL.Query().Get("direction") == "desc"
	slices.SortFunc(all, func(a, b *comment) int {
		order := cmp.Compare(a.id, b.id)
		switch sort {
		case "created", "created_at":
			order = cmp.Or(a.created.Compare(b.created), order)
		case "updated":
			order = cmp.Or(a.updated.Compare(b.updated), order)
		}
		if sort != "" && down {
			return -order
		}
		return order
	})
	var list []any
	for _, comment := range all {
		list = append(list, comment.json())
	}
	return page(c, list)
}
