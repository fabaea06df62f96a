package issuetest

import "time"

// Carry lets f carry every delivery from now on, each in a goroutine of its own: whatever is
// between GitHub and the robot is f. The event arrives when f calls send, which returns what
// became of it; when f calls it again, also while the first one is under way, the event is
// delivered once more under the same GUID, as another attempt; and never where f does not
// call it. Wait waits for f. nil is as it is without.
func (gh *GitHub) Carry(f func(d Delivery, send func() Delivery)) {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	gh.hooks.carry = f
}

// UnderWay is how many deliveries are, at this moment.
func (gh *GitHub) UnderWay() int {
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	return gh.hooks.underWay
}

// sender is what sends a delivery the first time, and others like it after that.
func (gh *GitHub) sender(h *hook, first *Delivery) func() Delivery {
	sent := false
	return func() Delivery {
		gh.mu.Lock() // for the id and the time
		gh.hooks.mu.Lock()
		d := first
		switch {
		case sent:
			d = gh.attempt(h, first.Event, first.Redelivery)
		case gh.hooks.carry != nil: // it may have been held
			d.At = gh.now()
		}
		sent = true
		gh.hooks.mu.Unlock()
		gh.mu.Unlock()
		begun := time.Now()
		status, body, err := post(d.request)
		gh.hooks.mu.Lock()
		defer gh.hooks.mu.Unlock()
		d.Status, d.Body, d.Duration = status, body, time.Since(begun)
		if err != nil {
			d.Err = err.Error()
		}
		d.done, h.last = true, d
		gh.hooks.idle.Broadcast()
		return *d
	}
}
