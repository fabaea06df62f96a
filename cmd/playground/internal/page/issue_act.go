package page

import (
	"context"
	"net/http"
	"strconv"

	gh "github.com/google/go-github/v92/github"
)

// deed is what somebody does by a form: who they are, where, and what the form says. It
// returns the page to go to, or "" for the one that the form was on; beside an error, too.
type deed struct {
	*gh.Client
	login       string
	owner, repo string
	number      int
	id          int64
	field       func(name string) string
}

// act is a handler of a form. What GitHub refuses is shown on the page that the form was on.
func (p *Page) act(do func(context.Context, deed) (string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		if err := r.ParseForm(); err != nil {
			http.Error(w, "the form is too large", http.StatusRequestEntityTooLarge)
			return
		}
		d := deed{owner: r.PathValue("owner"), repo: r.PathValue("repo"), field: r.PostFormValue}
		d.login = p.who(r).Login
		d.Client = p.s.As(d.login)
		d.number, _ = strconv.Atoi(r.PathValue("number"))
		d.id, _ = strconv.ParseInt(r.PathValue("id"), 10, 64)
		to, err := do(r.Context(), d)
		if err != nil || to == "" {
			if to != "" {
				r.Form.Set("back", to)
			}
			p.back(w, r, err)
			return
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
}

func openIssue(ctx context.Context, d deed) (string, error) {
	i, _, err := d.Issues.Create(ctx, d.owner, d.repo, gh.CreateIssueRequest{Title: d.field("title"), Body: new(d.field("body"))})
	if err != nil {
		return d.kept("title", "body"), err
	}
	return "/" + d.owner + "/" + d.repo + "/issues/" + strconv.Itoa(i.GetNumber()), nil
}

func comment(ctx context.Context, d deed) (string, error) {
	c, _, err := d.Issues.CreateComment(ctx, d.owner, d.repo, d.number, gh.IssueCommentRequest{Body: d.field("body")})
	if err != nil {
		return d.kept("body"), err
	}
	to := local(d.field("back"))
	query := to.Query()
	query.Del("body")
	to.RawQuery, to.Fragment = query.Encode(), "issuecomment-"+strconv.FormatInt(c.GetID(), 10)
	return to.String(), nil
}

// kept is the page that the form was on, with what was written in it, where an address can
// hold that.
func (d deed) kept(fields ...string) string {
	to := local(d.field("back"))
	query := to.Query()
	for _, name := range fields {
		if text := d.field(name); len(text) < 4000 {
			query.Set(name, text)
		}
	}
	to.RawQuery = query.Encode()
	return to.String()
}

func editComment(ctx context.Context, d deed) (string, error) {
	_, _, err := d.Issues.UpdateComment(ctx, d.owner, d.repo, d.id, gh.IssueCommentRequest{Body: d.field("body")})
	return "", err
}

// editIssue edits the text of an issue or pull request.
func editIssue(ctx context.Context, d deed) (string, error) {
	_, _, err := d.Issues.Update(ctx, d.owner, d.repo, d.number, gh.UpdateIssueRequest{Body: new(d.field("body"))})
	return "", err
}

func deleteComment(ctx context.Context, d deed) (string, error) {
	_, err := d.Issues.DeleteComment(ctx, d.owner, d.repo, d.id)
	return "", err
}

// setState closes or reopens.
func setState(ctx context.Context, d deed) (string, error) {
	_, _, err := d.Issues.Update(ctx, d.owner, d.repo, d.number, gh.UpdateIssueRequest{State: new(d.field("state"))})
	return "", err
}

// setLock locks the conversation, or unlocks it.
func setLock(ctx context.Context, d deed) (string, error) {
	var err error
	if d.field("lock") == "true" {
		_, err = d.Issues.Lock(ctx, d.owner, d.repo, d.number, nil)
	} else {
		_, err = d.Issues.Unlock(ctx, d.owner, d.repo, d.number)
	}
	return "", err
}
