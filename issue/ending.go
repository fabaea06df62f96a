package issue

import (
	"context"
	"time"
)

// reply posts what there is to say, and reacts with how it went as a whole. Where the reply
// cannot be posted now, but may be later, there is no end: whoever takes the comment over
// says what became of it.
func (j *job) reply(ctx context.Context, results []Result) (err error) {
	results = flat(results)
	m := j.mark(ctx, results)
	if body := render(j.speaks(), j.who.login, results, j.keys.marker(m)); body != "" {
		p, err := j.post(ctx, m, j.redact.Text(body))
		if err != nil {
			if !passes(err) {
				j.react(ctx, wrong) // somebody waits for a word
			}
			return err
		}
		m, p.end = p.mark, p.mark.end()
		defer j.lookOnce(ctx, p)
	}
	j.react(ctx, m.end())
	return nil
}

// stands reports whether our claim is still there: while the platform had us frozen, somebody may
// have taken the comment over, and answered.
func (j *job) stands(ctx context.Context) bool {
	for r, err := range j.hub.reactions(ctx, j.at) {
		if err != nil {
			return false
		}
		if r.GetID() == j.held {
			return true
		}
	}
	return j.held == 0 // GitHub did not say which it is
}

// react sets the end of the comment.
func (j *job) react(ctx context.Context, end string) {
	j.letGo(ctx)
	if _, err := j.hub.react(ctx, j.at, end); err != nil {
		j.log.Warn("the closing reaction could not be set", "delivery", j.delivery, "error", j.logged(err))
	}
}

// post posts the reply. Where GitHub does not say whether it did, a look tells.
func (j *job) post(ctx context.Context, m mark, body string) (*posted, error) {
	said, err := j.hub.comment(ctx, j.at, body)
	if err == nil {
		return &posted{at: j.at.comment(said.GetID()), url: said.GetHTMLURL(), body: body, mark: m, fresh: true}, nil
	}
	if status := gitHubStatusOf(err); (status == 0 || status >= 500) && j.known(ctx) {
		if p, lookErr := j.answered(ctx); lookErr == nil && p != nil {
			return p, nil
		}
	}
	return nil, err
}

// mark is what the reply stands for.
func (j *job) mark(ctx context.Context, results []Result) mark {
	m := mark{Repo: j.at.fullName(), Issue: j.at.number, Source: j.at.String(), Asked: j.who.login, AskedID: j.event.GetSender().GetID(), By: j.own}
	for _, r := range results {
		m.Commands = append(m.Commands, markedLine{Line: r.command.Line, Name: r.Name, State: r.State, Request: r.request.text, Exactly: r.request.exactly, Others: r.request.others, By: r.job.by, Job: r.job.name, Bind: r.job.bind})
		if (r.job.name != "" || r.request.text != "") && j.known(ctx) {
			m.By = j.own
		}
		if r.request.text != "" {
			m.At = time.Now().Unix()
		}
	}
	return m
}

// known reports whether we know who we are. GitHub says it with every reaction; other
// servers are asked.
func (j *job) known(ctx context.Context) bool {
	if j.own.Login != "" {
		return true
	}
	own, err := j.hub.self(ctx)
	if err != nil {
		j.log.Warn("GitHub does not say who we are, so no outcome will find its reply", "delivery", j.delivery, "error", j.logged(err))
	}
	j.own = own
	return own.Login != ""
}

// end is the reaction that says how a comment went, its jobs included.
func (m mark) end() string {
	for _, line := range m.Commands {
		if line.State != Ran && line.Progress != JobSucceeded || line.Progress.bad() { // what was not confirmed may have worked
			return wrong
		}
	}
	return worked
}
