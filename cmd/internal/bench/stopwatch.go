package main

import (
	"net/http"
	"sync"
	"time"
)

// stopwatch runs while GitHub or Drone is answering: calls that are made at the same
// time count once.
type stopwatch struct {
	mu        sync.Mutex
	answering int
	since     time.Time
	counted   calls
}

// calls is what the function asked of others.
type calls struct {
	github, drone int
	busy          time.Duration // how long one of them at least was answering
}

func (s *stopwatch) around(next http.Handler, count *int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.begin(count)
		defer s.end()
		next.ServeHTTP(w, r)
	})
}

func (s *stopwatch) begin(count *int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*count++
	if s.answering++; s.answering == 1 {
		s.since = time.Now()
	}
}

func (s *stopwatch) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answering--; s.answering == 0 {
		s.counted.busy += time.Since(s.since)
	}
}

// read returns what was counted since it was last read.
func (s *stopwatch) read() calls {
	s.mu.Lock()
	defer s.mu.Unlock()
	counted := s.counted
	s.counted = calls{}
	return counted
}
