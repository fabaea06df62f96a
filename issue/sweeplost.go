package issue

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/go-github/v92/github"
)

// attempts is what became of one event.
type attempts struct {
	latest *github.HookDelivery
	count  int
}

// lost are the newest attempts at what the robot listens to, where they failed, the oldest
// first.
func (s *Sweep) lost(of *deliveries, all []*github.HookDelivery, now time.Time) (failed []*github.HookDelivery) {
	events, byGUID := s.mux.Events(), map[string]*attempts{}
	for _, d := range all {
		if !slices.Contains(events, d.GetEvent()) || of.only != nil && !of.only[d.GetRepositoryID()] {
			continue
		}
		a := byGUID[d.GetGUID()]
		if a == nil {
			a = &attempts{latest: d}
			byGUID[d.GetGUID()] = a
		}
		if newer(a.latest, d) > 0 {
			a.latest = d
		}
		a.count++
	}
	for _, a := range byGUID {
		if code := a.latest.GetStatusCode(); code >= 200 && code < 300 || now.Sub(a.latest.GetDeliveredAt().Time) < a.pause() {
			continue
		}
		failed = append(failed, a.latest)
		if a.count < quick && (a.latest.GetAction() == "opened" || a.latest.GetAction() == "created") {
			of.asked(a.latest)
		}
	}
	slices.SortFunc(failed, func(a, b *github.HookDelivery) int { return newer(b, a) })
	return failed
}

// newer is positive where b is the newer one.
func newer(a, b *github.HookDelivery) int {
	return cmp.Or(b.GetDeliveredAt().Compare(a.GetDeliveredAt().Time), cmp.Compare(b.GetID(), a.GetID()))
}

// quick is how many attempts follow each other, sweep by sweep.
const quick = 4

// pause is how long nothing is attempted: what failed again and again is asked for less and
// less often, and GitHub's own record says how often it was.
func (a *attempts) pause() time.Duration {
	if a.count < quick {
		return 0
	}
	return min(10*time.Minute<<min(a.count-quick, 6), 6*time.Hour)
}

// answeredByUs reports whether one of the webhook's last deliveries was answered as only we
// answer, by GitHub's record: a webhook of somebody else's is never delivered to again.
func (s *Sweep) answeredByUs(of *deliveries, all []*github.HookDelivery, within func() bool) bool {
	looks := 3
	for _, d := range all {
		if code := d.GetStatusCode(); code == 0 || code == 202 || looks == 0 || !within() { // nobody, or we without a word
			continue
		}
		looks--
		full, err := of.get(d.GetID())
		if err == nil && isOurs(full) {
			return true
		}
	}
	return false
}

// isOurs reports whether an answer is an Outcome of that delivery. GitHub shows it as text.
func isOurs(d *github.HookDelivery) bool {
	raw, text := []byte(d.GetResponse().GetRawPayload()), ""
	if json.Unmarshal(raw, &text) == nil {
		raw = []byte(text)
	}
	var o Outcome
	return json.Unmarshal(raw, &o) == nil && o.Delivery != "" && o.Delivery == d.GetGUID() && o.Commands != nil
}
