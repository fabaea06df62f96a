package sandbox

import (
	"context"
	"sync"
)

// news counts what changes, and lets others wait for that.
type news struct {
	mu      sync.Mutex
	version uint64
	next    chan struct{} // is closed by the next change
}

func newNews() *news { return &news{version: 1, next: make(chan struct{})} }

func (n *news) touch() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.version++
	close(n.next)
	n.next = make(chan struct{})
}

func (n *news) now() (version uint64, next <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.version, n.next
}

// Touch says that something has changed, for who changes a fake without a call.
func (s *Sandbox) Touch() { s.news.touch() }

// Changed waits until something has changed since version, a result of Changed (0 at first),
// and returns the version that is now. It returns early, with the same version, where ctx
// ends.
func (s *Sandbox) Changed(ctx context.Context, version uint64) uint64 {
	for {
		now, next := s.news.now()
		if now != version {
			return now
		}
		select {
		case <-next:
		case <-ctx.Done():
			return version
		}
	}
}
