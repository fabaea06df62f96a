package issue

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"
)

// processor takes events the way through the house; see the drawing in doc.go.
type processor struct {
	mux     *Mux
	clients *clients
	keys    keys
	redact  *Redactor
	spoken  Lang
	version string
	serves  func(repo string) bool
	extend  Extend
	log     *slog.Logger
	walking walking

	robotTime, replyTime  time.Duration
	jobTime, jobReplyTime time.Duration // of what was handed over
}

func newProcessor(c *Config, mux *Mux) (*processor, error) {
	if err := c.Lang.valid(); err != nil {
		return nil, err
	}
	cs, err := newClients(c)
	if err != nil {
		return nil, err
	}
	p := &processor{
		mux: mux, clients: cs, keys: c.Secrets, redact: NewRedactor(c.Hidden()...), spoken: c.Lang, version: c.Version, log: c.Log, serves: c.Serves, extend: c.Extend,
		walking: walking{newStripes(), newStripes()}, robotTime: c.RobotTime, replyTime: c.ReplyTime,
		jobTime: cmp.Or(c.JobTime, jobTime), jobReplyTime: cmp.Or(c.JobReplyTime, jobReplyTime),
	}
	if len(p.keys) == 0 { // Process without a webhook
		p.keys = keys{c.Password + c.Token + string(c.AppKey)}
	}
	if p.log == nil {
		p.log = slog.Default()
	}
	if p.robotTime == 0 {
		p.robotTime = 6 * time.Second
	}
	if p.replyTime == 0 {
		p.replyTime = 2 * time.Second
	}
	return p, nil
}

// arrival is an event with what was found in it: commands, or news of a job. One with
// neither is a ping.
type arrival struct {
	delivery string
	kind     string
	event    *IssueCommentEvent
	text     string // that holds commands, as far as could be seen without asking anybody
	news     *News  // the event has no more than its repository and installation then
	changed  bool   // somebody may have changed the text since it was written
	resume   bool   // a claim that was left without an end is taken over

	leave time.Duration // the age from which it is; never below longestRun

	handOver func(ctx context.Context, job string) error // whom it is handed over to; nil: it is worked here
	handed   *handed                                     // it was handed over to us
	holds    int64                                       // the claim that was set for whoever works it; 0: there is none
}

func (a *arrival) ping() bool { return a.text == "" && a.news == nil }

// Outcome is what became of a delivery, as the webhook's answer has it.
type Outcome struct {
	Delivery string   `json:"delivery"`
	Commands []Result `json:"commands"`
	Error    string   `json:"error,omitempty"` // why nothing was done, or what kept the reply from being posted

	others  bool // it has been claimed, and has no end yet
	resumed bool // it had been begun before, and was broken off
}

// job is one arrival on its way.
type job struct {
	*processor
	arrival
	at    place
	hub   *hub
	scope Scope
	lines []found
	who   *access
	own   account // us, as GitHub calls us
	held  int64   // our claim
	desk  desk    // the labels of the issue

	broken bool // somebody began before us, and broke off
	taken  bool // the comment has ❤️, which goes before its end
	later  bool // what he did cannot be found out now

	started  int             // commands that were confirmed
	findings map[int]finding // what he did, by the places of the commands
	done     int             // the place of the last that he is known to have begun
	unclear  int             // that of the last of which nobody can say it now
	moved    bool            // a command was run since that was looked for

	twin   bool // somebody is at the same command
	others bool // somebody began before us, and may be at it
}

// speaks is the language of the reply.
func (j *job) speaks() Lang { return j.scope.Lang }

// errNotForUs is the end of what turned out to hold no command of ours.
var errNotForUs = errors.New("there is no command of ours in it")

// process works the commands of an event to the reply. An error means that nothing was
// done, and that the event may be delivered again.
func (p *processor) process(ctx context.Context, arrived time.Time, a arrival) (Outcome, error) {
	out := Outcome{Delivery: a.delivery, Commands: []Result{}}
	at, err := placeOf(a.kind, a.event)
	if err != nil {
		return out, err
	}
	client, err := p.clients.of(a.event.GetInstallation().GetID())
	if err != nil {
		return out, err
	}
	working, cancel := context.WithDeadline(ctx, arrived.Add(p.robotTime))
	defer cancel()
	scope, unread := p.scope(working, client, a.event.Repo)
	j := &job{processor: p, arrival: a, at: at, hub: &hub{client}, scope: scope}
	j.desk.job = j
	if j.lines = p.heard(j.scope.Mux, a.text, a.event.Sender); a.handed != nil {
		j.lines = j.heardAgain(a.handed)
	}
	switch {
	case unread != nil && (len(j.lines) == 0 || lacks(j.lines) || a.handed == nil && j.scope.Mux.lacks(a.text)): // it may hold more than is known
		return out, Explain(unread, Verbatim("Nothing was done: the repository's own commands could not be read. "+replied(unread)+" Redeliver this."))
	case len(j.lines) == 0:
		return out, errNotForUs
	}
	if a.changed {
		refuse(j.lines)
	}

	if working.Err() != nil {
		return out, Explain(working.Err(), Verbatim("Nothing was done: there was no time left. Redeliver this."))
	}

	// 1. claim, and ask who it is at the same time: neither needs the other.
	first, err := j.claim(working)
	if err == nil && first && j.handOver != nil {
		if first, err = j.pass(working); err == nil && !first {
			out.Commands = j.passed()
			return out, nil
		}
	}
	if err != nil {
		return out, unclaimed(err)
	}
	if !first {
		out.others = j.others
		out.Commands = j.duplicates()
		return out, nil
	}
	out.resumed = j.broken
	defer j.letGo(ctx)
	if j.broken {
		if p, err := j.answered(working); err != nil {
			return out, unclaimed(err)
		} else if p != nil {
			return j.close(working, out, p)
		}
	}

	// 2. run, in the order of the comment.
	j.lookBack(working)
	for i, line := range j.lines[:min(len(j.lines), maxAnswered)] {
		if line.known != nil && line.known.help.Effect != Relabels {
			j.desk.settle(working, out.Commands)
		}
		out.Commands = append(out.Commands, j.work(working, i, line))
		if j.later {
			return out, Explain(errLater, Verbatim("It was begun before, and what it did cannot be found out now: it is looked at again later."))
		}
		if j.twin {
			out.others, out.Commands = true, j.duplicates()
			return out, nil
		}
	}

	j.desk.settle(working, out.Commands)

	// 3. reply once, and close.
	began, now := arrived.Add(p.robotTime), time.Now()
	late := now.After(began)
	if late {
		began = now // a robot that overran its time is told of all the same
	}
	replying, cancel := context.WithDeadline(ctx, began.Add(p.replyTime))
	defer cancel()
	if late && !j.stands(replying) {
		j.taken = false // ❤️ is somebody else's now
		out.others, out.Commands = true, j.duplicates()
		return out, nil
	}
	if err := j.reply(replying, out.Commands); err != nil {
		out.others = (a.handed != nil || a.resume) && passes(err) // there is no end yet, and the queue or the Watcher comes again
		out.Error = "The reply could not be posted: " + replied(err) + " The commands went as is said here: do not comment them again."
		p.log.Error("the reply could not be posted", "delivery", a.delivery, "error", p.logged(err))
	}

	// 4. look after the older replies of this issue, where there was something to say.
	if speaks(out.Commands) {
		j.catchUp(replying)
	}
	return out, nil
}
