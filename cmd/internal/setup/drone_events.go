package setup

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/fanux/robot/processors/drone_webhook"
)

// nothingNew is an event that the robot believes and has nothing to do about.
var nothingNew = []byte(`{"event":"check"}`)

// wrong reports whether a check found something wrong.
func (c *Checkup) wrong(check string) bool {
	return slices.ContainsFunc(c.found, func(f Finding) bool { return f.Check == check && (f.State == Fail || f.State == Warn) })
}

// failed reports whether a check found what does not work.
func (c *Checkup) failed(check string) bool {
	return slices.ContainsFunc(c.found, func(f Finding) bool { return f.Check == check && f.State == Fail })
}

// droneEvents looks whether the function believes what Drone would tell it of a build's end.
func (c *Checkup) droneEvents(ctx context.Context) {
	const check, both = "drone-webhook", "set the same DRONE_WEBHOOK_SECRET here, where the function runs, and for Drone"
	switch secret := c.Settings.DroneSecret; {
	case c.Settings.Processors.Drone.Server == "":
		return
	case secret == "":
		c.note(check, "not configured: how a build ended reaches its reply with the next command on the issue, or by robot watch",
			both+", with DRONE_WEBHOOK_ENDPOINT=https://…/drone and DRONE_WEBHOOK_EVENTS=build:*")
		return
	case c.Address == nil:
		c.note(check, "not checked: only the function tells whether it believes Drone", "name it: --url https://…")
		return
	case c.failed("function"), c.wrong("clock"), c.wrong("function-clock"): // its answer would tell of that
		c.note(check, "not checked: see above", "mend the function and the clock first")
		return
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.below("/drone"), bytes.NewReader(nothingNew))
	if err != nil {
		c.fail(check, "its address cannot be asked", "correct --url")
		return
	}
	r.Header = drone_webhook.Sign(c.Settings.DroneSecret, nothingNew, c.Now())
	r.Header.Set("Content-Type", "application/json")
	answer, err := c.caller().Do(r)
	if err != nil {
		c.troubled(check, network(err, r.URL.Host))
		return
	}
	defer answer.Body.Close()
	switch text := fmt.Sprintf("%s answered %d to an event of Drone's", r.URL.Host, answer.StatusCode); answer.StatusCode {
	case http.StatusNoContent:
		c.fine(check, "%s", text)
	case http.StatusUnauthorized:
		c.fail(check, text+": it has another secret, or its clock is wrong", both)
	case http.StatusNotFound:
		c.fail(check, text+": it runs without DRONE_WEBHOOK_SECRET", both)
	default:
		c.fail(check, text, "look at the function's log")
	}
}
