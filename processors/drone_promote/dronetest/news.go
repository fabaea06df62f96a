package dronetest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// News is the webhook that Drone would post to address about a build as it is now, for tests
// that carry it there themselves: twice, late, or not at all. It panics where there is no
// such build.
func (d *Drone) News(slug string, number int64, address, secret string) *http.Request {
	d.mu.Lock()
	repo := d.repos[slug]
	e := d.updated(repo, clone(repo.find(number)))
	d.mu.Unlock()
	body, err := json.Marshal(e)
	if err != nil {
		panic(err) // made of strings and numbers
	}
	r, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	r.Header = Sign(secret, body, time.Now())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Drone-Event", e.Event)
	return r
}
