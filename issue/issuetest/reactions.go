package issuetest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// on is what the path of a call about reactions names.
func (c *call) on() *said {
	if c.comment != nil {
		return &c.comment.said
	}
	return &c.issue.said
}

// createReaction answers 201 to the first such reaction of an identity and 200 after.
// https://docs.github.com/rest/reactions/reactions
func createReaction(c *call) answer {
	var body struct{ Content string }
	if !c.decode(&body) {
		return badJSON
	}
	if !slices.Contains(contents, body.Content) {
		return invalid("Reaction", "content", "invalid", "")
	}
	if c.issue.locked && !c.repo.collaborates(c.as) {
		// That it is refused is documented, the words are not:
		// https://docs.github.com/communities/moderating-comments-and-conversations/locking-conversations
		return failure(http.StatusForbidden, "Unable to create reaction because issue is locked.")
	}
	to := c.on()
	if c.gh.RacyReactions.Load() && !c.gh.reacted(to, c.as, body.Content) {
		c.gh.aside(func() { c.gh.races.meet(fmt.Sprint(to.id, c.as.id, body.Content), c.Context().Done()) })
		// Without a unique index, there are two of them now.
		r := &reaction{id: c.gh.id(), user: c.as, content: body.Content, created: c.gh.time()}
		to.reactions = append(to.reactions, r)
		return created(r.json())
	}
	r, first := c.gh.react(to, c.as, body.Content)
	if first {
		return created(r.json())
	}
	return ok(r.json())
}

func listReactions(c *call) answer {
	var list []any
	for _, r := range c.on().reactions {
		if content := c.URL.Query().Get("content"); content == "" || content == r.content {
			list = append(list, r.json())
		}
	}
	return page(c, list)
}

// deleteReaction answers 204 to the one who removed it, and 404 afterwards and to others.
func deleteReaction(c *call) answer {
	to := c.on()
	for i, r := range to.reactions {
		if strconv.FormatInt(r.id, 10) == c.PathValue("reaction_id") && r.user == c.as {
			to.reactions = slices.Delete(to.reactions, i, i+1)
			return noContent
		}
	}
	return notFound
}

// reacted reports whether u reacted like this before.
func (gh *GitHub) reacted(to *said, u *user, content string) bool {
	return slices.ContainsFunc(to.reactions, func(r *reaction) bool { return r.user == u && r.content == content })
}

// races brings two identical calls to the same place at the same time.
type races struct {
	mu      sync.Mutex
	waiting map[string]chan struct{}
}

// meet returns when a second call comes to the same meeting, or, where none does, when
// it can no longer be called simultaneous.
func (m *races) meet(key string, gone <-chan struct{}) {
	m.mu.Lock()
	if first := m.waiting[key]; first != nil {
		close(first)
		delete(m.waiting, key)
		m.mu.Unlock()
		return
	}
	if m.waiting == nil {
		m.waiting = map[string]chan struct{}{}
	}
	met := make(chan struct{})
	m.waiting[key] = met
	m.mu.Unlock()
	select {
	case <-met:
		return
	case <-gone:
	case <-time.After(100 * time.Millisecond):
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.waiting[key] == met {
		delete(m.waiting, key)
	}
}
