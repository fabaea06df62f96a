package issuetest

import (
	"encoding/json"
	"net/http"
	"slices"
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

	app     *App // whose hook it is; nil: no App's
	request *http.Request
	done    bool
}

// Wait returns when no delivery is under way: also none that was caused by another.
func (gh *GitHub) Wait() {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	for gh.hooks.underWay > 0 {
		gh.hooks.idle.Wait()
	}
}

// WaitFor returns when no delivery of that event is under way. Unlike Wait, it is also for
// those who are called while another event is delivered.
func (gh *GitHub) WaitFor(e Event) {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	underWay := func(d *Delivery) bool { return d.Event.GUID == e.GUID && !d.done }
	for slices.ContainsFunc(gh.hooks.deliveries, underWay) {
		gh.hooks.idle.Wait()
	}
}

// Deliveries returns all attempts, in the order in which they were begun.
func (gh *GitHub) Deliveries() []Delivery {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	var list []Delivery
	for _, d := range gh.hooks.deliveries {
		list = append(list, *d)
	}
	return list
}

// Keep forgets, from now on, the oldest attempts that are done, where there are more than most:
// they cannot be looked at or delivered again any more. 0 keeps all, as it is without.
func (gh *GitHub) Keep(most int) {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	gh.hooks.most = most
	gh.hooks.forget()
}

// forget forgets what need not be kept. The caller holds h.mu.
func (h *hooks) forget() {
	over := len(h.deliveries) - h.most
	if h.most == 0 || over <= 0 {
		return
	}
	h.deliveries = slices.DeleteFunc(h.deliveries, func(d *Delivery) bool {
		old := over > 0 && d.done
		if old {
			over--
		}
		return old
	})
}

// Redeliver delivers the event of an earlier attempt again, under its GUID. It reports
// whether there was such an attempt.
func (gh *GitHub) Redeliver(id int64) bool {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	for _, d := range gh.hooks.deliveries {
		at := slices.IndexFunc(gh.hooks.list, func(h *hook) bool { return h.id == d.Hook })
		if d.ID == id && at >= 0 {
			gh.deliver(gh.hooks.list[at], d.Event, true)
			return true
		}
	}
	return false
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
		"installation_id": d.installation(), "repository_id": d.Event.repo,
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

// installation is what the delivery went to, where the hook is an App's.
func (d *Delivery) installation() any {
	if d.app == nil {
		return nil
	}
	return d.app.InstallationID
}
