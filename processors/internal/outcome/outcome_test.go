package outcome_test

import (
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/outcome"
)

func TestAfter(t *testing.T) {
	for took, want := range map[time.Duration]string{
		-time.Hour:                             "**failed**",
		0:                                      "**failed**",
		400 * time.Millisecond:                 "**failed** after 0 s",
		59*time.Second + 600*time.Millisecond:  "**failed** after 1 min 0 s",
		200 * time.Second:                      "**failed** after 3 min 20 s",
		2*time.Hour + 5*time.Minute:            "**failed** after 2 h 5 min",
		50*time.Hour + 59*time.Second:          "**failed** after 50 h 0 min",
		42*time.Second + 499*time.Millisecond:  "**failed** after 42 s",
		time.Hour - 1*time.Millisecond:         "**failed** after 1 h 0 min",
		time.Duration(1<<63 - 1).Truncate(1e9): "**failed** after 2562047 h 47 min",
	} {
		if got := outcome.After(issue.Textf("**failed**"), took).String(); got != want {
			t.Errorf("%s: got %q, want %q", took, got, want)
		}
	}
}
