package setup

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-github/v92/github"
)

// Want is the webhook that the robot needs.
type Want struct {
	Address Address
	Secret  string
	Events  []string // exactly these: every other one is a call that the function answers with 202
}

func (w Want) hook() *github.Hook {
	return &github.Hook{Active: new(true), Events: w.Events, Config: &github.HookConfig{
		URL: new(w.Address.String()), ContentType: new("json"), InsecureSSL: new("0"), Secret: &w.Secret,
	}}
}

// Plan is what has to be done for a Want.
type Plan struct {
	ID      int64    // of the webhook that has the address already; 0: one is to be created
	Changes []string // of it, but for the secret: GitHub does not give that back, so it is always set
	Notes   []string // what else there is to know
}

// Plan looks what is there and what has to be done. It fails where two webhooks have the
// address: which of them is wanted is the operator's to say.
func (h *Hooks) Plan(ctx context.Context, w Want) (Plan, error) {
	all, err := h.all(ctx)
	if err != nil {
		return Plan{}, err
	}
	var plan Plan
	var there []*github.Hook
	for _, hook := range all {
		switch address := hook.GetConfig().GetURL(); {
		case w.Address.is(address):
			there = append(there, hook)
		case sameFunction(address, w.Address.String()) && hears(hook, "issue_comment"):
			plan.Notes = append(plan.Notes, fmt.Sprintf("webhook %d goes to the same function (%s), which then gets everything twice; robot hook remove %s --id %d removes it",
				hook.GetID(), h.gitHub.hide.line(address, 300), h.Repo, hook.GetID()))
		}
	}
	switch len(there) {
	case 0:
		return plan, nil
	case 1:
		plan.ID, plan.Changes = there[0].GetID(), h.gitHub.hide.lines(changes(there[0], w))
		return plan, nil
	}
	return Plan{}, twice(h.Repo, there)
}

func twice(repo Repo, there []*github.Hook) *Trouble {
	var ids []string
	for _, hook := range there {
		ids = append(ids, strconv.FormatInt(hook.GetID(), 10))
	}
	return troublef(fmt.Sprintf("keep one: robot hook remove %s --id %s; then install again", repo, strings.Join(ids[1:], " --id ")),
		"%s has %d webhooks with this address: %s; nothing was changed", repo, len(ids), strings.Join(ids, ", "))
}

// changes are the differences between a webhook and what is wanted, in words.
func changes(hook *github.Hook, w Want) (list []string) {
	for _, event := range w.Events {
		if !slices.Contains(hook.Events, event) {
			list = append(list, "event + "+event)
		}
	}
	for _, event := range hook.Events {
		if !slices.Contains(w.Events, event) {
			list = append(list, "event - "+event)
		}
	}
	if !hook.GetActive() {
		list = append(list, "switched on")
	}
	if is := hook.GetConfig().GetContentType(); is != "json" {
		list = append(list, "content type "+is+" → json")
	}
	if hook.GetConfig().GetInsecureSSL() == "1" {
		list = append(list, "certificates are checked")
	}
	if is, err := url.Parse(hook.GetConfig().GetURL()); err == nil && is.String() != w.Address.String() {
		list = append(list, "address written "+w.Address.String())
	}
	return list
}

// Do does what was planned, and returns the webhook's id. GitHub pings a new webhook of
// its own accord; one that was there is pinged when asked to.
func (h *Hooks) Do(ctx context.Context, plan Plan, w Want) (id int64, err error) {
	if plan.ID == 0 {
		hook, _, err := h.client.Repositories.CreateHook(ctx, h.Repo.Owner, h.Repo.Name, w.hook())
		if err != nil {
			return 0, h.trouble(err)
		}
		return hook.GetID(), nil
	}
	if _, _, err := h.client.Repositories.EditHook(ctx, h.Repo.Owner, h.Repo.Name, plan.ID, w.hook()); err != nil {
		return plan.ID, h.trouble(err)
	}
	return plan.ID, nil
}

// Remove removes the webhooks that have one of the ids or, where there is none, the
// address; it returns the ids of those there were. With dry it only looks.
func (h *Hooks) Remove(ctx context.Context, ids []int64, address Address, dry bool) (removed []int64, err error) {
	all, err := h.all(ctx)
	if err != nil {
		return nil, err
	}
	for _, hook := range all {
		if len(ids) > 0 && !slices.Contains(ids, hook.GetID()) || len(ids) == 0 && !address.is(hook.GetConfig().GetURL()) {
			continue
		}
		if !dry {
			_, err := h.client.Repositories.DeleteHook(ctx, h.Repo.Owner, h.Repo.Name, hook.GetID())
			if err != nil && statusOf(err) != 404 { // somebody else removed it meanwhile
				return removed, h.trouble(err)
			}
		}
		removed = append(removed, hook.GetID())
	}
	return removed, nil
}
