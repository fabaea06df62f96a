package issue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
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
// connections are few and given up soon, because the network may have forgotten them
// by the time the instance is thawed.
func NewTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	t.IdleConnTimeout = 30 * time.Second
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

func newClients(c *Config) (*clients, error) {
	cs := &clients{api: strings.TrimSuffix(c.API, "/"), base: c.Transport, byID: map[int64]*github.Client{}}
	if cs.base == nil {
		cs.base = NewTransport()
	}
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

// of returns the client for an event: the robot's own, or that of the App's
// installation which the event names. Tokens of an installation are renewed by it.
func (cs *clients) of(event *IssueCommentEvent) (*github.Client, error) {
	if cs.shared != nil {
		return cs.shared, nil
	}
	id := event.GetInstallation().GetID()
	if id == 0 {
		return nil, Errorf("Nothing was done: the event names no installation of the GitHub App. Send the App's own webhook here.")
	}
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if client, ok := cs.byID[id]; ok {
		return client, nil
	}
	client, err := cs.make(ghinstallation.NewFromAppsTransport(cs.app, id))
	if err == nil {
		cs.byID[id] = client
	}
	return client, err
}

func (cs *clients) make(transport http.RoundTripper) (*github.Client, error) {
	options := []github.ClientOptionsFunc{
		github.WithHTTPClient(&http.Client{Transport: transport, Timeout: callTimeout, CheckRedirect: SameHost}),
		github.WithUserAgent("github.com/fanux/robot"),
		// A client that remembers a limit refuses the reply that would tell of it, and
		// goes on refusing where another instance would not.
		github.WithDisableRateLimitCheck(),
	}
	if cs.api != "" {
		url := cs.api + "/"
		options = append(options, github.WithURLs(&url, &url))
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
