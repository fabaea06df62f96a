package issue

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"
)

// processor takes events the way through the house; see the drawing in doc.go.
type processor struct {
	mux     *Mux
	clients *clients
	keys    keys
	redact  *Redactor
	log     *slog.Logger

	robotTime, replyTime time.Duration
}

func newProcessor(c *Config, mux *Mux) (*processor, error) {
	cs, err := newClients(c)
	if err != nil {
		return nil, err
	}
	p := &processor{mux: mux, clients: cs, keys: c.Secrets, redact: NewRedactor(c.Hidden()...), log: c.Log, robotTime: c.RobotTime, replyTime: c.ReplyTime}
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

// arrival is an event with the commands that were found in it.
type arrival struct {
	delivery string
	kind     string
	event    *IssueCommentEvent
	lines    []found
}

// Outcome is what became of a delivery, as the webhook's answer has it.
type Outcome struct {
	Delivery string   `json:"delivery"`
	Commands []Result `json:"commands"`
	Error    string   `json:"error,omitempty"` // why nothing was done, or what kept the reply from being posted
}

// person reports whether what a sender of that type wrote is for us: it is no bot's
// and none of our own replies. The account's owner is a person like any other.
func (p *processor) person(senderType, text string) bool {
	return senderType != "Bot" && !p.keys.ours(text)
}

// job is one arrival on its way.
type job struct {
	*processor
	arrival
	at  place
	hub *hub
	who *access
}

// process works the commands of an event to the reply. An error means that nothing was
// done, and that the event may be delivered again.
func (p *processor) process(ctx context.Context, arrived time.Time, a arrival) (Outcome, error) {
	out := Outcome{Delivery: a.delivery, Commands: []Result{}}
	at, err := placeOf(a.kind, a.event)
	if err != nil {
		return out, err
	}
	client, err := p.clients.of(a.event)
	if err != nil {
		return out, err
	}
	j := &job{processor: p, arrival: a, at: at, hub: &hub{client}}
	working, cancel := context.WithDeadline(ctx, arrived.Add(p.robotTime))
	defer cancel()

	if working.Err() != nil {
		return out, Explain(working.Err(), "Nothing was done: there was no time left. Redeliver this.")
	}

	// 1. claim, and ask who it is at the same time: neither needs the other.
	first, err := j.claim(working)
	if err != nil {
		return out, unclaimed(err)
	}

	// 2. run, in the order of the comment.
	for i, line := range a.lines[:min(len(a.lines), maxAnswered)] {
		if first {
			out.Commands = append(out.Commands, j.work(working, i, line))
		} else {
			out.Commands = append(out.Commands, Result{Name: line.command.Type, State: Duplicate, Detail: "another delivery of this comment has it"})
		}
	}
	if !first {
		return out, nil
	}

	// 3. reply once, and close.
	began := arrived.Add(p.robotTime)
	if now := time.Now(); now.After(began) {
		began = now // a robot that overran its time is told of all the same
	}
	replying, cancel := context.WithDeadline(ctx, began.Add(p.replyTime))
	defer cancel()
	if err := j.reply(replying, out.Commands); err != nil {
		out.Error = "The reply could not be posted: " + cmp.Or(gitHubTrouble(err), "GitHub did not answer.")
		p.log.Error("the reply could not be posted", "delivery", a.delivery, "error", p.logged(err))
	}
	return out, nil
}

// claim reports whether this delivery is the first to take the comment, and finds out
// what its sender may do.
func (j *job) claim(ctx context.Context) (first bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	j.who = &access{hub: j.hub, event: j.event, login: j.event.GetSender().GetLogin()}
	var asking sync.WaitGroup
	asking.Go(func() { j.who.level, j.who.err = j.hub.level(ctx, j.at, j.who.login) })
	first, err = j.hub.react(ctx, j.at, claimed)
	if !first {
		cancel() // nobody waits for the answer any more
	}
	asking.Wait()
	return first, err
}

// reply posts what there is to say, and reacts with how it went as a whole.
func (j *job) reply(ctx context.Context, results []Result) (err error) {
	end := worked
	for _, r := range results {
		if r.State != Ran {
			end = wrong
		}
	}
	if body := render(j.who.login, results, j.marker(results)); body != "" {
		err = j.hub.comment(ctx, j.at, j.redact.Text(body))
	}
	if _, reactErr := j.hub.react(ctx, j.at, end); reactErr != nil {
		j.log.Warn("the closing reaction could not be set", "delivery", j.delivery, "error", j.logged(reactErr))
	}
	return err
}

func (j *job) marker(results []Result) string {
	m := mark{Repo: j.at.fullName(), Issue: j.at.number, Source: j.at.String()}
	for _, r := range results {
		m.Commands = append(m.Commands, markedLine{r.command.Line, r.Name, r.State})
	}
	return j.keys.marker(m)
}
