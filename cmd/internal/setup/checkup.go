package setup

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/function"
	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors"
)

// State is how a check ended.
type State string

const (
	Fine State = "ok"
	Note State = "note" // not looked at, or good to know: nothing is wrong
	Warn State = "warn" // it works, and should not stay
	Fail State = "fail" // it does not work
)

// Finding is one line of a check-up.
type Finding struct {
	Check  string `json:"check"`
	State  State  `json:"state"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"`
	Repo   string `json:"repo,omitempty"`
}

// Checkup looks whether everything stands that a comment needs to become a command. It
// changes nothing.
type Checkup struct {
	Settings *function.Settings
	Wrong    error // what function.Configure found wrong with them
	Repos    []Repo
	Address  *Address         // the function's; nil: not known
	Config   string           // the robot's own file, as the settings name it; "": none, or the one beside the binary
	Now      func() time.Time // nil means time.Now

	// Lookup finds the addresses of a name; nil means net.DefaultResolver.LookupNetIP.
	Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)

	hide    censor
	gitHub  gitHub
	mux     *issue.Mux        // the commands that are on
	needs   processors.Access // what they need
	app     *github.App       // who the robot is, where it is an App
	asApp   *github.Client    // for what is about the App itself
	scopes  []string          // of a classic token
	grained bool              // it is a fine-grained one

	publics, privates int  // of the repositories
	known             bool // GitHub answers, and accepts the robot
	// gitHubAhead is by how much GitHub's clock is ahead of ours, where it is dated.
	gitHubAhead time.Duration
	dated       bool

	at    Repo   // what is being looked at
	about string // and which of several webhooks there: before each text
	found []Finding
}

// Run does all the checks, one after the other. One that depends on another that failed is
// left out; what the deadline of ctx cuts off is said to be not checked.
func (c *Checkup) Run(ctx context.Context) []Finding {
	c.hide, c.gitHub = newCensor(c.Settings.GitHub), newGitHub(c.Settings.GitHub)
	if c.Now == nil {
		c.Now = time.Now
	}
	c.configuration()
	c.settings()
	c.secrets()
	c.step(ctx, "github", c.reach)
	for _, c.at = range c.Repos {
		if c.known {
			c.step(ctx, "repository", c.repository)
		}
	}
	c.at = Repo{}
	c.allPublic()
	if len(c.Repos) == 0 {
		c.note("repository", "no repository was looked at", "name one: robot doctor OWNER/REPO")
	}
	if c.Address != nil {
		c.step(ctx, "function", c.function)
	}
	c.step(ctx, "drone", c.drone)
	c.step(ctx, "drone-webhook", c.droneEvents)
	return c.found
}

func (c *Checkup) step(ctx context.Context, name string, check func(context.Context)) {
	if ctx.Err() != nil {
		c.fail(name, "not checked: the time for the check-up was over, since something before did not answer", "mend that, and run it again, with fewer repositories")
		return
	}
	check(ctx)
}

func (c *Checkup) add(state State, check, text, remedy string) {
	f := Finding{Check: check, State: state, Text: c.hide.line(c.about+text, 600), Remedy: c.hide.line(remedy, 600)}
	if c.at.Name != "" {
		f.Repo = c.at.String()
	}
	c.found = append(c.found, f)
}

func (c *Checkup) fine(check, format string, args ...any) {
	c.add(Fine, check, fmt.Sprintf(format, args...), "")
}
func (c *Checkup) note(check, text, remedy string) { c.add(Note, check, text, remedy) }
func (c *Checkup) warn(check, text, remedy string) { c.add(Warn, check, text, remedy) }
func (c *Checkup) fail(check, text, remedy string) { c.add(Fail, check, text, remedy) }

// troubled is the line of a call that went wrong.
func (c *Checkup) troubled(check string, t *Trouble) { c.fail(check, t.Text, t.Remedy) }

// wrongs are the lines about settings whose names begin with one of these.
func (c *Checkup) wrongs(names ...string) (lines []string) {
	if c.Wrong == nil {
		return nil
	}
	for line := range strings.Lines(c.Wrong.Error()) {
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(line, name) }) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}
