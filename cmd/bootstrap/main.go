// Command bootstrap is the function: the custom runtime of Aliyun Function Compute
// starts the binary of this name and speaks HTTP to it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/fanux/robot/cmd/internal/function"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" { // a platform starts it without a word
		fmt.Println("robot", function.Version())
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	os.Exit(function.Main(ctx, os.Getenv, os.Stdout, os.Stderr))
}
