package proof

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

const (
	hookURL = "https://robot.test/github"
	hookID  = 7
)

// attempt is one delivery by the repository's webhook, as GitHub keeps it.
type attempt struct {
	id     int64
	of     string // what the event is called
	event  issuetest.Event
	again  bool
	at     time.Time
	status int // 0: there was no answer
	body   string
}

// deliveries bring a comment to the instances: once, again, at once, late, or not at all.
func (w *world) deliveries(c *comment) {
	for i, chance := range []float64{0.9, 0.5, 0.3, 0.2} {
		d := fmt.Sprintf("delivery %d of %s", i, c.name)
		if !w.happens(d, chance) {
			if i == 0 { // it is lost on its way
				w.record(c.name, c.event, false, time.Now(), 0, "")
			}
			continue
		}
		other := "" // by another webhook
		if w.dice(d+" other").IntN(3) == 0 {
			other = "another-" + fmt.Sprint(i)
		}
		w.later(w.soon(d), func() { w.deliver(d, c.name, c.event, other, false) })
	}
}

// deliver is one attempt to deliver an event. GitHub keeps what came of it, where the webhook
// is the one that it shows.
func (w *world) deliver(name, of string, e issuetest.Event, guid string, again bool) {
	request, began := e.Request(hookURL, secret), time.Now()
	if guid != "" {
		request.Header.Set("X-GitHub-Delivery", guid)
	}
	status, body := w.send(name, toGitHub, request)
	if guid == "" {
		w.record(of, e, again, began, status, body)
	}
}

func (w *world) record(of string, e issuetest.Event, again bool, at time.Time, status int, body string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.attempts = append(w.attempts, attempt{int64(len(w.attempts) + 1), of, e, again, at, status, body})
}

// knownURL is our own address, where a sweep was told it.
func (w *world) knownURL(sweep string) string {
	return []string{"", hookURL}[w.dice(sweep+" knows its address").IntN(2)]
}

// hooks is GitHub's API about the repository's one webhook, where the account may see it.
// https://docs.github.com/en/rest/repos/webhooks
func (w *world) hooks(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "application/json")
	_, below, _ := strings.Cut(r.URL.Path, "/hooks")
	id, _ := strconv.ParseInt(path.Base(strings.TrimSuffix(below, "/attempts")), 10, 64)
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case below == "":
		json.NewEncoder(rw).Encode([]any{map[string]any{
			"id": hookID, "name": "web", "active": true, "events": []string{"*"}, "config": map[string]any{"url": hookURL, "content_type": "json"}}})
	case strings.HasSuffix(below, "/deliveries"):
		list := []any{}
		for _, a := range slices.Backward(w.attempts) {
			list = append(list, a.json())
		}
		json.NewEncoder(rw).Encode(list)
	case id < 1 || int(id) > len(w.attempts):
		http.Error(rw, `{"message":"Not Found"}`, http.StatusNotFound)
	case r.Method == http.MethodPost:
		w.redeliver(w.attempts[id-1])
		rw.WriteHeader(http.StatusAccepted)
		rw.Write([]byte("{}"))
	default:
		json.NewEncoder(rw).Encode(w.attempts[id-1].json())
	}
}

// redeliver lets an event be delivered once more, soon. The caller holds w.mu.
func (w *world) redeliver(a attempt) {
	w.redelivered[a.of]++
	name := fmt.Sprintf("redelivery %d of %s", w.redelivered[a.of], a.of)
	w.later(w.soon(name), func() { w.deliver(name, a.of, a.event, "", true) })
}

func (a attempt) json() map[string]any {
	return map[string]any{
		"id": a.id, "guid": a.event.GUID, "delivered_at": a.at.UTC().Format(time.RFC3339), "redelivery": a.again, "status_code": a.status,
		"event": a.event.Name, "action": a.event.Action, "request": map[string]any{"headers": map[string]string{}},
		"response": map[string]any{"headers": map[string]string{}, "payload": a.body},
	}
}
