package setup

import (
	"fmt"
	"net/http"
	"time"
)

// clockLimit is by how much a clock may be ahead of another or behind it, and what is refused
// beyond that.
type clockLimit struct {
	ahead, behind time.Duration
	refused       string
}

const (
	clockApart = time.Minute      // from here on a clock is wrong, whether or not anything is refused for it
	clockBlur  = 20 * time.Second // and up to here it agrees: headers have whole seconds
)

var (
	// A token for an App begins 30 s in the past, and ends 90 s in the future.
	// https://github.com/bradleyfalzon/ghinstallation/blob/v2.19.0/appsTransport.go
	// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
	appTokens = clockLimit{30 * time.Second, 90 * time.Second, "GitHub refuses the App's tokens"}

	// It is what processors/drone_webhook gives the two clocks.
	droneDates = clockLimit{5 * time.Minute, 5 * time.Minute, "the function refuses what Drone signs"}
)

// limits are those that the settings bring with them.
func (c *Checkup) limits() (list []clockLimit) {
	if c.Settings.GitHub.AppID != 0 {
		list = append(list, appTokens)
	}
	if c.Settings.DroneSecret != "" {
		list = append(list, droneDates)
	}
	return list
}

// aheadOfUs is by how much the clock that a Date header is of is ahead of this machine's, at
// the time at which it was read; not known where there is no such header.
func aheadOfUs(date string, at time.Time) (ahead time.Duration, known bool) {
	theirs, err := http.ParseTime(date)
	return theirs.Sub(at), err == nil
}

// clock compares this machine's clock with GitHub's.
func (c *Checkup) clock(date string, at time.Time) {
	if c.gitHubAhead, c.dated = aheadOfUs(date, at); c.dated {
		c.compare("clock", "this machine's clock", "GitHub's", -c.gitHubAhead, c.limits(), c.warn)
	}
}

// functionClock compares the function's clock with GitHub's. On some platforms the header is a
// gateway's, whose clock is its neighbour.
func (c *Checkup) functionClock(date string, at time.Time) {
	if ahead, known := aheadOfUs(date, at); known && c.dated {
		c.compare("function-clock", "the function's clock", "GitHub's", ahead-c.gitHubAhead, c.limits(), c.fail)
	}
}

// droneClock compares Drone's clock with GitHub's, which the function's was compared with, too.
func (c *Checkup) droneClock(date string, at time.Time) {
	if ahead, known := aheadOfUs(date, at); known && c.dated && c.Settings.DroneSecret != "" {
		c.compare("drone-clock", "Drone's clock", "GitHub's", ahead-c.gitHubAhead, []clockLimit{droneDates}, c.fail)
	}
}

// compare tells of a clock that is ahead of another.
func (c *Checkup) compare(check, one, other string, ahead time.Duration, limits []clockLimit, beyond func(check, text, remedy string)) {
	apart, way := ahead.Abs().Round(time.Second), "ahead of"
	if ahead < 0 {
		way = "behind"
	}
	text := fmt.Sprintf("%s is %s %s %s", one, apart, way, other)
	const remedy = "set the clock (NTP)"
	near := ""
	for _, l := range limits {
		most := l.ahead
		if ahead < 0 {
			most = l.behind
		}
		if apart > most {
			beyond(check, fmt.Sprintf("%s: from %s on %s", text, most, l.refused), remedy)
			return
		}
		if apart > max(clockBlur, most/2) && near == "" {
			near = fmt.Sprintf(": from %s on %s", most, l.refused)
		}
	}
	switch {
	case apart > clockApart || near != "":
		c.warn(check, text+near, remedy)
	default:
		c.fine(check, "%s agrees with %s", one, other)
	}
}
