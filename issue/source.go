package issue

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/go-github/v92/github"
)

// The kinds of text that commands stand in.
const (
	fromComment = "comment" // a comment on an issue or pull request
	fromReview  = "review"  // a comment on a line of a diff
	fromIssue   = "issue"   // the text of an issue or pull request itself
)

// place is where a command stands, and where the reply goes.
type place struct {
	owner, repo string
	number      int // of the issue or pull request
	kind        string
	id          int64 // of the comment; 0 for fromIssue
}

func (p place) fullName() string { return p.owner + "/" + p.repo }

// String names the source within its repository: "comment/99001", "issue/17".
func (p place) String() string {
	if p.kind == fromIssue {
		return fmt.Sprintf("issue/%d", p.number)
	}
	return fmt.Sprintf("%s/%d", p.kind, p.id)
}

// placed names the command on a line of a source.
func placed(source string, line int) string {
	return fmt.Sprintf("%s-%d", strings.ReplaceAll(source, "/", "-"), line)
}

// comment is another comment in the same place.
func (p place) comment(id int64) place {
	p.kind, p.id = fromComment, id
	return p
}

// source is the place, on the same issue, that String named like that.
func (p place) source(name string) place {
	kind, id, _ := strings.Cut(name, "/")
	p.kind = kind
	p.id, _ = strconv.ParseInt(id, 10, 64)
	return p
}

// source is an event of GitHub's that can hold commands.
type source struct {
	kind   string
	action string // of the event that counts: text runs when it is created, never when it is edited
	text   string // path of the text in the payload
	decode func(payload []byte) (*IssueCommentEvent, error)
}

// event decodes a payload in full, and fails where it lacks what an answer needs.
func (s source) event(payload []byte) (*IssueCommentEvent, error) {
	event, err := s.decode(payload)
	if err != nil {
		return nil, err
	}
	_, err = placeOf(s.kind, event)
	return event, err
}

// sources are the events that can hold commands, by GitHub's name for them. Reviews are
// not among them: GitHub's REST has no reactions on them, hence no claim.
var sources = map[string]source{
	"issue_comment":               {fromComment, "created", "comment.body", decodeComment},
	"pull_request_review_comment": {fromReview, "created", "comment.body", decodeReviewComment},
	"issues":                      {fromIssue, "opened", "issue.body", decodeIssue},
	"pull_request":                {fromIssue, "opened", "pull_request.body", decodePullRequest},
}

// placeOf is where the event's text stands. It fails where GitHub left out what is
// needed to answer, as it does for deleted accounts and repositories.
func placeOf(kind string, e *IssueCommentEvent) (place, error) {
	p := place{
		owner:  e.GetRepo().GetOwner().GetLogin(),
		repo:   e.GetRepo().GetName(),
		number: e.GetIssue().GetNumber(),
		kind:   kind,
		id:     e.GetComment().GetID(),
	}
	if p.owner == "" || p.repo == "" || p.number <= 0 || kind != fromIssue && p.id <= 0 {
		return p, errors.New("the event lacks its repository, issue or comment")
	}
	return p, nil
}

func decode[T any](payload []byte) (*T, error) {
	event := new(T)
	if err := json.Unmarshal(payload, event); err != nil {
		return nil, fmt.Errorf("decode the event: %w", err)
	}
	return event, nil
}

func decodeComment(payload []byte) (*IssueCommentEvent, error) {
	return decode[IssueCommentEvent](payload)
}

// decodeNews decodes what an event about a job has in common with the others: where it
// comes from.
func decodeNews(payload []byte) (*IssueCommentEvent, error) {
	e, err := decode[struct {
		Repo         *github.Repository   `json:"repository"`
		Installation *github.Installation `json:"installation"`
	}](payload)
	if err != nil {
		return nil, err
	}
	if e.Repo.GetOwner().GetLogin() == "" || e.Repo.GetName() == "" {
		return nil, errors.New("the event lacks its repository")
	}
	return &IssueCommentEvent{Repo: e.Repo, Installation: e.Installation}, nil
}

func decodeIssue(payload []byte) (*IssueCommentEvent, error) {
	e, err := decode[github.IssuesEvent](payload)
	if err != nil {
		return nil, err
	}
	return &IssueCommentEvent{
		Action: e.Action, Issue: e.Issue, Comment: textOf(e.Issue),
		Repo: e.Repo, Sender: e.Sender, Installation: e.Installation, Organization: e.Org,
	}, nil
}

func decodePullRequest(payload []byte) (*IssueCommentEvent, error) {
	e, err := decode[github.PullRequestEvent](payload)
	if err != nil {
		return nil, err
	}
	issue := issueOf(e.PullRequest)
	return &IssueCommentEvent{
		Action: e.Action, Issue: issue, Comment: textOf(issue),
		Repo: e.Repo, Sender: e.Sender, Installation: e.Installation, Organization: e.Organization,
	}, nil
}

func decodeReviewComment(payload []byte) (*IssueCommentEvent, error) {
	e, err := decode[github.PullRequestReviewCommentEvent](payload)
	if err != nil {
		return nil, err
	}
	return &IssueCommentEvent{
		Action: e.Action, Issue: issueOf(e.PullRequest), Comment: reviewText(e.GetComment()),
		Repo: e.Repo, Sender: e.Sender, Installation: e.Installation, Organization: e.Org,
	}, nil
}

// reviewText is a review comment in the shape of one on the issue.
func reviewText(c *github.PullRequestComment) *github.IssueComment {
	return &github.IssueComment{
		ID: c.ID, NodeID: c.NodeID, Body: c.Body, User: c.User, HTMLURL: c.HTMLURL, URL: c.URL,
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
	}
}

// textOf is the text of an issue in the shape of a comment; its ID is 0.
func textOf(i *github.Issue) *github.IssueComment {
	if i == nil {
		return nil
	}
	return &github.IssueComment{Body: i.Body, User: i.User, HTMLURL: i.HTMLURL, CreatedAt: i.CreatedAt}
}

// issueOf is the issue that a pull request is.
func issueOf(p *github.PullRequest) *github.Issue {
	if p == nil {
		return nil
	}
	return &github.Issue{
		Number: p.Number, Title: p.Title, Body: p.Body, State: p.State, User: p.User, HTMLURL: p.HTMLURL,
		Labels: p.Labels, Assignees: p.Assignees, Milestone: p.Milestone, Locked: p.Locked,
		CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
		PullRequestLinks: &github.PullRequestLinks{URL: p.URL, HTMLURL: p.HTMLURL, DiffURL: p.DiffURL, PatchURL: p.PatchURL},
	}
}
