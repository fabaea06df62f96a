package setup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"
)

// latest is how many deliveries are looked at.
const latest = 20

// delivered judges the latest deliveries, the newest first. What failed and works again is
// no more than a warning.
func (c *Checkup) delivered(list []*github.HookDelivery, where string) {
	list = list[:min(len(list), latest)]
	if len(list) == 0 {
		c.note("deliveries", "there were none in the last days", "comment /help on an issue, and look again")
		return
	}
	var failed []*github.HookDelivery
	slowest := 0.0
	for _, d := range list {
		if !delivered(d) {
			failed = append(failed, d)
		}
		slowest = max(slowest, d.GetDuration())
	}
	text := fmt.Sprintf("%d of the last %d failed (%s)", len(failed), len(list), c.outcomes(failed))
	switch {
	case len(failed) > 0 && !delivered(list[0]):
		c.fail("deliveries", text+", the newest too", remedy(list[0]))
	case len(failed) > 0:
		c.warn("deliveries", text+"; the newest worked", "redeliver what is wanted still: "+where+"; if it comes again: "+remedy(failed[0]))
	case slowest > gitHubsPatience*0.8:
		c.warn("deliveries", fmt.Sprintf("one took %.1f s, and GitHub waits %d", slowest, gitHubsPatience), "give the function more memory, or a region nearer to GitHub")
	default:
		c.fine("deliveries", "the last %d worked%s", len(list), pinged(list))
	}
}

// outcomes are the ways in which deliveries failed, with how many of each.
func (c *Checkup) outcomes(failed []*github.HookDelivery) string {
	counts := map[string]int{}
	var order []string
	for _, d := range failed {
		what := fmt.Sprint(d.GetStatusCode())
		if reached(d) != "" {
			what = d.GetStatus()
		}
		if counts[what]++; counts[what] == 1 {
			order = append(order, what)
		}
	}
	for i, what := range order {
		order[i] = fmt.Sprintf("%d × %s", counts[what], what)
	}
	return strings.Join(order, ", ")
}

func pinged(list []*github.HookDelivery) string {
	i := slices.IndexFunc(list, func(d *github.HookDelivery) bool { return d.GetEvent() == "ping" })
	if i < 0 {
		return ""
	}
	return ", a ping on " + list[i].GetDeliveredAt().UTC().Format("2006-01-02 15:04 UTC")
}
