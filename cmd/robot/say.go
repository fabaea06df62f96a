package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
)

type say struct {
	Text    string        `arg:"" help:"The comment."`
	As      string        `default:"alice" help:"Who says it: owner, maintainer, alice (who may write), triager; anybody else is a stranger."`
	URL     string        `name:"url" default:"http://127.0.0.1:9000" env:"ROBOT_SANDBOX" help:"The sandbox's address."`
	Repo    string        `default:"acme/widgets" help:"The repository."`
	Issue   int           `default:"17" help:"The issue or pull request."`
	Timeout time.Duration `default:"15s" help:"How long to wait for the reply."`
}

// Run comments, and waits for the robot's closing reaction: by then the reply is there.
func (s say) Run(w *world) error {
	owner, repo, ok := strings.Cut(s.Repo, "/")
	if !ok {
		return fmt.Errorf("--repo %s: want OWNER/NAME", s.Repo)
	}
	api := strings.TrimSuffix(s.URL, "/") + "/api/v3/"
	client, err := github.NewClient(github.WithURLs(&api, &api), github.WithAuthToken("sandbox-"+s.As), github.WithTimeout(10*time.Second))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(w.ctx, s.Timeout)
	defer cancel()
	room := room{client, url.PathEscape(owner), url.PathEscape(repo), s.Issue}
	comment, err := room.comment(ctx, s.Text)
	if err != nil {
		return fmt.Errorf("%w; is the sandbox running? make run starts it", err)
	}
	end, err := room.end(ctx, comment)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "%s: %s\n%s\n", s.As, s.Text, end)
	said, err := room.replies(ctx, comment)
	if err != nil {
		return err
	}
	tell(w, said)
	if !underWay(said) {
		return nil
	}
	later, err := room.outcome(ctx, comment)
	if err != nil {
		return err
	}
	fmt.Fprintln(w.out, "\n… and then:")
	tell(w, later)
	return nil
}

// hidden is what a reader of the rendered comment does not see.
var hidden = regexp.MustCompile(`\n*<!--.*?-->`)

func tell(w *world, said []*github.IssueComment) {
	for _, c := range said {
		fmt.Fprintf(w.out, "\n%s:\n%s\n", c.GetUser().GetLogin(), strings.TrimSpace(hidden.ReplaceAllString(c.GetBody(), "")))
	}
}

// underWay reports whether a reply tells of a job that has not ended.
func underWay(said []*github.IssueComment) bool {
	return slices.ContainsFunc(said, func(c *github.IssueComment) bool { return strings.Contains(c.GetBody(), "⏳") })
}

// room is the issue that is talked on.
type room struct {
	client      *github.Client
	owner, repo string
	number      int
}

func (r room) comment(ctx context.Context, text string) (*github.IssueComment, error) {
	comment, _, err := r.client.Issues.CreateComment(ctx, r.owner, r.repo, r.number, github.IssueCommentRequest{Body: text})
	return comment, err
}

var emoji = map[string]string{"eyes": "👀", "rocket": "🚀", "confused": "😕"}

// patience is how long a claim may take: a comment without one is not for the robot.
const patience = 2 * time.Second

// end waits for the reaction that closes the comment, and returns all of them.
func (r room) end(ctx context.Context, comment *github.IssueComment) (string, error) {
	began := time.Now()
	for {
		reactions, _, err := r.client.Reactions.ListIssueCommentReactions(ctx, r.owner, r.repo, comment.GetID(), nil)
		if err != nil {
			return "", err
		}
		var seen strings.Builder
		closed := false
		for _, reaction := range reactions {
			seen.WriteString(emoji[reaction.GetContent()])
			closed = closed || reaction.GetContent() != "eyes"
		}
		if closed {
			return seen.String(), nil
		}
		if len(reactions) == 0 && time.Since(began) > patience {
			return "", errors.New("no answer: the robot found no command in it; robot parse says why")
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return "", errors.New("the robot did not end in time")
		}
	}
}

// outcome waits until the replies tell how everything ended, or the time is up.
func (r room) outcome(ctx context.Context, after *github.IssueComment) ([]*github.IssueComment, error) {
	for {
		said, err := r.replies(ctx, after)
		if err != nil && ctx.Err() == nil {
			return nil, err
		}
		if err == nil && !underWay(said) {
			return said, nil
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return said, nil // it is still under way, and the reply will say how it ends
		}
	}
}

func (r room) replies(ctx context.Context, after *github.IssueComment) ([]*github.IssueComment, error) {
	comments, _, err := r.client.Issues.ListComments(ctx, r.owner, r.repo, r.number,
		&github.IssueListCommentsOptions{Since: after.CreatedAt.GetTime(), ListOptions: github.ListOptions{PerPage: 100}})
	return slices.DeleteFunc(comments, func(c *github.IssueComment) bool { return c.GetID() <= after.GetID() }), err
}
