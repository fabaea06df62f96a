package setup

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

const (
	slowAnswer  = time.Second
	fewCallsNow = 500
)

// identity are the settings that say who the robot is on GitHub, and where that is.
var identity = []string{"GITHUB_TOKEN", "GITHUB_USER", "GITHUB_PASSWD", "GITHUB_APP_", "GITHUB_API_URL"}

// reach looks whether GitHub answers, how fast, at what time, and to whom.
func (c *Checkup) reach(ctx context.Context) {
	if len(c.wrongs(identity...)) > 0 {
		c.note("github", "not checked: the settings do not say who the robot is there", "mend the settings above first")
		return
	}
	ask, err := c.asker(ctx)
	if err != nil {
		c.fail("github", "the App's private key cannot be read", "download it again from the App's settings, and set GITHUB_APP_PRIVATE_KEY")
		return
	}
	began := c.Now()
	rate, response, err := ask()
	took := c.Now().Sub(began)
	if !c.answers(response, err) {
		return
	}
	if took > slowAnswer { // the first call has the handshake in it
		all := []time.Duration{took}
		for range 2 {
			began := c.Now()
			ask()
			all = append(all, c.Now().Sub(began))
		}
		slices.Sort(all)
		took = all[1]
	}
	c.speed(took)
	c.clock(response.Header.Get("Date"), began.Add(took/2))
	if response.StatusCode == http.StatusUnauthorized {
		c.refused()
		return
	}
	c.rate(rate)
	c.token(ctx, response)
}

// refused says that GitHub does not know the robot; an App's token is refused for its date, too.
func (c *Checkup) refused() {
	t := c.gitHub.refused()
	if c.Settings.GitHub.AppID != 0 && c.wrong("clock") {
		t = troublef("set the clock first, then look again", "GitHub does not accept the App's token (401), as it would not with this clock")
	}
	c.troubled("token", t)
}

// asker returns the cheapest call that says whether GitHub takes the robot for somebody:
// that for the rate limit does not count, and of an App there is that for itself.
func (c *Checkup) asker(ctx context.Context) (func() (*github.Rate, *github.Response, error), error) {
	if c.Settings.GitHub.AppID != 0 {
		client, err := appClient(c.Settings.GitHub)
		c.asApp = client
		return func() (*github.Rate, *github.Response, error) {
			app, response, err := client.Apps.Get(ctx, "")
			c.app = cmp.Or(app, c.app)
			return nil, response, err
		}, err
	}
	client, err := c.Settings.GitHub.Client(ctx, "", "")
	return func() (*github.Rate, *github.Response, error) {
		limits, response, err := client.RateLimit.Get(ctx)
		return limits.GetCore(), response, err
	}, err
}

// appClient is a client that acts as the App itself, not as one of its installations.
func appClient(c *issue.Config) (*github.Client, error) {
	transport, err := ghinstallation.NewAppsTransport(c.Transport, c.AppID, c.AppKey)
	if err != nil {
		return nil, err
	}
	options := []github.ClientOptionsFunc{github.WithHTTPClient(&http.Client{Transport: transport, Timeout: 10 * time.Second, CheckRedirect: issue.SameHost}), github.WithDisableRateLimitCheck()}
	if c.API != "" {
		api := c.API + "/"
		options = append(options, github.WithURLs(&api, &api))
	}
	return github.NewClient(options...)
}

// answers says why GitHub does not answer as GitHub. A server of GitHub Enterprise without
// rate limits answers 404 to who asks for them.
// https://docs.github.com/en/enterprise-server@3.17/rest/rate-limit/rate-limit
func (c *Checkup) answers(response *github.Response, err error) bool {
	if response != nil && (err == nil || response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusNotFound && c.Settings.GitHub.API != "" && c.app == nil) {
		return true
	}
	t := c.gitHub.trouble(err)
	if response == nil && c.Settings.GitHub.API == "" {
		t.Remedy += "; from mainland China it often is out of reach: run the function in Hong Kong or Singapore"
	}
	c.troubled("github", t)
	return false
}

func (c *Checkup) speed(took time.Duration) {
	text := fmt.Sprintf("from here, %s answers in %.2f s", c.gitHub.host, took.Seconds())
	if took > slowAnswer {
		c.warn("github", text+": a command makes some four calls, and has six seconds",
			"from mainland China GitHub is slow: run what answers outside, like in Hong Kong or Singapore; --url shows how far GitHub is from the function")
		return
	}
	c.fine("github", "%s", text)
}

func (c *Checkup) rate(rate *github.Rate) {
	if rate == nil || rate.Limit == 0 {
		return
	}
	text := fmt.Sprintf("%d of %d calls left until %s", rate.Remaining, rate.Limit, rate.Reset.UTC().Format("15:04 UTC"))
	if rate.Remaining < min(fewCallsNow, rate.Limit/2) {
		c.warn("rate", text, "see what else uses this account; a GitHub App has a limit of its own for each installation")
		return
	}
	c.fine("rate", "%s", text)
}
