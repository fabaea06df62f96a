package issue

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// What only GraphQL says.

// query asks GraphQL, which is no version of REST: of an Enterprise Server it is beside it, and
// go-github takes no path that leads upwards.
// https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
// https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql
func (h *hub) query(ctx context.Context, query string, variables map[string]any, into any) error {
	address := "graphql"
	if server, is := strings.CutSuffix(h.client.BaseURL(), "/api/v3/"); is {
		address = server + "/api/graphql"
	}
	request, err := h.client.NewRequest(ctx, http.MethodPost, address, map[string]any{"query": query, "variables": variables})
	if err == nil {
		_, err = h.client.Do(request, &struct{ Data any }{into})
	}
	return err
}

// edited reports whether a text was ever edited. Where GitHub does not say, it may have been.
// https://docs.github.com/en/graphql/reference/interfaces#comment
func (h *hub) edited(ctx context.Context, node string) (bool, error) {
	var data struct {
		Node *struct{ LastEditedAt *time.Time }
	}
	err := h.query(ctx, "query($id: ID!) { node(id: $id) { ... on Comment { lastEditedAt } } }", map[string]any{"id": node}, &data)
	return data.Node == nil || data.Node.LastEditedAt != nil, err
}

// finished reports which texts, a hundred at most, have an end of ours: lists count everybody's
// reactions. One that GitHub says nothing of is not in it.
// https://docs.github.com/en/graphql/reference/interfaces#reactable
func (h *hub) finished(ctx context.Context, nodes []string) (map[string]bool, error) {
	type reacted struct {
		Content string
		Viewer  bool `json:"viewerHasReacted"`
	}
	var data struct {
		Nodes []*struct{ ReactionGroups []reacted }
	}
	const query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Reactable { reactionGroups { content viewerHasReacted } } } }"
	if err := h.query(ctx, query, map[string]any{"ids": nodes}, &data); err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	for i, node := range data.Nodes {
		if node != nil && i < len(nodes) {
			ours[nodes[i]] = slices.ContainsFunc(node.ReactionGroups, func(r reacted) bool {
				return r.Viewer && (strings.EqualFold(r.Content, worked) || strings.EqualFold(r.Content, wrong))
			})
		}
	}
	return ours, nil
}
