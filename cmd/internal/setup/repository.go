package setup

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"
)

// repository looks at one: whether the robot sees it, may answer there, and is told.
func (c *Checkup) repository(ctx context.Context) {
	client, err := c.Settings.GitHub.Client(ctx, c.at.Owner, c.at.Name)
	if err != nil && c.app != nil && statusOf(err) == http.StatusNotFound {
		c.fail("repository", "the App is not installed there", "install it: https://github.com/apps/"+c.app.GetSlug()+"/installations/new")
		return
	}
	if err != nil {
		c.troubled("repository", c.gitHub.trouble(err))
		return
	}
	if c.app != nil && !c.installation(ctx) {
		return
	}
	repo, response, err := client.Repositories.Get(ctx, c.at.Owner, c.at.Name)
	if err != nil {
		c.unseen(err)
		return
	}
	if repo.GetPrivate() {
		c.privates++
	} else {
		c.publics++
	}
	if !c.alive(repo) {
		return
	}
	if f := c.Settings.File; f != nil && !f.Serves(c.at.String()) {
		c.fail("repository", "the robot does not work there: repos in "+f.Name+" does not name it", "add it, or "+c.at.Owner+"/*, to repos")
	}
	if c.app != nil {
		c.rate(&response.Rate)
	} else {
		c.access(repo)
	}
	if !repo.GetHasIssues() {
		c.warn("issues", "issues are turned off: commands work on pull requests alone", "Settings → General → Features → Issues")
	}
	if c.runs("/run") {
		c.actions(ctx, client, repo)
	}
	c.ownFile(ctx, client, repo)
	if c.app != nil {
		c.appDeliveries(ctx)
		return
	}
	c.webhook(ctx)
}

func (c *Checkup) unseen(err error) {
	if statusOf(err) != http.StatusNotFound {
		c.troubled("repository", c.gitHub.trouble(err))
		return
	}
	remedy := "is the name right? Give the robot's account the role Write there; of a fine-grained token, add the repository under Repository access"
	if c.scopes != nil && !c.has("repo") {
		remedy = "is the name right? A private repository takes a token with the scope repo"
	}
	c.fail("repository", "GitHub shows the robot no such repository (404)", remedy)
}

// alive reports whether anything can be written there.
func (c *Checkup) alive(repo *github.Repository) bool {
	settings := repo.GetHTMLURL() + "/settings"
	switch {
	case repo.GetArchived():
		c.fail("repository", "it is archived, and read-only: nobody can comment, the robot neither", "unarchive it, if it is to live: "+settings)
	case repo.GetDisabled():
		c.fail("repository", "GitHub has disabled it", "its owner finds the reason at "+settings)
	case !strings.EqualFold(repo.GetFullName(), c.at.String()):
		c.warn("repository", "it is called "+repo.GetFullName()+" now", "use that name: the old one ends when somebody else takes it")
		return true
	default:
		c.fine("repository", "the robot sees it")
		return true
	}
	return false
}

// access says what the robot's account may. Without Write, GitHub does not tell it what
// others may ("Must have push access to view collaborator permission."), and then no
// command that is not for everybody runs.
func (c *Checkup) access(repo *github.Repository) {
	may := repo.GetPermissions()
	level := "read"
	switch {
	case may.GetAdmin():
		level = "admin"
	case may.GetMaintain():
		level = "maintain"
	case may.GetPush():
		level = "write"
	case may.GetTriage():
		level = "triage"
	}
	if !may.GetPush() {
		c.fail("access", fmt.Sprintf("the robot's account has the role %s: it cannot look up who may run a command", level),
			"give it the role Write: "+repo.GetHTMLURL()+"/settings/access")
		return
	}
	c.fine("access", "the robot's account has the role %s", level)
}

// actions looks whether /run finds anything there.
func (c *Checkup) actions(ctx context.Context, client *github.Client, repo *github.Repository) {
	list, _, err := client.Actions.ListWorkflows(ctx, c.at.Owner, c.at.Name, &github.ListOptions{PerPage: 1})
	switch status := statusOf(err); {
	case status == http.StatusForbidden || status == http.StatusNotFound:
		c.warn("actions", fmt.Sprintf("the robot does not reach the workflows (%d): /run will not work", status),
			"give the token Actions: read and write, and Contents: read; a classic one, the scope repo; are Actions on? "+repo.GetHTMLURL()+"/settings/actions")
	case err != nil:
		t := c.gitHub.trouble(err)
		c.warn("actions", "the workflows cannot be listed: "+t.Text, t.Remedy)
	case list.GetTotalCount() == 0:
		c.note("actions", "there are no workflows: nothing for /run", "")
	default:
		c.fine("actions", "%d workflows", list.GetTotalCount())
	}
}
