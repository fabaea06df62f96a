package dronetest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/drone/drone-go/drone"
)

// hook is where the webhooks go; the zero hook sends nothing.
type hook struct{ url, secret string }

// Delivery is a webhook that was sent, and what came of it.
type Delivery struct {
	Event    string // X-Drone-Event
	Request  http.Header
	Payload  []byte
	At       time.Time
	Duration time.Duration
	Status   int // 0 where there was no answer
	Body     string
	Err      string // why there was none
}

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

// advance changes a build, unless somebody has cancelled it: whatever its runner still says
// then, it stays so.
func (d *Drone) advance(slug string, number int64, change func(*repo, *drone.Build) []event) {
	d.mu.Lock()
	r := d.repos[slug]
	if r == nil || r.find(number) == nil {
		d.mu.Unlock()
		panic(fmt.Sprintf("dronetest: no build %d of %s", number, slug))
	}
	var events []event
	if b := r.find(number); b.Status != drone.StatusKilled {
		events = change(r, b)
	}
	d.mu.Unlock()
	for _, e := range events {
		d.send(e)
	}
}

// OnDelivery lets f know of every webhook after it was sent. f is called by whoever has caused
// the webhook, before that goes on.
func (d *Drone) OnDelivery(f func(Delivery)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told = f
}

// send waits for an answer as long as Drone does, and does not care for it.
func (d *Drone) send(e event) {
	d.mu.Lock()
	h, told := d.hook, d.told
	d.mu.Unlock()
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
	sent := post(r)
	sent.Event, sent.Payload = e.Event, body
	if told != nil {
		told(sent)
	}
}

// post sends a webhook, and tells what became of it.
func post(r *http.Request) Delivery {
	d := Delivery{Request: r.Header.Clone(), At: time.Now()}
	client := http.Client{Timeout: time.Minute}
	answer, err := client.Do(r)
	if err == nil {
		defer answer.Body.Close()
		var body []byte
		body, err = io.ReadAll(io.LimitReader(answer.Body, 1<<20))
		d.Status, d.Body = answer.StatusCode, string(body)
	}
	if d.Duration = time.Since(d.At); err != nil {
		d.Err = err.Error()
	}
	return d
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
