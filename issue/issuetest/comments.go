package issuetest

import (
	"cmp"
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

// listComments lists an issue's comments, the oldest first.
func listComments(c *call) answer { return c.comments(c.issue.comments) }

// listRepoComments lists the comments of all issues, or all review comments.
// https://docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository
func listRepoComments(c *call) answer {
	var all []*comment
	for _, comment := range c.repo.comments {
		all = append(all, comment)
	}
	q := c.URL.Query()
	slices.SortFunc(all, func(a, b *comment) int {
		order := cmp.Compare(a.id, b.id)
		if q.Get("sort") == "updated" {
			order = cmp.Or(a.updated.Compare(b.updated), order)
		}
		if q.Get("direction") == "desc" {
			return -order
		}
		return order
	})
	return c.comments(all)
}

func (c *call) comments(all []*comment) answer {
	var list []any
	for _, comment := range all {
		if comment.review == strings.Contains(c.Pattern, "/pulls/") && !comment.updated.Before(c.since()) {
			list = append(list, comment.json())
		}
	}
	return page(c, list)
}
