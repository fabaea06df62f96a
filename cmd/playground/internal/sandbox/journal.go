package sandbox

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

const (
	mostKept = 500      // deliveries
	mostSent = 1000     // of which GitHub knows
	longest  = 64 << 10 // bytes of what is shown of a body
)

// journal keeps what was delivered to the robot, and what it did then.
type journal struct {
	changed func()
	hide    func(string) string // takes secrets out of a text

	mu   sync.Mutex
	last int      // the number of the last one that began
	at   int      // how many are under way
	list []*entry // the oldest first
}

// begin is a delivery that begins now, worked by that instance.
func (j *journal) begin(d Delivery, instance int) *entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	j.at++
	d.Number, d.Instance, d.At = j.last, instance, time.Now()
	d.Payload, d.Text = []byte(j.shown(string(d.Payload))), j.shown(d.Text)
	d.Header = j.header(d.Header)
	for i := range d.Lines {
		d.Lines[i].Text, d.Lines[i].Verdict = j.hide(d.Lines[i].Text), j.hide(d.Lines[i].Verdict)
	}
	d.Redelivery = d.Redelivery || d.GUID != "" && slices.ContainsFunc(j.list, func(e *entry) bool { return e.GUID == d.GUID })
	e := &entry{journal: j, Delivery: d}
	if len(j.list) == mostKept {
		j.list = slices.Delete(j.list, 0, 1)
	}
	j.list = append(j.list, e)
	j.changed()
	return e
}

// shown is a body without secrets, cut: in this order, or the beginning of one might be left.
func (j *journal) shown(body string) string {
	body = j.hide(body)
	return body[:min(len(body), longest)]
}

// header is one without what proves who sent it.
func (j *journal) header(h http.Header) http.Header {
	h = h.Clone()
	for name, values := range h {
		for i, value := range values {
			values[i] = j.hide(value)
		}
		if name == "Authorization" || name == "Proxy-Authorization" || name == "Cookie" {
			h[name] = []string{"…"}
		}
	}
	return h
}

func (j *journal) begun() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last
}

func (j *journal) underWay() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.at
}

// Deliveries are all there were, the newest first.
func (s *Sandbox) Deliveries() (all []Delivery) {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	for _, e := range slices.Backward(s.journal.list) {
		all = append(all, e.copy())
	}
	return all
}

// Delivery is one of them.
func (s *Sandbox) Delivery(number int) (Delivery, bool) {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	for _, e := range s.journal.list {
		if e.Number == number {
			return e.copy(), true
		}
	}
	return Delivery{}, false
}
