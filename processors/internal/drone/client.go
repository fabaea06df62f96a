package drone

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Patience is how long a call may take where its context allows more. Drone holds a
// promotion until its own webhook was answered, for which it waits up to a minute.
const Patience = 70 * time.Second

// Options say which Drone, and as whom.
type Options struct {
	Server    string            // Drone's address, as DRONE_SERVER has it
	PublicURL string            // its address in links; empty means Server
	Token     string            // a Drone account's token, as DRONE_TOKEN has it
	HTTP      http.RoundTripper // what carries the calls; nil means http.DefaultTransport

	// Targets are the rules of targets, by their names. A * at the end of a name stands
	// for any rest: "prod-*". An exact name decides before a pattern, a longer pattern
	// before a shorter one, capital or small letters. A target without one has no rule.
	Targets map[string]Rule
}

// Client talks to one Drone server. It may be used concurrently.
type Client struct {
	server string
	public string
	token  string
	http   http.RoundTripper
	rules  rules
}

var token = regexp.MustCompile(`^[!-~]+$`)

// New checks the options; it calls nobody. Its errors hold no value of an option, but for
// those of Targets.
func New(o Options) (*Client, error) {
	server, err := address(o.Server)
	if err != nil {
		return nil, fmt.Errorf("drone server: %w", err)
	}
	public := server
	if o.PublicURL != "" {
		if public, err = address(o.PublicURL); err != nil {
			return nil, fmt.Errorf("drone public url: %w", err)
		}
	}
	if !token.MatchString(o.Token) {
		return nil, errors.New("drone token: must be visible ASCII, without blanks, and not empty")
	}
	rules, err := newRules(o.Targets)
	if err != nil {
		return nil, fmt.Errorf("drone: %w", err)
	}
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: o.Token})
	transport := &oauth2.Transport{Source: source, Base: o.HTTP}
	return &Client{server: server, public: public, token: o.Token, http: transport, rules: rules}, nil
}

// address is a base URL without the slash at its end. A user, query or fragment in it
// is refused: they would come up in links. So are characters that end a Markdown link.
func address(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", errors.New("must be an address like https://drone.example.com")
	}
	if u.User != nil || strings.ContainsAny(raw, "?#()<>\"'`\\ ") {
		return "", errors.New("must be an address alone, without user, query or fragment")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// Link is the web page of a build.
func (c *Client) Link(repo Repo, number int64) string {
	return fmt.Sprintf("%s/%d", c.Page(repo), number)
}

// Cite is the number of a build as a Markdown link to its page.
func (c *Client) Cite(repo Repo, number int64) string {
	return fmt.Sprintf("[%d](%s)", number, c.Link(repo, number))
}

// Page is the web page that lists the builds of a repository.
func (c *Client) Page(repo Repo) string { return c.public + "/" + repo.String() }
