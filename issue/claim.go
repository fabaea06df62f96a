package issue

import (
	"context"
	"sync"
)

// claim reports whether this delivery is the first to take the comment, and finds out
// what its sender may do.
func (j *job) claim(ctx context.Context) (first bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	j.who = &access{hub: j.hub, event: j.event, login: j.event.GetSender().GetLogin(), teams: map[string]bool{}}
	var asking sync.WaitGroup
	if j.handOver == nil { // else whoever works it asks
		asking.Go(func() { j.who.level, j.who.err = j.hub.level(ctx, j.at, j.who.login) })
	}
	claim, err := j.take(ctx)
	old := !claim.first && (j.resume || j.holds != 0 || claim.age >= longestRun)
	if !claim.first && !old {
		cancel() // nobody waits for the answer any more
	}
	asking.Wait()
	j.own, j.held = claim.by, claim.id
	switch {
	case err != nil:
	case old && j.known(ctx):
		j.broken, err = j.takeOver(ctx, claim)
	case claim.first:
		j.broken = j.begunBefore(ctx, claim)
	}
	return claim.first || j.broken, err
}

// duplicates are the results where somebody else has the comment.
func (j *job) duplicates() (all []Result) {
	for _, line := range j.lines[:min(len(j.lines), maxAnswered)] {
		all = append(all, Result{Name: line.command.Type, State: Duplicate, Detail: "another delivery of this comment has it"})
	}
	return all
}

// close ends what was answered before, and broken off after that.
func (j *job) close(ctx context.Context, out Outcome, p *posted) (Outcome, error) {
	j.letGo(ctx)
	if _, err := j.hub.react(ctx, j.at, p.mark.end()); err != nil {
		return out, unclaimed(err)
	}
	p.old = true
	j.lookOnce(ctx, p)
	w := way{j.processor, j.hub, j.event.Repo, j.scope}
	if err := w.right(ctx, p); err != nil {
		j.log.Warn("whether the end is the reply's could not be looked at", "delivery", j.delivery, "error", j.logged(err))
	}
	for _, line := range p.mark.Commands {
		if line.Line >= manyLines { // it was confirmed, with the one before
			if last := &out.Commands[len(out.Commands)-1]; last.State == Ran {
				last.State = line.State
			}
			continue
		}
		out.Commands = append(out.Commands, Result{Name: line.Name, State: line.State, Detail: "answered before, at " + p.url})
	}
	return out, nil
}
