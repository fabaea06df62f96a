package issuetest

import (
	"io"
	"net/http"
	"time"
)

// patience is how long GitHub waits for an answer.
// https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks
const patience = 10 * time.Second

var client = &http.Client{
	Timeout:   patience,
	Transport: &http.Transport{DisableKeepAlives: true}, // nothing stays behind a test
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// tell delivers an event to all hooks that want it. The caller holds gh.mu.
func (gh *GitHub) tell(e Event) { gh.tellOf(func() Event { return e }) }

// tellOf is tell for an event that is made only where there is a hook.
func (gh *GitHub) tellOf(event func() Event) {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	if len(gh.hooks.list) == 0 {
		return
	}
	e := event()
	for _, h := range gh.hooks.list {
		if h.wants(e) {
			gh.deliver(h, e, false)
		}
	}
}

// deliver begins a delivery. The caller holds gh.mu and gh.hooks.mu.
func (gh *GitHub) deliver(h *hook, e Event, again bool) {
	r := e.request(h.config.URL, h.config.Secret, h.config.ContentType != "json")
	r.Header.Set("X-GitHub-Hook-ID", itoa(h.id))
	d := &Delivery{ID: gh.id(), Hook: h.id, Event: e, Redelivery: again, app: h.app, At: gh.now(), Request: r.Header.Clone()}
	gh.hooks.deliveries = append(gh.hooks.deliveries, d)
	gh.hooks.underWay++
	go func() {
		begun := time.Now()
		status, body, err := post(r)
		gh.hooks.mu.Lock()
		defer gh.hooks.mu.Unlock()
		d.Status, d.Body, d.Duration = status, body, time.Since(begun)
		if err != nil {
			d.Err = err.Error()
		}
		d.done, h.last = true, d
		gh.hooks.underWay--
		gh.hooks.idle.Broadcast()
	}()
}

func post(r *http.Request) (int, string, error) {
	answer, err := client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	return answer.StatusCode, string(body), err
}
