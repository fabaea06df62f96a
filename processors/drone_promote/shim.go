package drone_promote

import (
	"cmp"
	"context"
	"os"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
)

// DronePromote is Promote in the shape of the article, and has two fields for ever:
//
//	issue.Regist("/promote", &drone_promote.DronePromote{"https://drone.example.com", "token"})
//
// An empty field is read from DRONE_SERVER or DRONE_TOKEN when a command runs. What
// more there is to say about a Drone goes to New.
type DronePromote struct {
	Server string // Drone's address; empty means $DRONE_SERVER
	Token  string // a Drone account's token; empty means $DRONE_TOKEN
}

var (
	_ issue.Robot    = (*DronePromote)(nil)
	_ issue.Runner   = (*DronePromote)(nil)
	_ issue.Helper   = (*DronePromote)(nil)
	_ issue.Finder   = (*DronePromote)(nil)
	_ issue.Follower = (*DronePromote)(nil)
)

// Process implements issue.Robot. Outside of a Mux nobody gives it a deadline, so it
// brings its own.
func (d *DronePromote) Process(event issue.IssueEvent) error {
	ctx, cancel := context.WithTimeout(context.Background(), drone.Patience)
	defer cancel()
	_, err := d.Run(ctx, event)
	return err
}

// Run implements issue.Runner. It makes its Promote anew each time, which costs a few
// strings and keeps d without state: the connections are http.DefaultTransport's.
func (d *DronePromote) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	promote, err := d.promote()
	if err != nil {
		return "", issue.Explain(err, issue.Textf("The robot's Drone is not set up right: nothing was started. Tell whoever runs this robot."))
	}
	return promote.Run(ctx, event)
}

// Find implements issue.Finder.
func (d *DronePromote) Find(ctx context.Context, event issue.IssueEvent) (reply string, found bool, err error) {
	promote, err := d.promote()
	if err != nil {
		return "", false, issue.Later(err)
	}
	return promote.Find(ctx, event)
}

func (d *DronePromote) promote() (*Promote, error) {
	return New(Options{
		Server: cmp.Or(d.Server, os.Getenv("DRONE_SERVER")),
		Token:  cmp.Or(d.Token, os.Getenv("DRONE_TOKEN")),
	})
}

// Look implements issue.Follower.
func (d *DronePromote) Look(ctx context.Context, client *github.Client, repo *github.Repository, news issue.News) (issue.News, error) {
	promote, err := d.promote()
	if err != nil {
		return news, err
	}
	return promote.Look(ctx, client, repo, news)
}

// Help implements issue.Helper.
func (d *DronePromote) Help() issue.Help { return new(Promote).Help() }
