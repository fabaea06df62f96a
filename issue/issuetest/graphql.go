package issuetest

import (
	"net/http"
	"strings"
)

// graphql answers the one query that is needed beside REST: when was a text edited last? Of
// the query itself nothing is read.
// https://docs.github.com/graphql/reference/interfaces#comment
func graphql(c *call) answer {
	var body struct {
		Query     string
		Variables struct{ ID string }
	}
	if !c.decode(&body) || !strings.Contains(body.Query, "lastEditedAt") {
		return failure(http.StatusBadRequest, "Problems parsing JSON")
	}
	said := c.gh.said(body.Variables.ID)
	if said == nil {
		return ok(object{"data": object{"node": nil}, "errors": []any{object{"type": "NOT_FOUND", "message": "Could not resolve to a node with the global id of '" + body.Variables.ID + "'"}}})
	}
	var at any
	if said.edited {
		at = stamp(said.updated)
	}
	return ok(object{"data": object{"node": object{"lastEditedAt": at}}})
}

// said is the text of that id in GraphQL, or nil.
func (gh *GitHub) said(id string) *said {
	for _, r := range gh.repos {
		for _, c := range r.comments {
			if id == node("IssueComment", c.id) || id == node("PullRequestReviewComment", c.id) {
				return &c.said
			}
		}
		for _, i := range r.issues {
			if id == node("Issue", i.id) {
				return &i.said
			}
		}
	}
	return nil
}

// isGraphQL reports whether a request is none of REST's, which is what GitHub's description
// describes.
func isGraphQL(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/graphql") }
