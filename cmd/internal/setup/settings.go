package setup

import (
	"slices"
	"strings"
)

// settings says what function.Configure does: its lines name the variable and what to do.
func (c *Checkup) settings() {
	var lacks error
	c.mux, lacks = commands(c.Settings)
	c.needs = AccessOf(c.Settings.File, c.mux)
	if lacks != nil && c.Wrong == nil {
		c.fail("settings", lacks.Error(), "mend it here and where the function runs, which does not start until then")
	}
	ofConfig := c.ofConfig()
	for _, line := range c.wrongs("") {
		if slices.Contains(ofConfig, line) {
			continue
		}
		remedy := "mend it here and where the function runs, which does not start until then"
		if strings.HasPrefix(line, "GITHUB_WEBHOOK_SECRET") {
			remedy = "openssl rand -hex 32 makes one: give it to the function and to the webhook; robot watch alone needs none"
		}
		c.fail("settings", line, remedy)
	}
	for _, line := range c.Settings.Warnings {
		if !strings.HasPrefix(line, "GITHUB_WEBHOOK_SECRET") { // that is for the check of the secret
			c.warn("settings", line, "mend it here and where the function runs")
		}
	}
	if c.Wrong == nil && lacks == nil {
		var names []string
		for _, l := range c.mux.Commands() {
			names = append(names, l.Name)
		}
		c.fine("settings", "the function starts with them; commands: %s", strings.Join(names, ", "))
	}
}
