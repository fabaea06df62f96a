package drone

import (
	"cmp"
	"context"
	"maps"
	"strconv"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// RepoOf is the repository that an event is about.
func RepoOf(event issue.IssueEvent) Repo {
	return Repo{Namespace: event.GetRepo().GetOwner().GetLogin(), Name: event.GetRepo().GetName()}
}

// Name is the command's name, as it was written; one that has none has the given one.
func Name(event issue.IssueEvent, otherwise string) string {
	if event.Command == nil {
		return otherwise
	}
	return cmp.Or(event.Command.Type, otherwise)
}

// DefaultBranch is the repository's: GitHub's word in the event, or what Drone knows.
func (c *Client) DefaultBranch(ctx context.Context, event issue.IssueEvent) (string, error) {
	if branch := event.GetRepo().GetDefaultBranch(); branch != "" {
		return branch, nil
	}
	repo := RepoOf(event)
	e := errand{repo: repo, doing: issue.Textf("show %s", issue.Code(repo.String()))}
	r, err := call(ctx, c, e, func(api drone.Client) (*drone.Repo, error) { return api.Repo(repo.Namespace, repo.Name) })
	switch {
	case err != nil:
		return "", err
	case r.Branch == "":
		return "", issue.Errorf("Drone does not say which branch of %s is the default one: nothing was started. Name a branch.", issue.Code(repo.String()))
	}
	return r.Branch, nil
}

// Ours adds the robot's parameters to those that were given. They are there even where
// they are empty: a build that is itself a deployment would hand down its own. ROBOT_REF
// is bound to what the new build is going to answer to.
func Ours(ctx context.Context, event issue.IssueEvent, given map[string]string, bind ...string) map[string]string {
	all := maps.Clone(given)
	if all == nil {
		all = make(map[string]string)
	}
	all["ROBOT_USER"] = event.GetSender().GetLogin()
	all["ROBOT_ISSUE"] = strconv.Itoa(event.GetIssue().GetNumber())
	all["ROBOT_COMMENT_URL"] = event.GetComment().GetHTMLURL()
	all[RefParam] = issue.From(ctx).Ref(bind...)
	return all
}
