package drone_webhook_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_webhook"
)

func benchmark(b *testing.B, body []byte, at time.Time, want int) {
	told := 0
	h := newHook(b, at, func(o *drone_webhook.Options) {
		o.Log = slog.New(slog.DiscardHandler)
		o.Bring = func(context.Context, string, string, issue.News) (*issue.Result, error) { told++; return nil, nil }
	})
	header := drone_webhook.Sign(secret, body, at)
	reader := bytes.NewReader(body)
	r := httptest.NewRequest("POST", "/drone", nil)
	r.Header, r.ContentLength, r.Body = header, int64(len(body)), io.NopCloser(reader)
	b.ReportAllocs()
	for b.Loop() {
		reader.Reset(body)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 204 {
			b.Fatal(w.Code)
		}
	}
	if told != want*b.N {
		b.Fatalf("told %d times of %d", told, b.N)
	}
}

// BenchmarkPending is what most events cost: of a build of ours that is under way.
func BenchmarkPending(b *testing.B) {
	body, at := referring(b, names[2])
	benchmark(b, body, at, 0)
}

// BenchmarkEnd is what an end costs beside the bringing.
func BenchmarkEnd(b *testing.B) {
	body, at := referring(b, names[4])
	benchmark(b, body, at, 1)
}
