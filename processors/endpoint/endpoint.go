package endpoint

import (
	"context"
	"net/http"
	"time"

	"github.com/fanux/robot/issue"
)

// Patience is how long a call may take where its context allows more.
const Patience = 5 * time.Second

// Request is one call, with all placeholders filled in.
type Request struct {
	Method  string            // GET, POST, PUT, PATCH, DELETE; empty means POST
	URL     string            // its host was fixed by the configuration
	Headers map[string]string // from the central configuration alone
	Secret  string            // signs the body; empty: unsigned
	Body    any               // JSON: maps, lists, strings, numbers, bools; nil: none
	Form    map[string]string // a form in the place of Body
	Private bool              // the configuration names this host although it is private

	// Reply makes the reply out of the answer. A field is what follows "answer." in a
	// placeholder: "status", "location" and "text" are the answer's own, everything else is
	// a path into its JSON, as "build.number" or "items.0.url". The string is Markdown that
	// is fit to be shown in any case: where there is no such field, it says so. A link is
	// written <https://…>, which may also stand as the target of a Markdown link.
	// Without Reply, the status and the first line of the answer are the reply.
	Reply func(answer func(field string) (string, bool)) (string, error)
}

// Endpoint calls endpoints. It may be used concurrently.
type Endpoint struct {
	public  http.RoundTripper // dials public addresses alone
	private http.RoundTripper // dials any
}

// New is an Endpoint whose calls are carried by a transport, or by one of its own where that
// is nil. Of an *http.Transport its settings for TLS are taken over; how it dials, its
// proxy and its pool are not. Another RoundTripper is used as it is: it has to look after
// the addresses it dials, and to send a request at most once.
func New(transport http.RoundTripper) *Endpoint {
	base, ok := transport.(*http.Transport)
	switch {
	case transport == nil || ok && base == nil:
		base = new(http.Transport)
	case !ok:
		return &Endpoint{public: transport, private: transport}
	}
	return &Endpoint{public: carrier(base, guarded()), private: carrier(base, free())}
}

// Around is the Endpoint with its calls carried through what wrap makes of its transports,
// which look after the addresses all the same.
func (e *Endpoint) Around(wrap func(http.RoundTripper) http.RoundTripper) *Endpoint {
	return &Endpoint{public: wrap(e.public), private: wrap(e.private)}
}

// Call makes the call, once, and returns the reply. Its error says on the issue what became
// of it: that nothing was done, or that it may have been done. Neither holds the address,
// the secret or the value of a header, nor does what an error has for the log. In a dry run
// nobody is called, and the reply names the method and, of a public one, the host.
func (e *Endpoint) Call(ctx context.Context, event issue.IssueEvent, r Request) (string, error) {
	c := &call{name: "this command", parent: ctx}
	if event.Command != nil {
		c.name = issue.Code(event.Command.Type)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	request, err := r.request(ctx)
	if err != nil {
		return "", c.misconfigured(err)
	}
	c.asked = request.Method + " " + request.URL.Host
	c.hide = secretsOf(r, request.URL)
	x := exchange{carrier: e.public}
	if r.Private {
		x.carrier = e.private
	}
	if issue.From(ctx).DryRun() {
		return c.rehearse(&x, r, request)
	}
	a, err := x.do(request)
	if err != nil {
		return "", c.unanswered(&x, err)
	}
	if a.status < 200 || a.status > 299 {
		return "", c.refused(a)
	}
	return c.reply(r, a)
}

// call is what a call's words are made of.
type call struct {
	name   string // the command, as Markdown
	parent context.Context
	asked  string // for the log: "POST hooks.example.com"
	hide   secrets
}

// reply is what is said of a call that worked.
func (c *call) reply(r Request, a *answer) (string, error) {
	say := issue.From(c.parent)
	if r.Reply == nil {
		return c.answered(a).In(say.Lang()), nil
	}
	text, err := r.Reply(func(name string) (string, bool) {
		f, ok := a.field(name)
		switch {
		case ok:
			return c.hide.show(f), true
		case !a.whole:
			return say.Sayf("(the answer broke off, and has no %s)", c.hide.code(name)), false
		}
		return say.Sayf("(the answer has no %s)", c.hide.code(name)), false
	})
	if err != nil {
		return "", issue.Explain(err, issue.Textf("The endpoint of %s did it (%s), but the configured reply cannot be made of its answer: do not ask again. %s", c.name, statusText(a.status), tellOperator))
	}
	return text, nil
}
