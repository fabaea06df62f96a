package sandbox

import "time"

// SetLimit makes a rate limit last that long.
func (s *Sandbox) SetLimit(d time.Duration) { s.limit = d }

// SetLate is the least that a late delivery is late by.
func (s *Sandbox) SetLate(d time.Duration) { s.late = d }

// Expires is what the timer of the fault that a switch has made now calls.
func (s *Sandbox) Expires(w Switch) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.switches[w]
	return func() { s.expires(w, f) }
}

// Lateness is how late a late delivery is.
func (s *Sandbox) Lateness() time.Duration { return s.lateness() }
