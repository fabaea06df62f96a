package issue

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Sweep brings to its end what events have left: it asks GitHub to deliver again what
// failed, works what nobody has claimed, takes over what was begun and broken off, and brings
// the replies to how their jobs stand. It keeps nothing between two runs, so that nothing can
// be lost: what is there to do stands on GitHub.
//
//	hooks ─▶ deliveries that failed ─▶ again
//	repositories, in any order ─▶ a Watcher's one Round: unclaimed │ broken off │ jobs
//
// It may run at any time and beside whatever else has the same secrets, other Sweeps
// included. It is not safe for concurrent use itself.
type Sweep struct {
	SweepOptions
	*processor
	budget *budget
	done   Swept
	coming map[int64]bool // by repository: a text was asked for again
}

// SweepOptions is where and how much is swept.
type SweepOptions struct {
	Repos  []string      // "owner/name"; none: all that the GitHub App is installed in
	URL    string        // our own address: a webhook with it is ours; "": GitHub's record of what it was answered says so
	Since  time.Duration // how far back is looked
	Resume time.Duration // the age from which a claim without an end is taken over: a minute at least
	Calls  int           // to GitHub, the most in one run; what has begun is brought to its end
	Tell   func(Watched) // is told what was done, and what could not be
}

// Swept is how much was done.
type Swept struct {
	Redelivered int `json:"redelivered"` // deliveries that GitHub was asked for again
	Run         int `json:"run"`         // texts that nobody had claimed
	Resumed     int `json:"resumed"`     // texts that were taken over
	Updated     int `json:"updated"`     // jobs whose replies were brought on
	Calls       int `json:"calls"`       // to GitHub

	Rest bool `json:"-"` // something was left for the next time: the calls or the time were used up
}

// deed is what was done to something.
type deed int

const (
	didNothing deed = iota
	didRun
	didResume
	didUpdate
)

// NewSweep returns a Sweep with the commands of mux. The secrets of config have to be those
// of the webhook: replies are known by them.
func NewSweep(config *Config, mux *Mux, o SweepOptions) (*Sweep, error) {
	p, err := newProcessor(config, mux)
	if err != nil {
		return nil, err
	}
	b := &budget{next: transportOf(config), most: int64(o.Calls)}
	if p.clients, err = newClientsOver(config, b); err != nil {
		return nil, err
	}
	if len(o.Repos) == 0 && p.clients.app == nil {
		return nil, errors.New("no repositories to sweep")
	}
	return &Sweep{SweepOptions: o, processor: p, budget: b}, nil
}

// Run sweeps once. It ends early, and never in the middle of a comment, where its calls are
// used up, with ctx, and where GitHub's limits want it; the next run goes on. An error is what
// went wrong: the rest was done all the same.
func (s *Sweep) Run(ctx context.Context) (Swept, error) {
	s.budget.renew()
	s.done, s.coming = Swept{}, map[int64]bool{}
	errs := s.sweep(ctx)
	s.done.Calls = int(s.budget.used.Load())
	s.done.Rest = s.done.Rest || s.budget.left || s.budget.spent || ctx.Err() != nil
	return s.done, errors.Join(errs...)
}

func (s *Sweep) sweep(ctx context.Context) (errs []error) {
	targets, err := s.targets(ctx)
	errs = append(errs, err)
	if s.clients.app != nil && !limited(errs) {
		errs = append(errs, s.appHook(ctx, targets))
	}
	for _, t := range targets {
		if ctx.Err() != nil || limited(errs) || !s.budget.allows(min(aRepository, s.budget.most)) {
			break
		}
		if err := s.repository(ctx, t); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", t.name, err))
		}
	}
	return errs
}

// repository sweeps one. What failed there keeps no other from its turn.
func (s *Sweep) repository(ctx context.Context, t *target) error {
	w, err := s.open(ctx, t)
	if err != nil {
		return err
	}
	var lost error
	if s.clients.app == nil { // an App has a webhook of its own, and does not hear repositories'
		lost = s.hooks(ctx, w)
	}
	if limited([]error{lost}) || ctx.Err() != nil {
		return lost
	}
	w.budget, w.leave, w.coming = s.budget, max(s.Resume, longestRun), s.coming[w.repo.GetID()]
	return errors.Join(lost, w.Round(ctx))
}

// count counts what a Watcher did, and hands it on.
func (s *Sweep) count(seen Watched) {
	switch seen.what {
	case didRun:
		s.done.Run++
	case didResume:
		s.done.Resumed++
	case didUpdate:
		s.done.Updated++
	}
	if s.Tell != nil {
		s.Tell(seen)
	}
}

func (s *Sweep) note(repo, format string, args ...any) {
	s.count(Watched{Repo: repo, Note: fmt.Sprintf(format, args...)})
}
