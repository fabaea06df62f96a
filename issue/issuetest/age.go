package issuetest

import (
	"regexp"
	"time"
)

// Age makes everything that there is older: it was written, happened and was delivered that
// much earlier, and what expires does so sooner. So time passes for a program that goes by a
// clock of its own. What a person has set stays: when a milestone is due. Commits keep their
// names, which git would change.
func (gh *GitHub) Age(by time.Duration) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	old := ager(by)
	for _, t := range gh.tokens {
		old.times(&t.expires)
	}
	for _, a := range gh.apps {
		old.times(&a.created)
	}
	for _, types := range gh.types {
		for _, t := range types {
			old.times(&t.created)
		}
	}
	for _, r := range gh.repos {
		old.repo(r)
	}
	gh.hooks.mu.Lock()
	defer gh.hooks.mu.Unlock()
	for _, h := range gh.hooks.list {
		old.times(&h.created, &h.updated)
	}
	for _, d := range gh.hooks.deliveries {
		old.times(&d.At)
		d.Event.Payload = old.payload(d.Event.Payload)
	}
}

// ager makes things older by so much.
type ager time.Duration

// times moves those that are set.
func (a ager) times(all ...*time.Time) {
	for _, t := range all {
		if !t.IsZero() {
			*t = t.Add(-time.Duration(a))
		}
	}
}

func (a ager) repo(r *Repo) {
	for _, i := range r.issues {
		a.issue(i)
	}
	for _, m := range r.plans {
		a.times(&m.created, &m.closedAt)
	}
	for _, c := range r.commits {
		if c.committer != first { // that is what was there from the start
			a.times(&c.author.Date, &c.committer.Date)
		}
	}
	for _, n := range r.runs {
		a.times(&n.Created, &n.Updated, &n.started)
		for _, j := range n.jobs {
			a.times(&j.created, &j.started, &j.completed)
		}
	}
}

func (a ager) issue(i *issue) {
	a.said(&i.said)
	a.times(&i.closedAt)
	if i.merge != nil {
		a.times(&i.merge.time)
	}
	for _, h := range i.history {
		a.times(&h.at)
	}
	for _, c := range i.comments {
		a.said(&c.said)
	}
}

func (a ager) said(s *said) {
	a.times(&s.created, &s.updated)
	for _, r := range s.reactions {
		a.times(&r.created)
	}
}

// stamped is a time in a payload. In what somebody wrote, its quotes would be escaped.
var stamped = regexp.MustCompile(`_at":"\d{4}-[0-9T:-]+Z"`)

// payload is one that was to tell of things which are older now. What is of GitHub's own
// examples is of years ago.
func (a ager) payload(p []byte) []byte {
	return stamped.ReplaceAllFunc(p, func(found []byte) []byte {
		text := string(found[len(`_at":"`) : len(found)-1])
		at, err := time.Parse(time.RFC3339, text)
		if err != nil || at.Year() < 2022 {
			return found
		}
		return []byte(`_at":"` + stamp(at.Add(-time.Duration(a))) + `"`)
	})
}
