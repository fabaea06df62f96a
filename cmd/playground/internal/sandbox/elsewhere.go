package sandbox

import (
	"cmp"
	"context"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// Elsewhere is the address of a robot that is not in here and gets the webhooks; "" where the
// one in here does. Configure, Check, Parse, Commands, Sweep and Kill are about the one in here
// all the same.
func (s *Sandbox) Elsewhere() string { return s.options.Robot }

// heardAt is the address of the robot that gets the webhooks.
func (s *Sandbox) heardAt() string { return cmp.Or(s.options.Robot, s.options.GitHub) }

// carried carries a delivery of GitHub's. Of a robot elsewhere, no more is known than what
// GitHub knows.
func (s *Sandbox) carried(d issuetest.Delivery, send func() issuetest.Delivery) {
	defer s.gate.pass(context.Background(), false) // GitHub has an answer
	if s.Elsewhere() == "" {
		send()
		return
	}
	s.gate.pass(context.Background(), false)
	e := s.journal.begin(s.working().received(FromGitHub, d.Request, d.Event.Payload), 0)
	sent := send()
	e.end(sent.Status, sent.Body, sent.Err)
}

// toldElsewhere records what Drone has told a robot elsewhere, and when.
func (s *Sandbox) toldElsewhere(sent dronetest.Delivery) {
	e := s.journal.begin(s.working().received(FromDrone, sent.Request, sent.Payload), 0)
	e.end(sent.Status, sent.Body, sent.Err)
	e.change(func(d *Delivery) { d.At, d.Took = sent.At, sent.Duration })
}
