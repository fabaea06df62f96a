package issue

import (
	"bytes"
	"net/http"
	"unicode/utf8"

	"github.com/google/go-github/v92/github"
	"github.com/tidwall/gjson"

	"github.com/fanux/robot/issue/internal/comment"
)

// look looks at the few fields of a payload that decide, and finds the commands that a
// person has just written, or the news of a job. Most events hold neither, and cost no more
// than their signature; for the others, decode makes the whole event. It is nil where there
// is nothing for us, and an arrival with neither is a ping.
func (h *Webhook) look(event string, payload []byte) (a *arrival, decode func([]byte) (*IssueCommentEvent, error), err error) {
	switch {
	case !isObject(payload):
		return nil, nil, &refusal{http.StatusBadRequest, "the payload is not JSON"}
	case event == "":
		return nil, nil, &refusal{http.StatusBadRequest, "X-GitHub-Event is missing"}
	case event == "ping":
		return &arrival{}, nil, nil
	}
	from, ok := sources[event]
	if !ok {
		return h.listen(event, payload), decodeNews, nil
	}
	if gjson.GetBytes(payload, "action").String() != from.action {
		return nil, nil, nil
	}
	text := gjson.GetBytes(payload, from.text)
	if text.Type != gjson.String {
		return nil, nil, nil
	}
	if len(h.mux.find(text.String())) == 0 && !h.mayHold(text.String()) {
		return nil, nil, nil
	}
	// An issue that was moved here is opened here too, with the text it always had.
	if gjson.GetBytes(payload, "changes").Exists() || !h.served(gjson.GetBytes(payload, "repository.full_name").String()) {
		return nil, nil, nil
	}
	sender := gjson.GetBytes(payload, "sender")
	by := &github.User{Login: new(sender.Get("login").String()), Type: new(sender.Get("type").String())}
	if h.extend == nil && len(h.heard(h.mux, text.String(), by)) == 0 {
		return nil, nil, nil
	}
	return &arrival{kind: from.kind, text: text.String()}, from.event, nil
}

// mayHold reports whether a text may hold commands that the repository adds: a line of it
// has the shape of one.
func (p *processor) mayHold(text string) bool { return p.extend != nil && comment.Shaped(text) }

// listen hears what an event tells of a job; nil where that is nothing to us.
func (h *Webhook) listen(event string, payload []byte) *arrival {
	listeners := h.mux.now().listeners[event]
	if len(listeners) == 0 || !h.served(gjson.GetBytes(payload, "repository.full_name").String()) {
		return nil
	}
	for _, l := range listeners {
		if news, ok := l.News(event, payload); ok {
			return &arrival{news: &news}
		}
	}
	return nil
}

// isObject reports whether a payload is JSON as GitHub sends it. To go through all of it
// would cost as much as its signature: what begins and ends as an object and has an
// action is what GitHub signed, and is decoded in earnest where it holds a command.
func isObject(payload []byte) bool {
	payload = bytes.TrimSpace(payload)
	if !utf8.Valid(payload) || !bytes.HasPrefix(payload, []byte("{")) || !bytes.HasSuffix(payload, []byte("}")) {
		return false
	}
	return gjson.GetBytes(payload, "action").Type == gjson.String || gjson.ValidBytes(payload)
}
