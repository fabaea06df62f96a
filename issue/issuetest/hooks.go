package issuetest

import "slices"

// hooked is a handler for the hook in the path, or 404. It runs with the hooks locked.
func hooked(handle func(*call, *hook) answer) func(*call) answer {
	return func(c *call) answer {
		c.gh.hooks.mu.Lock()
		defer c.gh.hooks.mu.Unlock()
		for _, h := range c.gh.hooks.list {
			if itoa(h.id) == c.PathValue("hook_id") && h.in(c.repo) {
				return handle(c, h)
			}
		}
		return notFound
	}
}

// listHooks lists the hooks of the repository, and those that hang on every one.
func listHooks(c *call) answer {
	c.gh.hooks.mu.Lock()
	defer c.gh.hooks.mu.Unlock()
	var list []any
	for _, h := range c.gh.hooks.list {
		if h.in(c.repo) {
			list = append(list, h.json(c.repo))
		}
	}
	return page(c, list)
}

// createHook makes a hook, and lets it be pinged.
// https://docs.github.com/webhooks/using-webhooks/creating-webhooks
func createHook(c *call) answer {
	var body subscription
	switch {
	case !c.decode(&body):
		return badJSON
	case body.Name != nil && *body.Name != "web":
		return invalid("Hook", "name", "invalid", "")
	}
	c.gh.hooks.mu.Lock()
	defer c.gh.hooks.mu.Unlock()
	now := c.gh.time()
	h := &hook{repo: c.repo, events: []string{"push"}, active: true, created: now, updated: now}
	body.apply(h)
	if wrong := h.check(c.gh.hooks.list); wrong.status != 0 {
		return wrong
	}
	h.id = c.gh.id()
	c.gh.hooks.list = append(c.gh.hooks.list, h)
	c.gh.deliver(h, h.ping(c.repo, c.as), false)
	return created(h.json(c.repo))
}

func getHook(c *call, h *hook) answer { return ok(h.json(c.repo)) }

func updateHook(c *call, h *hook) answer {
	var body subscription
	if !c.decode(&body) {
		return badJSON
	}
	after := *h
	body.apply(&after)
	if wrong := after.check(c.gh.hooks.list); wrong.status != 0 {
		return wrong
	}
	after.updated = c.gh.time()
	*h = after
	return ok(h.json(c.repo))
}

func deleteHook(c *call, h *hook) answer {
	c.gh.hooks.list = slices.DeleteFunc(c.gh.hooks.list, func(o *hook) bool { return o == h })
	return noContent
}

// pingHook pings the hook whatever it subscribes to, and also where it is not active: that
// is not documented.
func pingHook(c *call, h *hook) answer {
	c.gh.deliver(h, h.ping(c.repo, c.as), false)
	return noContent
}
