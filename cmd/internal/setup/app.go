package setup

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"
)

// isApp says which App the robot is, and what it may and hears wherever it is installed.
func (c *Checkup) isApp() {
	c.known = true
	c.fine("token", "the robot is the GitHub App %s of %s", c.app.GetSlug(), c.app.GetOwner().GetLogin())
	const where = "App's settings → Permissions & events; then accept the change in each installation: "
	may := c.app.GetPermissions()
	var lacks []string
	for _, p := range []struct{ name, level string }{{"Issues", may.GetIssues()}, {"Pull requests", may.GetPullRequests()}} {
		if p.level != "write" && p.level != "admin" {
			lacks = append(lacks, p.name)
		}
	}
	if len(lacks) > 0 {
		c.fail("permissions", "the App may not write "+strings.Join(lacks, " and ")+": it can neither react nor reply", where+strings.Join(lacks, " and ")+": read and write")
	} else {
		c.fine("permissions", "the App may write issues and pull requests")
	}
	if c.runs("/run") && (may.GetActions() != "write" || may.GetContents() == "") {
		c.warn("permissions", "the App may not start workflows: /run will not work", where+"Actions: read and write, Contents: read")
	}
	c.events("App's settings → Permissions & events", func(event string) bool {
		return hears(&github.Hook{Events: c.app.Events}, event)
	})
}

// appDeliveries looks at the App's own webhook: a repository's webhook does not say for
// which installation it is.
func (c *Checkup) appDeliveries(ctx context.Context) {
	list, _, err := c.asApp.Apps.ListHookDeliveries(ctx, &github.ListCursorOptions{PerPage: latest})
	if err != nil {
		c.note("deliveries", "not checked: GitHub does not show the App's deliveries", "look at App's settings → Advanced → Recent deliveries")
		return
	}
	c.delivered(list, "App's settings → Advanced → Recent deliveries")
}
