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
	d := gh.attempt(h, e, again)
	carry := gh.hooks.carry
	if carry == nil {
		carry = func(_ Delivery, send func() Delivery) { send() }
	}
	gh.hooks.underWay++
	seen := *d
	go func() {
		carry(seen, gh.sender(h, d))
		gh.hooks.mu.Lock()
		defer gh.hooks.mu.Unlock()
		d.done = true // also where nothing was sent
		gh.hooks.underWay--
		gh.hooks.idle.Broadcast()
	}()
}

// attempt records a delivery that is to be made.
func (gh *GitHub) attempt(h *hook, e Event, again bool) *Delivery {
	r := e.request(h.config.URL, h.config.Secret, h.config.ContentType != "json")
	r.Header.Set("X-GitHub-Hook-ID", itoa(h.id))
	d := &Delivery{ID: gh.id(), Hook: h.id, Event: e, Redelivery: again, app: h.app, At: gh.now(), Request: r.Header.Clone(), request: r}
	gh.hooks.deliveries = append(gh.hooks.deliveries, d)
	gh.hooks.forget()
	return d
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
