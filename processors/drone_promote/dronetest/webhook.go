package dronetest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/drone/drone-go/drone"
)

// hook is where the webhooks go; the zero hook sends nothing.
type hook struct{ url, secret string }

// Notify lets it send its webhooks to url, signed with secret. As with Drone, the call
// that causes a webhook does not return before that was answered, whatever the answer.
func (d *Drone) Notify(url, secret string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hook = hook{url, secret}
}

// Run lets a pending build run, and sends what Drone sends then. It panics where there
// is no such build.
func (d *Drone) Run(slug string, number int64) {
	d.advance(slug, number, func(r *repo, b *drone.Build) []event {
		b.Status, b.Started, b.Updated = drone.StatusRunning, d.now(), d.now()
		b.Version++
		for _, stage := range b.Stages {
			d.begin(stage, purpose(b))
		}
		return []event{d.updated(r, b)}
	})
}

// Finish ends a build with a status (drone.StatusPassing, StatusFailing, …), and sends
// what Drone sends then. It panics where there is no such build.
func (d *Drone) Finish(slug string, number int64, status string) {
	d.advance(slug, number, func(r *repo, b *drone.Build) []event { return d.finish(r, b, status) })
}

func (d *Drone) finish(r *repo, b *drone.Build, status string) []event {
	b.Status, b.Finished, b.Updated = status, d.now(), d.now()
	b.Version++
	for _, stage := range b.Stages {
		d.end(stage, status, purpose(b))
	}
	if status == drone.StatusKilled {
		return []event{d.cancelled(r, b)}
	}
	return []event{d.updated(r, b)}
}

func (d *Drone) advance(slug string, number int64, change func(*repo, *drone.Build) []event) {
	d.mu.Lock()
	r := d.repos[slug]
	if r == nil || r.find(number) == nil {
		d.mu.Unlock()
		panic(fmt.Sprintf("dronetest: no build %d of %s", number, slug))
	}
	events, hook := change(r, r.find(number)), d.hook
	d.mu.Unlock()
	for _, e := range events {
		hook.send(e)
	}
}

// send waits for an answer as long as Drone does, and does not care for it.
func (h hook) send(e event) {
	if h.url == "" {
		return
	}
	body, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	r, err := http.NewRequest("POST", h.url, bytes.NewReader(body))
	if err != nil {
		return
	}
	r.Header = Sign(h.secret, body, time.Now())
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Drone-Event", e.Event)
	client := http.Client{Timeout: time.Minute}
	if resp, err := client.Do(r); err == nil {
		resp.Body.Close()
	}
}

// Sign returns the three headers by which Drone signs a webhook.
func Sign(secret string, body []byte, at time.Time) http.Header {
	sum := sha256.Sum256(body)
	date, digest := at.UTC().Format(http.TimeFormat), "SHA-256="+base64.StdEncoding.EncodeToString(sum[:])
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "date: %s\ndigest: %s", date, digest)
	return http.Header{
		"Date":   {date},
		"Digest": {digest},
		"Signature": {fmt.Sprintf(`keyId="hmac-key",algorithm="hmac-sha256",signature="%s",headers="date digest"`,
			base64.StdEncoding.EncodeToString(mac.Sum(nil)))},
	}
}
