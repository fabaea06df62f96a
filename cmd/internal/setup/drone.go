package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/drone/drone-go/drone"
	"golang.org/x/oauth2"

	"github.com/fanux/robot/issue"
)

// drone looks at the Drone that /promote promotes with.
func (c *Checkup) drone(ctx context.Context) {
	settings := c.Settings.Processors.Drone
	switch {
	case len(c.wrongs("DRONE_SERVER", "DRONE_TOKEN", "DRONE_PUBLIC_URL")) > 0:
		c.note("drone", "not checked: its settings are wrong", "mend the settings above first")
		return
	case settings.Server == "":
		c.note("drone", "not configured: there is no /promote", "")
		return
	}
	host := hostOf(settings.Server, "Drone")
	if !c.droneAnswers(ctx, host) {
		return
	}
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: settings.Token})
	transport := bound{ctx, &oauth2.Transport{Source: source, Base: c.transport()}}
	api := drone.NewClient(settings.Server, &http.Client{Transport: transport, Timeout: 10 * time.Second, CheckRedirect: issue.SameHost})
	user, err := api.Self()
	switch status := droneStatus(err); {
	case status == http.StatusUnauthorized:
		c.fail("drone-token", "Drone does not accept DRONE_TOKEN (401)", "copy it from "+settings.Server+"/account, as the robot's account, and set it here and where the function runs")
		return
	case err != nil:
		c.droneTrouble("drone-token", err, host)
		return
	case !user.Active && !user.Admin: // Drone shows it itself all the same, and what is public
		c.fail("drone-token", "the robot's account is deactivated: Drone forbids it to start anything", "have an administrator of Drone activate it")
		return
	}
	c.fine("drone-token", "the robot is %s there%s", user.Login, droneKind(user))
	for _, c.at = range c.Repos {
		c.step(ctx, "drone-repository", func(context.Context) { c.droneRepository(api, host) })
	}
	c.at = Repo{}
	if len(c.Repos) == 0 {
		c.note("drone-edition", "not checked: only a repository tells whether Drone can promote", "name one: robot doctor OWNER/REPO")
	}
}

func droneKind(user *drone.User) string {
	switch {
	case user.Machine && user.Admin:
		return ", a machine account and an administrator"
	case user.Machine:
		return ", a machine account"
	case user.Admin:
		return ", a person and an administrator"
	}
	return ", a person: a machine account outlives people"
}

// droneAnswers looks who is at Drone's address; its version is open to everybody.
func (c *Checkup) droneAnswers(ctx context.Context, host string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Settings.Processors.Drone.Server+"/version", nil)
	if err != nil {
		c.fail("drone", "its address cannot be asked", "correct DRONE_SERVER")
		return false
	}
	began := c.Now()
	answer, err := (&http.Client{Transport: c.transport(), Timeout: 10 * time.Second, CheckRedirect: issue.SameHost}).Do(r)
	if err != nil {
		t := network(err, host)
		c.fail("drone", "Drone is down or out of reach: "+t.Text, "check DRONE_SERVER: "+t.Remedy)
		return false
	}
	defer answer.Body.Close()
	var version struct{ Version string }
	err = json.NewDecoder(io.LimitReader(answer.Body, 1<<16)).Decode(&version)
	switch {
	case answer.StatusCode >= 500:
		c.fail("drone", fmt.Sprintf("%s has trouble (%d)", host, answer.StatusCode), "look at Drone's log, and at the proxy before it")
		return false
	case answer.StatusCode != http.StatusOK || err != nil:
		c.fail("drone", fmt.Sprintf("what answers at %s is not Drone (%d)", host, answer.StatusCode), "correct DRONE_SERVER: it is the address that Drone's pages have")
		return false
	}
	c.fine("drone", "%s answers, version %s", host, c.hide.line(version.Version, 40))
	c.droneClock(answer.Header.Get("Date"), began.Add(c.Now().Sub(began)/2))
	return true
}

func (c *Checkup) transport() http.RoundTripper { return c.Settings.GitHub.Transport }

// bound ends the calls of drone-go, which takes no context, with ctx.
type bound struct {
	ctx  context.Context
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (b bound) RoundTrip(r *http.Request) (*http.Response, error) {
	return b.next.RoundTrip(r.WithContext(b.ctx))
}
