package drone

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// LastTo is the newest deployment to a target, however many builds came after it and whatever
// became of it; nil where there was none. It is for who has seen all of Builds without one:
// drone-go does not know the call, which Drone's own pages make; what it answers was seen on a
// real server (see e2e).
func (c *Client) LastTo(ctx context.Context, repo Repo, target string) (*drone.Build, error) {
	e := errand{repo: repo, doing: issue.Textf("list the deployments of %s", issue.Code(repo.String()))}
	all, err := exchangeOnce(ctx, c, e, func(client *http.Client) (all []*drone.Build, err error) {
		answer, err := client.Get(fmt.Sprintf("%s/api/repos/%s/%s/builds/deployments", c.server, repo.Namespace, repo.Name))
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("status %d", answer.StatusCode)
		}
		return all, json.NewDecoder(answer.Body).Decode(&all)
	})
	if err != nil {
		return nil, err
	}
	var last *drone.Build
	for _, b := range all {
		if b != nil && Deployed(b, target) && (last == nil || b.Number > last.Number) {
			last = b
		}
	}
	return last, nil
}
