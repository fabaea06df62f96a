package issuetest

// listHooks lists the hooks: here, each of them hangs on every repository.
func listHooks(c *call) answer {
	c.gh.hooks.mu.Lock()
	defer c.gh.hooks.mu.Unlock()
	var list []any
	for _, h := range c.gh.hooks.list {
		api := c.repo.api() + "/hooks/" + itoa(h.id)
		list = append(list, object{
			"type": "Repository", "id": h.id, "name": "web", "active": true, "events": []any{"*"},
			"config":     object{"url": h.url, "content_type": "json", "insecure_ssl": "0", "secret": "********"},
			"created_at": stamp(c.gh.time()), "updated_at": stamp(c.gh.time()), "url": api, "test_url": api + "/test",
			"ping_url": api + "/pings", "deliveries_url": api + "/deliveries",
			"last_response": object{"code": nil, "status": "unused", "message": nil},
		})
	}
	return page(c, list)
}
