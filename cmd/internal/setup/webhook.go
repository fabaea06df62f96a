package setup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/google/go-github/v92/github"
)

// webhook looks at the repository's own webhooks.
func (c *Checkup) webhook(ctx context.Context) {
	h := &Hooks{Repo: c.at, gitHub: c.gitHub}
	var err error
	if h.client, err = c.Settings.GitHub.Client(ctx, c.at.Owner, c.at.Name); err != nil {
		return // the repository was asked for with it
	}
	all, err := h.all(ctx)
	var t *Trouble
	if errors.As(err, &t) && !t.hidden {
		c.troubled("webhook", t)
		return
	}
	if err != nil {
		c.note("webhook", "not checked: the robot may not see webhooks, and need not",
			"run robot doctor once as an administrator, with gh: GITHUB_TOKEN=$(gh auth token)")
		return
	}
	c.tooFine()
	ours := c.ours(all)
	switch {
	case len(ours) == 0:
		c.fail("webhook", "no webhook of the repository's own tells the robot of comments",
			c.install("")+"; an organization's is not seen here, and robot watch needs none")
		return
	case len(ours) > 1 && !c.oneFunction(ours):
		c.note("webhook", fmt.Sprintf("not checked: %d webhooks tell of comments, and any can be the robot's", len(ours)), "say which: --url with the function's address")
		return
	case len(ours) > 1:
		c.warn("webhook", fmt.Sprintf("%d webhooks go to the same function: it gets everything twice, and runs it once", len(ours)),
			fmt.Sprintf("keep one: robot hook remove %s --id %d", c.at, ours[len(ours)-1].GetID()))
	}
	for _, hook := range ours {
		if len(ours) > 1 {
			c.about = fmt.Sprintf("webhook %d: ", hook.GetID())
		}
		c.hook(hook)
		c.latest(ctx, h, hook.GetID())
	}
	c.about = ""
}

func (c *Checkup) latest(ctx context.Context, h *Hooks, hook int64) {
	list, err := h.deliveries(ctx, hook, latest)
	if err != nil {
		c.note("deliveries", "not checked: GitHub does not show them", "look at Settings → Webhooks → Recent deliveries")
		return
	}
	c.delivered(list, "Settings → Webhooks → Recent deliveries")
}

// ours are the webhooks that go to the function; where its address is not known, those
// that tell of comments.
func (c *Checkup) ours(all []*github.Hook) (list []*github.Hook) {
	for _, hook := range all {
		switch address := hook.GetConfig().GetURL(); {
		case c.Address == nil && hears(hook, "issue_comment"):
			list = append(list, hook)
		case c.Address != nil && c.Address.is(address): // the one to keep comes first
			list = append([]*github.Hook{hook}, list...)
		case c.Address != nil && sameFunction(address, c.Address.String()):
			list = append(list, hook)
		}
	}
	return list
}

func (c *Checkup) oneFunction(hooks []*github.Hook) bool {
	return !slices.ContainsFunc(hooks, func(hook *github.Hook) bool {
		return !sameFunction(hook.GetConfig().GetURL(), hooks[0].GetConfig().GetURL())
	})
}

// install is the command that makes the webhook with an address what it should be, or one
// with the function's.
func (c *Checkup) install(address string) string {
	if address == "" && c.Address != nil {
		address = c.Address.String()
	}
	return "robot hook install " + c.at.String() + " --url " + cmp.Or(address, "the function's address")
}

// hook looks at what a webhook is set to.
func (c *Checkup) hook(hook *github.Hook) {
	config := hook.GetConfig()
	install := c.install(config.GetURL())
	before := len(c.found)
	if !hook.GetActive() {
		c.fail("webhook", "it is switched off: GitHub sends nothing", install)
	}
	if config.GetSecret() == "" {
		c.fail("webhook", "it has no secret: the function refuses everything with 401", install)
	}
	if config.GetInsecureSSL() == "1" {
		c.warn("webhook", "GitHub does not check the function's certificate: anybody on the way can pose as it", install)
	}
	if u, err := url.Parse(config.GetURL()); err == nil && (c.Address == nil || !sameFunction(config.GetURL(), c.Address.String())) { // of that one, function tells
		for _, worry := range (Address{*u}).Worries() {
			c.warn("webhook", config.GetURL()+": "+worry,
				fmt.Sprintf("%s, then robot hook remove %s --id %d", c.install("https://…"), c.at, hook.GetID()))
		}
	}
	if len(c.found) == before {
		c.fine("webhook", "%d goes to %s", hook.GetID(), config.GetURL())
	}
	c.events(install, func(event string) bool { return hears(hook, event) })
}
