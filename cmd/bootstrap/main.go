// Command bootstrap is the function: the custom runtime of Aliyun Function Compute
// starts the binary of this name and speaks HTTP to it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/fanux/robot/cmd/internal/function"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	os.Exit(function.Main(ctx, os.Getenv, os.Stdout, os.Stderr))
}
