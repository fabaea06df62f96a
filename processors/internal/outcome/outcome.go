// Package outcome is what the robots whose work goes on after their reply share: words for
// how it ended.
package outcome

import (
	"time"

	"github.com/fanux/robot/issue"
)

// After is how something ended, and after which time: "**failed** after 40 s". A time that is
// not known, or that clocks which differ have made negative, is left out.
func After(how issue.Text, took time.Duration) issue.Text {
	if took <= 0 {
		return how
	}
	return issue.Textf("%s after %s", how, Duration(took))
}

// Duration is a time as people say it: 42 s, 3 min 20 s, 2 h 5 min.
func Duration(d time.Duration) issue.Text {
	switch d = d.Round(time.Second); {
	case d < time.Minute:
		return issue.Textf("%d s", d/time.Second)
	case d < time.Hour:
		return issue.Textf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return issue.Textf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

// When is a time as a reply shows it: "2026-11-22 19:04 UTC". Readers are anywhere, and a
// reply is read later.
func When(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
