package issue

import (
	"context"
	"time"
)

// GitHub waits ten seconds. Where there is a queue (Config.HandOver), the webhook only claims
// a comment and hands its commands over; the queue brings them to a Worker, which has longer.
//
//	webhook ─claim: 👀─▶ job, signed ─▶ queue ─▶ worker ─take that very 👀 away, claim anew─▶ run ─▶ reply
//	                        └─ refused, or no answer within two seconds: do the same here
//
// A claim that was handed over is nobody's work yet: whoever works takes it away by its id,
// which can be done once, and claims anew, which GitHub confirms to one (201). So it does no
// harm where a queue brings a job twice, or both answers with an error and brings it, or where
// somebody else finds the comment unclaimed in between: of all of them, one runs the commands,
// and the others find a claim that is not theirs.

const (
	handTime = 2 * time.Second // what the queue has to take a job
	maxJob   = 64 << 10        // a larger one is worked at once; platforms queue 128 KB
	oldJob   = time.Hour       // then it is not worked any more: a sweep has long had it
	earlyJob = 5 * time.Minute // what the clocks of two instances may differ
)

// pass hands a comment over that we have claimed, and reports whether it is ours all the same.
// A queue that did not take it in time may have taken it.
func (j *job) pass(ctx context.Context) (ours bool, err error) {
	handOver, message := j.handOver, j.message()
	j.handOver = nil // from here on it is worked like any other
	if j.broken || message == "" {
		j.who.level, j.who.err = j.hub.level(ctx, j.at, j.who.login)
		return true, nil
	}
	handing, cancel := context.WithTimeout(ctx, handTime)
	defer cancel()
	if err = handOver(handing, message); err == nil {
		return false, nil
	}
	j.log.Warn("it could not be handed over, and is worked at once", "delivery", j.delivery, "error", j.logged(err))
	j.holds = j.held
	return j.claim(ctx)
}

// passed are the results of what was handed over.
func (j *job) passed() (all []Result) {
	for _, line := range j.lines {
		result := Result{Name: line.command.Type, State: Ran, Detail: "handed over; the reply says how it went"}
		if line.known == nil {
			result.State = Unknown
		}
		all = append(all, result)
	}
	return all
}

// take claims a comment: where it was claimed for us, by taking that claim away first. It may
// be gone: then whoever took it has claimed anew, or is about to, and one of us is the first.
func (j *job) take(ctx context.Context) (reaction, error) {
	if j.holds != 0 {
		if _, err := j.hub.unreact(ctx, j.at, reaction{id: j.holds}); err != nil {
			return reaction{}, err
		}
	}
	return j.hub.react(ctx, j.at, claimed)
}
