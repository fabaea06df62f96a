package issuetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"unicode/utf8"
)

// Dispatched is an event that was sent to a repository's workflows with repository_dispatch.
// The fake starts no runs for it: GitHub names none either.
type Dispatched struct {
	Event   string         // event_type
	Payload map[string]any // client_payload
	By      string
}

// Dispatched returns all events that were sent, the oldest first.
func (r *Repo) Dispatched() []Dispatched {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	return slices.Clone(r.dispatched)
}

const (
	maxEventType  = 100
	maxProperties = 10
	maxPayload    = 65_535
)

// dispatchEvent takes an event, within the limits that GitHub documents, and answers nothing.
// https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event
// https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch
func dispatchEvent(c *call) answer {
	var body struct {
		Event   *string         `json:"event_type"`
		Payload json.RawMessage `json:"client_payload"`
	}
	payload := map[string]any{}
	if !c.decode(&body) || body.Payload != nil && json.Unmarshal(body.Payload, &payload) != nil {
		return badJSON
	}
	refused := func(format string, args ...any) answer {
		return failure(http.StatusUnprocessableEntity, fmt.Sprintf(format, args...))
	}
	switch {
	case body.Event == nil:
		return refused("Invalid request.\n\n\"event_type\" wasn't supplied.")
	case *body.Event == "" || utf8.RuneCountInString(*body.Event) > maxEventType:
		return refused("Invalid request.\n\nevent_type is too short or too long (maximum is %d characters).", maxEventType)
	case len(payload) > maxProperties:
		return refused("Invalid request.\n\nNo more than %d properties are allowed; %d were supplied.", maxProperties, len(payload))
	case utf8.RuneCount(body.Payload) > maxPayload:
		return refused("client_payload is too large.")
	}
	c.repo.dispatched = append(c.repo.dispatched, Dispatched{Event: *body.Event, Payload: payload, By: c.as.login})
	return noContent
}
