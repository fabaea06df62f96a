package issuetest

import (
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

type hook struct {
	id     int64
	url    string
	secret string
}

type hooks struct {
	mu         sync.Mutex
	idle       *sync.Cond
	underWay   int
	list       []hook
	deliveries []*Delivery
}

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

// Hook posts what happens from now on in any repository to url, signed and in the
// background: whatever is opened, commented, edited and deleted, by whomever.
func (gh *GitHub) Hook(url, secret string) {
	gh.mu.Lock()
	id := gh.id()
	gh.mu.Unlock()
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	gh.hooks.list = append(gh.hooks.list, hook{id, url, secret})
}

// Wait returns when no delivery is under way: also none that was caused by another.
func (gh *GitHub) Wait() {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	for gh.hooks.underWay > 0 {
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

// Redeliver delivers the event of an earlier attempt again, under its GUID. It reports
// whether there was such an attempt.
func (gh *GitHub) Redeliver(id int64) bool {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	return gh.redeliver(id)
}

func (gh *GitHub) redeliver(id int64) bool {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	for _, d := range gh.hooks.deliveries {
		at := slices.IndexFunc(gh.hooks.list, func(h hook) bool { return h.id == d.Hook })
		if d.ID == id && at >= 0 {
			gh.deliver(gh.hooks.list[at], d.Event, true)
			return true
		}
	}
	return false
}

// tell delivers an event to all hooks. The caller holds gh.mu.
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
		gh.deliver(h, e, false)
	}
}

// deliver begins a delivery. The caller holds gh.mu and gh.hooks.mu.
func (gh *GitHub) deliver(h hook, e Event, again bool) {
	r := e.Request(h.url, h.secret)
	r.Header.Set("X-GitHub-Hook-ID", itoa(h.id))
	d := &Delivery{ID: gh.id(), Hook: h.id, Event: e, Redelivery: again, At: gh.now(), Request: r.Header.Clone()}
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
