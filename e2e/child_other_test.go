//go:build !linux

package e2e

import (
	"os/exec"
	"syscall"
)

func tied() *syscall.SysProcAttr { return nil }

func start(cmd *exec.Cmd) error { return cmd.Start() }
