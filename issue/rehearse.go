package issue

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"
)

// A dry run goes the whole way of a command, permission and rules included, and names its
// effects instead of having them. Who can read may ask for it.

// dryRun is the word behind a command. Phones make one dash of two.
const dryRun = "--dry-run"

var dryWords = []string{dryRun, "\u2014dry-run", "\u2013dry-run"}

var dryWord = regexp.MustCompile(`(?:^|[\t\p{Zs}]+)(?:--|\x{2014}|\x{2013})dry-run([\t\p{Zs}]|$)`)

// takeDry takes the word out of a command; out of a text, where it is the last.
func (c *Command) takeDry(text bool) {
	isDry := func(word string) bool { return slices.Contains(dryWords, word) }
	last := len(c.Args) - 1
	switch {
	case !slices.ContainsFunc(c.Args, isDry):
		return
	case text && isDry(c.Args[last]):
		c.dry = true
		c.Command = strings.TrimSpace(strings.TrimSuffix(c.Command, c.Args[last]))
		c.Args = c.Args[:last]
		return
	case text:
		return
	}
	c.dry = true
	c.Args = slices.DeleteFunc(slices.Clone(c.Args), isDry)
	for dryWord.MatchString(c.Command) { // two in a row have one blank between them
		c.Command = strings.TrimSpace(dryWord.ReplaceAllString(c.Command, "$1"))
	}
}

// remarks are what a dry run has to say beside its effects.
type remarks struct {
	texts  []Text
	had    []string
	labels *Labels // nil where the command did not look at them
}

// relabelled remarks what would become of the labels.
func (r *remarks) relabelled(effect Effect) {
	if r.labels == nil {
		return
	}
	changes := would(r.had, r.labels.names)
	if len(changes) == 0 && effect == Relabels {
		changes = []Text{Textf("Nothing would change.")}
	}
	r.texts = append(changes, r.texts...)
}

// wouldWait is what a dry run says in the place of a request.
func wouldWait() Text { return Textf("It would wait for %s first.", Code("/confirm")) }

// rehearses reports whether a command can be run without effect.
func (c *command) rehearses() bool {
	return c.help.Dry || c.help.Effect == Reads || c.help.Effect == Relabels
}

// rehearse is attempt for a command that is only to say what it would do.
func (j *job) rehearse(ctx context.Context, line found) (string, error) {
	known, call := line.known, From(ctx)
	if !known.rehearses() {
		return "", Refusef("Nothing was done: %s cannot say beforehand what it would do.", Code("/"+known.name))
	}
	if err := j.allowDry(ctx, known, call); err != nil {
		return "", err
	}
	if err := line.check(); err != nil {
		return "", err
	}
	if j.asks(known) {
		call.Remark(wouldWait())
	}
	client, err := j.reader()
	if err != nil {
		return "", err
	}
	text, err := run(ctx, known.run.Run, IssueEvent{j.event, line.command, client})
	if err != nil {
		return "", err
	}
	var said []string
	if text != "" {
		said = append(said, text)
	}
	call.dry.relabelled(known.help.Effect)
	for _, remark := range call.dry.texts {
		if remark := remark.In(j.speaks()); !slices.Contains(said, remark) {
			said = append(said, remark)
		}
	}
	return strings.Join(said, "\n\n"), nil
}

// allowDry lets everybody ask who can read, and remarks where that is all they may. What a
// command that only reads shows is all it does, dry or not: that is for who may.
func (j *job) allowDry(ctx context.Context, known *command, call *Call) error {
	err := j.allow(ctx, known)
	if err == nil || known.help.Effect == Reads {
		return err
	}
	reader := *known
	reader.help.Needs = Read
	if readErr := j.allow(ctx, &reader); readErr != nil {
		return err
	}
	call.Remark(Textf("You may not do it: %s", j.say(err).Text))
	return nil
}

// reader is a client that does nothing but read.
func (j *job) reader() (*github.Client, error) {
	client, err := j.hub.client.Clone(github.WithTransport(readOnly{j.hub.client.Client().Transport}))
	if err != nil {
		return nil, fmt.Errorf("a client that only reads: %w", err)
	}
	return client, nil
}

// readOnly keeps back every request that could change something: the second guard of a dry
// run, whatever a robot does.
type readOnly struct{ next http.RoundTripper }

func (r readOnly) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Method != http.MethodGet && request.Method != http.MethodHead {
		if request.Body != nil {
			request.Body.Close()
		}
		return nil, fmt.Errorf("it only reads: %s %s was kept back", request.Method, request.URL.Path)
	}
	return r.next.RoundTrip(request)
}
