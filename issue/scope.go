package issue

import (
	"context"
	"slices"

	"github.com/fanux/robot/issue/internal/comment"
	"github.com/google/go-github/v92/github"
)

// Scope is what holds in one repository: the commands there are, and the language that is
// spoken.
type Scope struct {
	Mux  *Mux
	Lang Lang
}

// Extend finds out what a repository adds to the robot's own commands. With an error it
// returns what is known all the same, the robot's own Scope at least.
type Extend func(ctx context.Context, client *github.Client, repo *github.Repository, own Scope) (Scope, error)

// scope is that of a repository.
func (p *processor) scope(ctx context.Context, client *github.Client, repo *github.Repository) (Scope, error) {
	own := Scope{p.mux, p.spoken}
	if p.extend == nil {
		return own, nil
	}
	return p.extend(ctx, client, repo, own)
}

// serves reports whether the robot works in a repository at all, "owner/name".
func (p *processor) served(repo string) bool { return p.serves == nil || p.serves(repo) }

// lacks reports whether a text may hold commands that the Mux does not know.
func (m *Mux) lacks(text string) bool { return comment.Strange(text, m.now().names) }

// heard are the commands that somebody says to us with a text: none where it is a reply of
// ours, and of a bot's only those that this bot may say. The account's owner is a person
// like any other.
func (p *processor) heard(mux *Mux, text string, by *github.User) []found {
	lines := mux.find(text)
	if len(lines) == 0 || by.GetLogin() == "" || p.keys.ours(text) {
		return nil
	}
	if by.GetType() == "Bot" {
		lines = slices.DeleteFunc(lines, func(f found) bool { return f.known == nil || !slices.Contains(f.known.help.Bots, by.GetLogin()) })
		for i := range lines {
			lines[i].command.Index = i
		}
	}
	return lines
}
