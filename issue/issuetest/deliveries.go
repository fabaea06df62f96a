package issuetest

import (
	"net/http"
	"net/url"
	"slices"
)

// listDeliveries lists the attempts of a hook in this repository that ended, the newest
// first.
// https://docs.github.com/rest/repos/webhooks#list-deliveries-for-a-repository-webhook
func listDeliveries(c *call, h *hook) answer {
	var list []*Delivery
	for _, d := range slices.Backward(c.gh.hooks.deliveries) {
		if d.done && d.Hook == h.id && c.concerns(d) {
			list = append(list, d)
		}
	}
	return deliveryPage(c, list)
}

// concerns reports whether a delivery is of the repository in the path, or there is none.
func (c *call) concerns(d *Delivery) bool { return c.repo == nil || d.Event.repo == c.repo.id }

// deliveryPage is a page of a list: each names the first delivery of the next by a cursor.
func deliveryPage(c *call, list []*Delivery) answer {
	if at := slices.IndexFunc(list, func(d *Delivery) bool { return "v1_"+itoa(d.ID) == c.URL.Query().Get("cursor") }); at > 0 {
		list = list[at:]
	}
	shown := []any{}
	size := min(c.number("per_page", 30), 100)
	for _, d := range list[:min(size, len(list))] {
		shown = append(shown, d.json(false))
	}
	a := ok(shown)
	if len(list) > size {
		q := c.URL.Query()
		q.Set("cursor", "v1_"+itoa(list[size].ID))
		to := url.URL{Scheme: "http", Host: c.Host, Path: c.URL.Path, RawQuery: q.Encode()}
		a.header = http.Header{"Link": {"<" + to.String() + `>; rel="next"`}}
	}
	return a
}

func getDelivery(c *call, h *hook) answer {
	if d := c.delivery(h); d != nil {
		return ok(d.json(true))
	}
	return notFound
}

// delivery is the one in the path: GitHub shows none before it ended.
func (c *call) delivery(h *hook) *Delivery {
	for _, d := range c.gh.hooks.deliveries {
		if itoa(d.ID) == c.PathValue("delivery_id") && d.done && d.Hook == h.id && c.concerns(d) {
			return d
		}
	}
	return nil
}

// redeliver only asks for it: 202, and the attempt comes later.
func redeliver(c *call, h *hook) answer {
	d := c.delivery(h)
	if d == nil {
		return notFound
	}
	c.gh.deliver(h, d.Event, true)
	return answer{status: http.StatusAccepted, body: object{}}
}
