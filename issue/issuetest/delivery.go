package issuetest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Delivery is one attempt to deliver an event to a hook.
type Delivery struct {
	ID         int64 // of the attempt; a redelivery has another, and the same Event.GUID
	Hook       int64
	Event      Event
	Redelivery bool
	At         time.Time
	Duration   time.Duration
	Request    http.Header
	Status     int // 0 while under way, and where there was no answer
	Body       string
	Err        string // why there was none
}

// status is GitHub's word for how a delivery ended.
func (d *Delivery) status() string {
	switch {
	case d.Status == 0:
		return "failed to connect to host"
	case d.Status >= 200 && d.Status < 300:
		return "OK"
	}
	return "Invalid HTTP Response: " + itoa(d.Status)
}

func (d *Delivery) json(full bool) object {
	o := object{
		"id": d.ID, "guid": d.Event.GUID, "delivered_at": stamp(d.At), "redelivery": d.Redelivery, "duration": d.Duration.Seconds(),
		"status": d.status(), "status_code": d.Status, "event": d.Event.Name, "action": null(d.Event.Action),
		"installation_id": nil, "repository_id": d.Event.repo,
	}
	if full {
		headers := object{}
		for k := range d.Request {
			headers[k] = d.Request.Get(k)
		}
		o["request"] = object{"headers": headers, "payload": json.RawMessage(d.Event.Payload)}
		o["response"] = object{"headers": object{}, "payload": d.Body}
	}
	return o
}

// listDeliveries lists the attempts of a hook in this repository, the newest first. GitHub
// pages through them with cursors; here they are all on one page.
// https://docs.github.com/rest/repos/webhooks#list-deliveries-for-a-repository-webhook
func listDeliveries(c *call) answer {
	c.gh.hooks.mu.Lock()
	defer c.gh.hooks.mu.Unlock()
	list := []any{}
	for _, d := range slices.Backward(c.gh.hooks.deliveries) {
		if itoa(d.Hook) == c.PathValue("hook_id") && d.Event.repo == c.repo.id {
			list = append(list, d.json(false))
		}
	}
	return ok(list)
}

func getDelivery(c *call) answer {
	c.gh.hooks.mu.Lock()
	defer c.gh.hooks.mu.Unlock()
	for _, d := range c.gh.hooks.deliveries {
		if itoa(d.ID) == c.PathValue("delivery_id") {
			return ok(d.json(true))
		}
	}
	return notFound
}

// redeliver only asks for it: 202, and the attempt comes later.
func redeliver(c *call) answer {
	id, _ := strconv.ParseInt(c.PathValue("delivery_id"), 10, 64)
	if !c.gh.redeliver(id) {
		return notFound
	}
	return answer{status: http.StatusAccepted, body: object{}}
}
