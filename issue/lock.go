package issue

import (
	"context"
	"hash/fnv"
)

// walking keeps two news of one job, and two jobs of one reply, from being written at the
// same time by this instance. What another instance writes meanwhile is looked for.
type walking struct{ jobs, replies stripes }

// stripes are locks by name. Different names may share one.
type stripes [64]chan struct{}

func newStripes() (s stripes) {
	for i := range s {
		s[i] = make(chan struct{}, 1)
	}
	return s
}

// hold waits for the lock of a name until ctx ends.
func (s *stripes) hold(ctx context.Context, name string) (release func(), err error) {
	h := fnv.New32a()
	h.Write([]byte(name))
	lock := s[h.Sum32()%uint32(len(s))]
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
