package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/processors"
)

const appSettings = "App's settings → Permissions & events; then accept the change in each installation: "

// isApp says which App the robot is, and what it may and hears wherever it is installed.
func (c *Checkup) isApp() {
	c.known = true
	c.fine("token", "the robot is the GitHub App %s of %s", c.app.GetSlug(), c.app.GetOwner().GetLogin())
	may := levelsOf(c.app.GetPermissions())
	c.mayWrite(may)
	c.mayMore(may)
	c.mayTooMuch(may)
	c.events("App's settings → Permissions & events", func(event string) bool {
		return hears(&github.Hook{Events: c.app.Events}, event)
	})
}

// levelsOf are permissions by their names.
func levelsOf(p *github.InstallationPermissions) map[string]string {
	levels := map[string]string{}
	if text, err := json.Marshal(p); err == nil {
		_ = json.Unmarshal(text, &levels) // they are all texts
	}
	return levels
}

// mayWrite looks for what nothing works without.
func (c *Checkup) mayWrite(may map[string]string) {
	var lacks []string
	for _, name := range []string{"issues", "pull_requests"} {
		if !processors.Covers(may[name], "write") {
			lacks = append(lacks, title(name))
		}
	}
	if len(lacks) > 0 {
		c.fail("permissions", "the App may not write "+strings.Join(lacks, " and ")+": it can neither react nor reply", appSettings+strings.Join(lacks, " and ")+": read and write")
		return
	}
	c.fine("permissions", "the App may write issues and pull requests")
}

// mayMore looks for what some commands do not work without.
func (c *Checkup) mayMore(may map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(c.needs.Permissions)) {
		level := c.needs.Permissions[name]
		if processors.Covers(may[name], level) || processors.Base().Permissions[name] != "" {
			continue
		}
		who := c.who(func(a processors.Access) bool { return a.Permissions[name] != "" })
		switch remedy := appSettings + title(name) + ": " + words[level]; name {
		case "actions":
			c.warn("permissions", "the App may not start workflows: "+who+" will not work", remedy)
		case "members":
			c.fail("permissions", "a command is for a team, and the App does not see who is in it", remedy)
		default:
			c.warn("permissions", fmt.Sprintf("the App may not %s the %s of a repository: %s will not work, or not all of it", level, name, whoOrFiles(who)), remedy)
		}
	}
}

// whoOrFiles is who needs a permission; where no command does, it is to read robot.yml.
func whoOrFiles(who string) string {
	if who == "" {
		return "what repositories configure themselves"
	}
	return who
}

// mayTooMuch tells of what nothing needs.
func (c *Checkup) mayTooMuch(may map[string]string) {
	var list []string
	needs := c.needs.All()
	surplus := surplusOf(may, needs)
	for _, name := range surplus {
		list = append(list, title(name)+": "+words[may[name]])
	}
	if len(list) > 0 && c.certain() {
		c.warn("permissions", "this App can do more than it must: "+strings.Join(list, ", "), "App's settings → Permissions & events: "+lower(needs, surplus)+"; robot app manifest prints what is needed")
	}
}

// words are the levels of a permission as GitHub's pages have them.
var words = map[string]string{"read": "read-only", "write": "read and write", "admin": "admin"}

// title is a permission as GitHub's pages have it: "Pull requests".
func title(name string) string {
	text := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(text[:1]) + text[1:]
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
