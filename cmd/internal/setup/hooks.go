package setup

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Hooks are the webhooks of one repository.
type Hooks struct {
	Repo Repo

	client *github.Client
	gitHub gitHub
}

// NewHooks returns the webhooks of a repository, as the settings' account may see and
// change them. Its error is a *Trouble.
func NewHooks(ctx context.Context, c *issue.Config, repo Repo) (*Hooks, error) {
	h := &Hooks{Repo: repo, gitHub: newGitHub(c)}
	client, err := c.Client(ctx, repo.Owner, repo.Name)
	if err != nil {
		return nil, h.trouble(err)
	}
	h.client = client
	return h, nil
}

// trouble says what went wrong with a call about webhooks. GitHub answers 404 to who may
// not see them, as if there were none.
// https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource
func (h *Hooks) trouble(err error) *Trouble {
	t := h.gitHub.trouble(err)
	response := issue.Answer(err)
	if response == nil || response.StatusCode != http.StatusNotFound && response.StatusCode != http.StatusForbidden || response.Header.Get("X-GitHub-SSO") != "" {
		return t
	}
	if issue.RetryAfter(err) > 0 {
		return t
	}
	t = troublef("the token needs repo or admin:repo_hook (classic) or Webhooks: read and write (fine-grained), and its account admin rights on "+h.Repo.String()+
		"; with gh, as an administrator: GITHUB_TOKEN=$(gh auth token)",
		"GitHub shows this token no webhooks of %s (%d): is the name right?", h.Repo, response.StatusCode)
	t.hidden = true
	return t
}

// all are the repository's webhooks; those of its organization and of Apps are not among
// them.
func (h *Hooks) all(ctx context.Context) ([]*github.Hook, error) {
	var list []*github.Hook
	options := &github.ListOptions{PerPage: 100}
	for {
		page, response, err := h.client.Repositories.ListHooks(ctx, h.Repo.Owner, h.Repo.Name, options)
		if err != nil {
			return nil, h.trouble(err)
		}
		list = append(list, page...)
		if response.NextPage == 0 {
			return list, nil
		}
		options.Page = response.NextPage
	}
}

// Hook is a webhook, as it is shown.
type Hook struct {
	Repo        string   `json:"repo"`
	ID          int64    `json:"id"`
	URL         string   `json:"url"`
	Active      bool     `json:"active"`
	Events      []string `json:"events"`
	ContentType string   `json:"content_type"`
	Last        string   `json:"last_response"`
	Missing     []string `json:"missing_events,omitempty"` // what the robot needs, where it looks like the robot's
}

// List returns the webhooks. One that tells of comments looks like the robot's, and is
// compared with the events that the robot needs.
func (h *Hooks) List(ctx context.Context, events []string) ([]Hook, error) {
	all, err := h.all(ctx)
	list := []Hook{}
	for _, hook := range all {
		shown := Hook{
			Repo: h.Repo.String(), ID: hook.GetID(), URL: h.gitHub.hide.line(hook.GetConfig().GetURL(), 300), Active: hook.GetActive(),
			Events: h.gitHub.hide.lines(hook.Events), ContentType: h.gitHub.hide.line(hook.GetConfig().GetContentType(), 40), Last: h.last(hook),
		}
		if hears(hook, "issue_comment") {
			shown.Missing = missing(hook, events)
		}
		list = append(list, shown)
	}
	return list, err
}

// last is GitHub's word for how the last delivery ended.
func (h *Hooks) last(hook *github.Hook) string {
	var words []string
	for _, key := range []string{"status", "message"} {
		if text, ok := hook.LastResponse[key].(string); ok && text != "" {
			words = append(words, text)
		}
	}
	return cmp.Or(h.gitHub.hide.line(strings.Join(words, ": "), 80), "unused")
}

func hears(hook *github.Hook, event string) bool {
	return slices.Contains(hook.Events, event) || slices.Contains(hook.Events, "*")
}

// missing are those of the events that a webhook does not tell of.
func missing(hook *github.Hook, events []string) (list []string) {
	for _, event := range events {
		if !hears(hook, event) {
			list = append(list, event)
		}
	}
	return list
}
