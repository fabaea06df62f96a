package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// post sends a request that was signed before to a server, and returns the status.
func (w *world) post(ctx context.Context, to *child, signed *http.Request) (int, error) {
	r := signed.WithContext(ctx)
	address, err := url.Parse(to.address + signed.URL.Path)
	if err != nil {
		return 0, err
	}
	r.URL, r.Host = address, ""
	if signed.GetBody != nil {
		if r.Body, err = signed.GetBody(); err != nil {
			return 0, err
		}
	}
	answer, err := w.transport.RoundTrip(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, err
}

// want posts, and fails where the answer is another.
func (w *world) want(ctx context.Context, status int, to *child, signed *http.Request) error {
	got, err := w.post(ctx, to, signed)
	if err == nil && got != status {
		err = fmt.Errorf("%s %s: %d, want %d", signed.Method, signed.URL.Path, got, status)
	}
	return err
}

// answers is what came of many requests.
type answers struct {
	status  map[int]int
	slowest time.Duration
}

// volley posts n requests, so many at once.
func (w *world) volley(ctx context.Context, to *child, n, atOnce int, request func(i int) *http.Request) (*answers, error) {
	var (
		mu      sync.Mutex
		next    int
		failed  error
		all     = &answers{status: map[int]int{}}
		senders sync.WaitGroup
	)
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1, next <= n && failed == nil
	}
	for range atOnce {
		senders.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				began := time.Now()
				status, err := w.post(ctx, to, request(i))
				mu.Lock()
				all.status[status]++
				all.slowest = max(all.slowest, time.Since(began))
				if err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	senders.Wait()
	return all, failed
}
