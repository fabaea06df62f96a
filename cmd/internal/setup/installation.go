package setup

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/processors"
)

// installation looks at the App's installation in a repository: what the App asks for newly,
// each has to accept. It reports whether the robot may do anything there.
// https://docs.github.com/en/apps/using-github-apps/approving-updated-permissions-for-a-github-app
func (c *Checkup) installation(ctx context.Context) bool {
	at, _, err := c.asApp.Apps.GetRepositoryInstallation(ctx, c.at.Owner, c.at.Name)
	if err != nil {
		return true // there was one a moment ago
	}
	if at.SuspendedAt != nil {
		c.fail("installation", "the App is suspended there: it may do nothing", "unsuspend it: "+at.GetHTMLURL())
		return false
	}
	asks, may := levelsOf(c.app.Permissions), levelsOf(at.Permissions)
	var lacks []string
	for _, name := range slices.Sorted(maps.Keys(c.needs.Permissions)) {
		if level := c.needs.Permissions[name]; processors.Covers(asks[name], level) && !processors.Covers(may[name], level) {
			lacks = append(lacks, title(name)+": "+words[level])
		}
	}
	for _, event := range c.needs.Events {
		if hears(&github.Hook{Events: c.app.Events}, event) && !hears(&github.Hook{Events: at.Events}, event) {
			lacks = append(lacks, "the event "+event)
		}
	}
	if len(lacks) > 0 {
		c.fail("installation", "it has not accepted yet what the App asks for: "+strings.Join(lacks, ", "), "accept it: "+at.GetHTMLURL())
		return true
	}
	c.fine("installation", "it has accepted what the App asks for")
	return true
}
