package wire_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// TestMend: what one Break broke is mended alone; Mend mends everything.
func TestMend(t *testing.T) {
	tape := wire.Record(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	status := func() int {
		answer := httptest.NewRecorder()
		tape.ServeHTTP(answer, httptest.NewRequest("GET", "/", nil))
		return answer.Code
	}
	down := wire.Fault{Status: 502}
	first, second := tape.Break(down), tape.Break(down)
	limited := tape.Break(wire.Fault{Status: 403})
	for i, step := range []struct {
		mend func()
		want int
	}{{func() {}, 502}, {second, 502}, {first, 403}, {first, 403}, {limited, 200}} {
		if step.mend(); status() != step.want {
			t.Errorf("after step %d: not %d", i, step.want)
		}
	}
	tape.Break(down)
	if tape.Mend(); status() != 200 {
		t.Error("Mend does not mend everything")
	}
	first() // which is gone
}
