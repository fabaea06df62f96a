package issuetest

import (
	"net/http"
	"slices"
	"strings"
)

// graphql answers the two queries that are needed beside REST: when was a text edited last, and
// how did who asks react to some texts? Of the query itself no more is read.
// https://docs.github.com/graphql/reference/interfaces#comment
// https://docs.github.com/graphql/reference/interfaces#reactable
func graphql(c *call) answer {
	var body struct {
		Query     string
		Variables struct {
			ID  string
			IDs []string
		}
	}
	switch ok := c.decode(&body); {
	case ok && strings.Contains(body.Query, "lastEditedAt"):
		return c.nodes("node", []string{body.Variables.ID}, (*said).lastEdited)
	case ok && strings.Contains(body.Query, "viewerHasReacted") && len(body.Variables.IDs) <= 100:
		return c.nodes("nodes", body.Variables.IDs, func(s *said) object { return s.reacted(c.as) })
	}
	return failure(http.StatusBadRequest, "Problems parsing JSON")
}

// nodes are texts, by their ids in GraphQL, with what is to be said of each.
func (c *call) nodes(name string, ids []string, say func(*said) object) answer {
	nodes, errors := []any{}, []any{}
	for _, id := range ids {
		if said := c.gh.said(id); said != nil {
			nodes = append(nodes, say(said))
			continue
		}
		nodes = append(nodes, nil)
		errors = append(errors, object{"type": "NOT_FOUND", "message": "Could not resolve to a node with the global id of '" + id + "'"})
	}
	all := object{"data": object{name: nodes}}
	if name == "node" {
		all["data"] = object{name: nodes[0]}
	}
	if len(errors) > 0 {
		all["errors"] = errors
	}
	return ok(all)
}

func (s *said) lastEdited() object {
	if !s.edited {
		return object{"lastEditedAt": nil}
	}
	return object{"lastEditedAt": stamp(s.updated)}
}

// reacted is every reaction that there may be, and whether the viewer has reacted so.
func (s *said) reacted(viewer *user) object {
	var groups []any
	for _, content := range []string{"eyes", "rocket", "confused", "heart", "hooray"} {
		groups = append(groups, object{"content": strings.ToUpper(content), "viewerHasReacted": slices.ContainsFunc(s.reactions, func(r *reaction) bool {
			return r.user == viewer && r.content == content
		})})
	}
	return object{"reactionGroups": groups}
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
