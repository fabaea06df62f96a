package e2e

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// tied makes a child die with the thread that started it.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// start starts all children on one thread, which stays: Go ends idle threads, and with them
// would go what they started. https://go.dev/issue/27505
func start(cmd *exec.Cmd) error {
	err := make(chan error)
	thread() <- func() { err <- cmd.Start() }
	return <-err
}

var thread = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range work {
			f()
		}
	}()
	return work
})
