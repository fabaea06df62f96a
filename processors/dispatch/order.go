package dispatch

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// Order is an event to be sent, with every placeholder filled in.
type Order struct {
	Event   string         // event_type: 1 to 100 printable characters
	Payload map[string]any // client_payload, up to nine keys: the tenth is the robot's
}

// GitHub's limits. Its API says "less than 64KB", and the documentation of the event 65,535
// characters; bytes are never fewer than those.
// https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event
const (
	maxEvent   = 100
	maxKeys    = 10
	maxPayload = 65_535
)

// ours is the one key of the payload that the robot fills in.
const ours = "robot"

// check refuses what GitHub would, and what is the robot's to say.
func (o Order) check() error {
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if n := utf8.RuneCountInString(o.Event); n == 0 || n > maxEvent || !utf8.ValidString(o.Event) || strings.ContainsFunc(o.Event, unprintable) {
		return issue.Refusef("%s is not the name of an event, so nothing was sent. It has 1 to %d characters, all of which can be printed.", params.Show(o.Event), maxEvent)
	}
	for _, key := range slices.Sorted(maps.Keys(o.Payload)) {
		// Expressions of GitHub Actions find client_payload.robot in any spelling.
		if strings.EqualFold(key, ours) {
			return issue.Refusef("The payload may not hold %s, which the robot fills in itself: nothing was sent. Leave it out.", params.Show(key))
		}
	}
	if n := len(o.Payload); n >= maxKeys {
		return issue.Refusef("The payload has %d keys, and GitHub takes %d beside the robot's own: nothing was sent. Put some of them below one key.", n, maxKeys-1)
	}
	return nil
}

// payload is the client_payload as it is sent: what was ordered, who asks, and where.
func (o Order) payload(ctx context.Context, event issue.IssueEvent) (json.RawMessage, error) {
	all := map[string]any{ours: map[string]any{
		"user":        event.GetSender().GetLogin(),
		"issue":       event.GetIssue().GetNumber(),
		"comment_url": event.GetComment().GetHTMLURL(),
		"ref":         issue.From(ctx).Ref("dispatch", o.Event),
	}}
	maps.Copy(all, o.Payload)
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // nor does go-github
	if err := encoder.Encode(all); err != nil {
		return nil, issue.Explain(err, issue.Textf("The payload cannot be written as JSON: nothing was sent. Whoever runs this robot has to correct the command."))
	}
	payload := bytes.TrimSpace(text.Bytes())
	if n := len(payload); n > maxPayload {
		return nil, issue.Refusef("The payload has %d bytes, and GitHub takes %d: nothing was sent. Make it shorter.", n, maxPayload)
	}
	return payload, nil
}
