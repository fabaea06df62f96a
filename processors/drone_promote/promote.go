package drone_promote

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strconv"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// Promote is the robot. It may be used concurrently.
type Promote struct{ drone *drone.Client }

var (
	_ issue.Runner = (*Promote)(nil)
	_ issue.Helper = (*Promote)(nil)
)

// Options say which Drone promotes, and as whom.
type Options struct {
	Server    string            // Drone's address, as DRONE_SERVER has it
	PublicURL string            // its address in links; empty means Server
	Token     string            // a Drone account's token, as DRONE_TOKEN has it
	HTTP      http.RoundTripper // what carries the calls; nil means http.DefaultTransport
}

// New returns the robot. It calls nobody; it fails where the options cannot be right,
// with an error that holds none of their values.
func New(o Options) (*Promote, error) {
	client, err := drone.New(drone.Options(o))
	if err != nil {
		return nil, err
	}
	return &Promote{client}, nil
}

// Help implements issue.Helper.
func (p *Promote) Help() issue.Help {
	return issue.Help{
		Usage: "<build> <target> [KEY=value …]",
		About: "promote a Drone build to a target",
		Long: "Takes a build that succeeded and starts the pipelines that have the target in their trigger. " +
			"Each `KEY=value` is an environment variable of their steps: in `.drone.yml` write it as `\"$KEY\"`, " +
			"with the quotes, so that the shell takes it as one word and never as a command. " +
			"The steps also get `ROBOT_USER`, `ROBOT_ISSUE`, `ROBOT_COMMENT_URL` and `ROBOT_REF`.",
		Examples: []string{"/promote 42 dev", "/promote 42 dev REVISION=abc"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
	}
}

// Run implements issue.Runner: it promotes, and says which build that started.
func (p *Promote) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	o, err := read(event.Command)
	if err != nil {
		return "", err
	}
	repo := drone.Repo{Namespace: event.GetRepo().GetOwner().GetLogin(), Name: event.GetRepo().GetName()}
	build, err := p.drone.Build(ctx, repo, o.build)
	if err != nil {
		return "", err
	}
	if err := p.allow(repo, build); err != nil {
		return "", err
	}
	started, err := p.drone.Promote(ctx, repo, o.build, o.target, withOurs(ctx, event, o))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("Started build %s, which promotes build %s to %s%s.",
		p.drone.Cite(repo, started.Number), p.drone.Cite(repo, build.Number), issue.Code(o.target), origin(build)), nil
}

// withOurs adds the robot's parameters to the commenter's. They are there even where
// they are empty: a build that was itself promoted would hand down its own.
func withOurs(ctx context.Context, event issue.IssueEvent, o order) map[string]string {
	all := maps.Clone(o.params)
	if all == nil {
		all = make(map[string]string)
	}
	all["ROBOT_USER"] = event.GetSender().GetLogin()
	all["ROBOT_ISSUE"] = strconv.Itoa(event.GetIssue().GetNumber())
	all["ROBOT_COMMENT_URL"] = event.GetComment().GetHTMLURL()
	all["ROBOT_REF"] = issue.From(ctx).Ref(strconv.Itoa(o.build), o.target)
	return all
}
