package issue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/google/go-github/v92/github"
	"golang.org/x/oauth2"
)

// callTimeout is the most that one call to GitHub may take, whoever makes it.
const callTimeout = 10 * time.Second

// NewTransport is a transport for a function that is frozen between events: idle
// connections are few and given up within seconds. Who was frozen does not see that the other
// side has closed one, and a claim that is lost on it fails a delivery.
func NewTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	t.IdleConnTimeout = 2 * time.Second
	t.TLSHandshakeTimeout = 5 * time.Second
	return t
}

// SameHost is an http.Client's CheckRedirect that follows only where the request stays
// what it was: to another host it would carry the token along, and a POST turned into a
// GET would be answered by something else than was asked. The answer is the redirect then.
func SameHost(next *http.Request, via []*http.Request) error {
	first := via[0]
	if next.URL.Host != first.URL.Host || next.URL.Scheme != first.URL.Scheme || next.Method != first.Method || len(via) > 5 {
		return http.ErrUseLastResponse
	}
	return nil
}

// clients makes GitHub clients: one for a token, one for each installation of an App.
type clients struct {
	api  string // GitHub's API, "" for github.com
	base http.RoundTripper
	app  *ghinstallation.AppsTransport

	mu     sync.Mutex
	byID   map[int64]*github.Client // by installation of the App
	shared *github.Client           // of a token, which has none
}

// Client returns a client that acts as the robot in a repository.
func (c *Config) Client(ctx context.Context, owner, repo string) (*github.Client, error) {
	cs, err := newClients(c)
	if err != nil {
		return nil, err
	}
	client, _, err := cs.in(ctx, owner, repo)
	return client, err
}

func newClients(c *Config) (*clients, error) { return newClientsOver(c, transportOf(c)) }

func newClientsOver(c *Config, base http.RoundTripper) (*clients, error) {
	cs := &clients{api: strings.TrimSuffix(c.API, "/"), base: base, byID: map[int64]*github.Client{}}
	if c.AppID != 0 {
		app, err := ghinstallation.NewAppsTransport(cs.base, c.AppID, c.AppKey)
		if err != nil {
			return nil, fmt.Errorf("private key of GitHub App %d: %w", c.AppID, err)
		}
		if cs.api != "" {
			app.BaseURL = cs.api
		}
		cs.app = app
		return cs, nil
	}
	token := c.Token
	if token == "" {
		token = c.Password
	}
	if token == "" {
		return nil, errors.New("no token for GitHub")
	}
	var err error
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	cs.shared, err = cs.make(&oauth2.Transport{Source: source, Base: cs.base})
	return cs, err
}

func transportOf(c *Config) http.RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	return NewTransport()
}

// of returns the client for an event of that installation of the App; the robot's own,
// where it is no App. Tokens of an installation are renewed by it.
func (cs *clients) of(installation int64) (*github.Client, error) {
	if cs.shared != nil {
		return cs.shared, nil
	}
	if installation == 0 {
		return nil, Explain(nil, Verbatim("Nothing was done: the event names no installation of the GitHub App. Send the App's own webhook here."))
	}
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if client, ok := cs.byID[installation]; ok {
		return client, nil
	}
	client, err := cs.make(ghinstallation.NewFromAppsTransport(cs.app, installation))
	if err == nil {
		cs.byID[installation] = client
	}
	return client, err
}

// in returns the client for a repository, and of an App the installation there, which
// GitHub is asked for.
func (cs *clients) in(ctx context.Context, owner, repo string) (client *github.Client, installation int64, err error) {
	if cs.shared != nil {
		return cs.shared, 0, nil
	}
	app, err := cs.make(cs.app)
	if err != nil {
		return nil, 0, err
	}
	found, _, err := app.Apps.GetRepositoryInstallation(ctx, url.PathEscape(owner), url.PathEscape(repo))
	if err != nil {
		return nil, 0, fmt.Errorf("installation of the GitHub App in %s/%s: %w", owner, repo, err)
	}
	client, err = cs.of(found.GetID())
	return client, found.GetID(), err
}

// make makes a client that waits where GitHub's limits want it, and for no call for ever. It
// has no Timeout of its own: that would end the wait, and net/http would call
// oauth2.Transport's CancelRequest, which does nothing but to print that it does nothing.
func (cs *clients) make(transport http.RoundTripper) (*github.Client, error) {
	options := []github.ClientOptionsFunc{
		github.WithHTTPClient(&http.Client{Transport: patient{timely{transport}}, CheckRedirect: SameHost}),
		github.WithUserAgent("github.com/fanux/robot"),
		// A client that remembers a limit refuses the reply that would tell of it, and
		// goes on refusing where another instance would not.
		github.WithDisableRateLimitCheck(),
	}
	if cs.api != "" {
		api := cs.api + "/"
		options = append(options, github.WithURLs(&api, &api))
	}
	return github.NewClient(options...)
}

// bound ends every request with ctx as well as with its own context, for callers that
// cannot pass one on.
type bound struct {
	ctx  context.Context
	next http.RoundTripper
}

func (b bound) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	stop := context.AfterFunc(b.ctx, cancel)
	release := func() { stop(); cancel() }
	response, err := b.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		release()
		if b.ctx.Err() != nil {
			return nil, b.ctx.Err()
		}
		return nil, err
	}
	response.Body = &releasing{response.Body, release} // it is still to be read
	return response, nil
}

// releasing is a body that lets go of what its request was bound to.
type releasing struct {
	io.ReadCloser
	release func()
}

func (r *releasing) Close() error {
	defer r.release()
	return r.ReadCloser.Close()
}
