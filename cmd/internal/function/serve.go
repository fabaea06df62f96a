package function

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/fanux/robot/issue"
)

// The exit statuses of a main.
const (
	Fine  = 0
	Wrong = 1 // something went wrong, and was said
	Usage = 2 // the environment or the arguments are
)

// The smallest function has 128 MB. Collecting at half the usual growth keeps a quiet
// instance at 16 MB (17 without it), the soft limit a burst of 2,000 commands below 100.
const (
	collectAt  = 50 // percent
	softMemory = 80 << 20
)

// Main runs the function until ctx ends, and returns the exit status. Logs go to out,
// one JSON object a line; what keeps it from starting goes to errs.
func Main(ctx context.Context, getenv func(string) string, out, errs io.Writer) int {
	s, err := Configure(getenv)
	if err != nil {
		fmt.Fprintln(errs, err)
		return Usage
	}
	if getenv("GOMEMLIMIT") == "" && getenv("GOGC") == "" {
		debug.SetMemoryLimit(softMemory)
		debug.SetGCPercent(collectAt)
	}
	log := Logger(s, out)
	oneBundle()
	for _, warning := range s.Warnings {
		log.Warn(warning)
	}
	handler, err := Handler(s, log, out)
	if err != nil {
		fmt.Fprintln(errs, err)
		return Usage
	}
	if err := serve(ctx, s, handler, log); err != nil {
		fmt.Fprintln(errs, err)
		return Wrong
	}
	return Fine
}

// Logger writes JSON lines, and no secret that is configured.
func Logger(s *Settings, out io.Writer) *slog.Logger {
	redact := issue.NewRedactor(s.GitHub.Hidden()...)
	return slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{
		Level: s.LogLevel,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			switch v := a.Value.Any().(type) {
			case string:
				a.Value = slog.StringValue(redact.Text(v))
			case error:
				a.Value = slog.StringValue(redact.Text(v.Error()))
			}
			return a
		},
	}))
}

// serve listens until ctx ends, then lets what is at work come to its end.
func serve(ctx context.Context, s *Settings, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: handler,
		// The platform holds connections for 15 minutes and more, and delays bodies as it
		// likes: https://help.aliyun.com/document_detail/209248.html
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       20 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return err
	}
	log.Info("listening", "address", listener.Addr().String())
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	log.Info("ending")
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return server.Shutdown(ending)
}
