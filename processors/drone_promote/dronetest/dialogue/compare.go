package dialogue

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Compare says in what two records of the dialogue differ: statuses, the names and types of
// all fields, the values of those that are no accident, and the order of webhooks.
func Compare(real, fake Record) (differences []string) {
	for i, x := range real.Exchanges {
		if i >= len(fake.Exchanges) {
			return append(differences, fmt.Sprintf("%s: the fake's dialogue ends here", x.Line))
		}
		y := fake.Exchanges[i]
		if x.Line != y.Line {
			return append(differences, fmt.Sprintf("line %d is %q in the record; make e2e-record writes it anew", i+1, x.Line))
		}
		if x.Status != y.Status {
			differences = append(differences, fmt.Sprintf("%s: the real status is %d %s, the fake's %d %s", x.Line, x.Status, short(x.Body), y.Status, short(y.Body)))
			continue
		}
		for _, d := range diff(x.Body, y.Body) {
			differences = append(differences, x.Line.String()+": "+d)
		}
	}
	return append(differences, compareWebhooks(real.Webhooks, fake.Webhooks)...)
}

func compareWebhooks(real, fake []Webhook) (differences []string) {
	of := func(all []Webhook, build int64) (some []Webhook) {
		for _, w := range all {
			// The real server tells of every step; how often is a question of time.
			if w.Build == build && (len(some) == 0 || some[len(some)-1].What != w.What) {
				some = append(some, w)
			}
		}
		return some
	}
	var builds []int64
	for _, w := range real {
		builds = append(builds, w.Build)
	}
	slices.Sort(builds)
	for _, build := range slices.Compact(builds) {
		r, f := of(real, build), of(fake, build)
		if a, b := order(r), order(f); a != b {
			differences = append(differences, fmt.Sprintf("webhooks of build %d: really %s, of the fake %s", build, a, b))
			continue
		}
		for i := range r {
			for _, d := range diff(r[i].Body, f[i].Body) {
				differences = append(differences, fmt.Sprintf("webhook %q of build %d: %s", r[i].What, build, d))
			}
		}
	}
	return differences
}

func order(webhooks []Webhook) string {
	var words []string
	for _, w := range webhooks {
		words = append(words, w.What)
	}
	return strings.Join(words, ", ")
}

// diff compares the fields of two JSON texts.
func diff(real, fake json.RawMessage) (differences []string) {
	r, f := fields(real), fields(fake)
	for _, path := range slices.Sorted(maps.Keys(r)) {
		mine, there := f[path]
		switch {
		case !there:
			differences = append(differences, fmt.Sprintf("the fake lacks %s (really %s)", path, r[path]))
		case mine != r[path]:
			differences = append(differences, fmt.Sprintf("%s is really %s, of the fake %s", path, r[path], mine))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(f)) {
		if _, there := r[path]; !there {
			differences = append(differences, fmt.Sprintf("only the fake has %s (%s)", path, f[path]))
		}
	}
	return differences
}

func short(body json.RawMessage) string { return fmt.Sprintf("%.80s", body) }
