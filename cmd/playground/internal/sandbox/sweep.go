package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/fanux/robot/issue"
)

// passes is how much time passes before a sweep: enough for a claim to be taken over.
const passes = 3 * time.Minute

// Sweep lets three minutes pass and runs the robot's sweep: what it says of itself. It waits
// until no delivery is under way, since nobody is at one for so long.
func (s *Sandbox) Sweep(ctx context.Context) (swept issue.Swept, err error) {
	waited := s.alone(ctx, Act{Sweep: true}, func() ([]byte, bool) {
		s.github.Age(passes)
		s.drone.Age(passes)
		swept, err = s.sweep(ctx)
		return nil, true
	})
	return swept, errors.Join(waited, err)
}

// sweep is the timer's function: an instance of its own.
func (s *Sandbox) sweep(ctx context.Context) (issue.Swept, error) {
	i, err := s.newInstance(s.Configuration())
	if err != nil {
		return issue.Swept{}, err
	}
	defer i.die()
	s.count(i)
	e := s.journal.begin(Delivery{From: FromTimer, Event: "sweep", Header: http.Header{}}, i.number)
	swept, err := i.sweep(e.in(ctx))
	if i.dead() {
		e.end(0, "", errKilled.Error())
		return swept, errKilled
	}
	answer, _ := json.Marshal(swept) // numbers
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	e.end(http.StatusOK, string(answer), reason)
	return swept, err
}

// How the function's own sweep looks: see cmd/internal/function.
const (
	since  = 72 * time.Hour
	resume = 2 * time.Minute
	calls  = 500
)

func (i *instance) sweep(ctx context.Context) (issue.Swept, error) {
	o := issue.SweepOptions{URL: i.s.heardAt(), Since: since, Resume: resume, Calls: calls}
	for _, name := range i.s.names() {
		if i.serves(name) {
			o.Repos = append(o.Repos, name)
		}
	}
	sweep, err := i.settings.Sweep(i.mux, o)
	if err != nil {
		return issue.Swept{}, err
	}
	return sweep.Run(ctx)
}
