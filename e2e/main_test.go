package e2e

import (
	"os"
	"sync"
	"testing"
)

// theWorld begins when the first test asks for it, and ends after the last.
var (
	theWorld = sync.OnceValues(func() (*world, error) {
		ends.Lock()
		defer ends.Unlock()
		return newWorld(&ends.list)
	})
	ends struct {
		sync.Mutex
		list []func()
	}
)

func TestMain(m *testing.M) {
	code := m.Run()
	ends.Lock()
	for i := len(ends.list) - 1; i >= 0; i-- {
		ends.list[i]()
	}
	os.Exit(code)
}
