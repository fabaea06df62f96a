package story

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// hands are people who use GitHub over HTTP, as robot say and curl do.
type hands struct {
	*testing.T
	w *sandbox.Sandbox
}

func (h hands) of(login string) *github.Client {
	h.Helper()
	api := h.w.GitHubURL() + "/api/v3/"
	client, err := github.NewClient(github.WithURLs(&api, &api), github.WithAuthToken("sandbox-"+login))
	if err != nil {
		h.Fatal(err)
	}
	return client
}

func (h hands) says(login, text string) *github.IssueComment {
	h.Helper()
	comment, _, err := h.of(login).Issues.CreateComment(h.Context(), "acme", "widgets", 17, github.IssueCommentRequest{Body: text})
	h.done(err)
	return comment
}

func (h hands) done(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h hands) waits() {
	h.Helper()
	h.done(h.w.Wait(h.Context()))
}

// calls makes a call of GitHub's API, as curl does.
func (h hands) calls(login, method, path, body string) {
	h.Helper()
	request, err := http.NewRequestWithContext(h.Context(), method, h.w.GitHubURL()+"/api/v3/"+path, strings.NewReader(body))
	h.done(err)
	request.Header.Set("Authorization", "Bearer sandbox-"+login)
	answer, err := http.DefaultClient.Do(request)
	h.done(err)
	if answer.Body.Close(); answer.StatusCode >= http.StatusBadRequest {
		h.Errorf("%s %s %s: %s", method, path, body, answer.Status)
	}
}

// tells is the story so far.
func (h hands) tells(r *Recorder) []byte {
	h.Helper()
	text, err := r.Story(h.Context(), "A story.")
	h.done(err)
	return text
}

// TestRecord: what people have done over HTTP, and what was broken and swept meanwhile, is a
// story that ends as it did.
func TestRecord(t *testing.T) {
	w := world(t)
	r, h, ctx := Record(w), hands{t, w}, t.Context()
	h.says("alice", "/promote 42 dev REVISION=abc")
	h.waits()
	if _, _, err := h.of("stranger").Issues.AddLabelsToIssue(ctx, "acme", "widgets", 17, []string{"mine"}); err == nil {
		t.Error("a stranger has labelled")
	}
	h.says("stranger", "Mine, too:\r\n\r\n/promote 42 prod\n\n-- script --\n| \n")
	h.waits()

	w.Hold(true)
	h.says("maintainer", "/promote 42 test")
	h.done(w.WaitRobot(ctx))
	for range 2 {
		h.done(w.Step(ctx))
	}
	h.says("maintainer", "/cancel")
	h.done(w.WaitRobot(ctx))
	w.Hold(false)
	h.waits()

	w.Turn(sandbox.GitHubDown, true)
	h.says("alice", "/kind bug")
	h.waits()
	w.Turn(sandbox.GitHubDown, false)
	_, err := w.Sweep(ctx)
	h.done(err)
	h.waits()

	if problems := w.Configure("use: [help]\ncommands:\n  hello:\n    uses: comment\n    with: { text: \"Hello {user}!\" }\n"); problems != nil {
		t.Fatal(problems)
	}
	h.waits()
	last := h.says("triager", "/hello")
	h.waits()
	people := h.of("triager")
	_, _, err = people.Issues.UpdateComment(ctx, "acme", "widgets", last.GetID(), github.IssueCommentRequest{Body: "/hello once more"})
	h.done(err)
	_, _, err = people.Issues.AddLabelsToIssue(ctx, "acme", "widgets", 17, []string{"good first issue", "area/dev"})
	h.done(err)
	_, err = people.Issues.RemoveLabelForIssue(ctx, "acme", "widgets", 17, "area%2Fdev")
	h.done(err)
	_, _, err = people.Issues.AddAssignees(ctx, "acme", "widgets", 17, []string{"alice", "owner"})
	h.done(err)
	_, _, err = h.of("owner").Reactions.CreateIssueCommentReaction(ctx, "acme", "widgets", last.GetID(), "heart")
	h.done(err)
	_, _, err = h.of("owner").Reactions.CreateIssueReaction(ctx, "acme", "widgets", 17, "+1")
	h.done(err)
	opened, _, err := h.of("stranger").Issues.Create(ctx, "acme", "widgets", github.CreateIssueRequest{Title: "A second one", Body: new("/hello")})
	h.done(err)
	h.waits()
	_, _, err = h.of("stranger").Issues.Update(ctx, "acme", "widgets", opened.GetNumber(), github.UpdateIssueRequest{State: new("closed"), StateReason: new("not_planned")})
	h.done(err)
	_, _, err = h.of("owner").Issues.Update(ctx, "acme", "widgets", 17, github.UpdateIssueRequest{Milestone: new(1)}) // there are no words for it
	h.done(err)
	_, err = h.of("maintainer").Issues.DeleteComment(ctx, "acme", "widgets", h.says("stranger", "bad words").GetID())
	h.done(err)
	text := h.tells(r)
	replays(t, text)
	lacks(t, text,
		"REVISION=abc\nwait\nstranger on 17", "wait a moment\nwait a moment\nmaintainer on 17: /cancel\n", "stranger on 17: Mine, too:␍\n| ␍\n| /promote 42 prod\n|\n| -- script --\n| | \n|\n",
		"triager edits comment 1 by triager on 17: /hello once more\n", "turn github-down on\n", "\nsweep\n", "\nconfigure\n| use: [help]\n",
		"triager labels 17: good first issue, area/dev\n", "triager unlabels 17: area/dev\n", "triager assigns 17 to alice, owner\n", "owner reacts heart to comment 1 by triager on 17\n", "owner reacts +1 to 17\n",
		"as not planned\n", "owner calls PATCH issues/17\n| {\"milestone\":1}\n", "maintainer deletes comment 2 by stranger on 17\n", "while it ran",
	)
}

// TestRecordAtOnce: people who do not wait for each other are told in an order that is the same
// every time.
func TestRecordAtOnce(t *testing.T) {
	w := world(t)
	r, h := Record(w), hands{t, w}
	for _, said := range [][2]string{{"alice", "/promote 42 dev"}, {"triager", "/kind bug"}, {"stranger", "/promote 42 dev"}, {"maintainer", "/help promote"}, {"triager", "/areaa dev"}} {
		h.says(said[0], said[1])
	}
	text, err := r.Story(t.Context(), "Everybody talks at once.")
	h.done(err)
	replays(t, text)
}

// replays plays a story, which ends as it says.
func replays(t *testing.T, text []byte) {
	t.Helper()
	s, err := Parse("recorded", text)
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	if diff := cmp.Diff(string(text), string(plays(t, s))); diff != "" {
		t.Errorf("-recorded +played:\n%s\n%s", diff, text)
	}
}

// TestRecordScenario: a story that is played while somebody records is that story.
func TestRecordScenario(t *testing.T) {
	for _, name := range Names() {
		s, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		w := world(t)
		r := Record(w)
		r.Given(s)
		if err := s.Play(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		text, err := r.Story(t.Context(), s.About)
		if err != nil {
			t.Fatal(err)
		}
		replays(t, text)
		again, err := Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Ends, again.Ends); diff != "" {
			t.Errorf("%s: -told +recorded:\n%s", name, diff)
		}
	}
}

// lacks fails where parts are not in a story.
func lacks(t *testing.T, text []byte, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(string(text), part) {
			t.Errorf("the story does not have %q:\n%s", part, text)
		}
	}
}
