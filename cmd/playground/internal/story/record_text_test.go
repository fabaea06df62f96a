package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"
)

// TestRecordOpened: an issue that is opened with more than a title and a text is opened so again.
func TestRecordOpened(t *testing.T) {
	w := world(t)
	r, h := Record(w), hands{t, w}
	for _, body := range []string{
		`{"title":"Labelled","labels":["kind/bug"]}`, `{"title":"All of it","body":"/help","labels":["kind/bug",{"name":"area/dev"}],"assignees":["alice"],"milestone":1}`,
		`{"title":" Strange\\n-- script --\\n","body":"\\n"}`, `{"title":"As the page has it","body":""}`,
	} {
		h.calls("triager", "POST", "repos/acme/widgets/issues", strings.ReplaceAll(body, `\\`, `\`))
		h.waits()
	}
	h.calls("owner", "POST", "repos/acme/widgets/issues/17/sub_issues", fmt.Sprintf(`{"sub_issue_id":%d}`, w.GitHub().Repo(home).ID(20)))
	h.calls("owner", "DELETE", "repos/acme/widgets/issues/17/sub_issue", fmt.Sprintf(`{"sub_issue_id":%d}`, w.GitHub().Repo(home).ID(20)))
	text := h.tells(r)
	replays(t, text)
	lacks(t, text, "triager opens 19\n| {\"labels\":[\"kind/bug\"],\"title\":\"Labelled\"}\n", "triager opens 22: As the page has it\n", "triager opens 21\n", `{"sub_issue_id":{issue-20}}`)
}

// TestRecordText: what is in a text comes back.
func TestRecordText(t *testing.T) {
	for _, said := range []string{
		"/help\r\n/help close\r\n", "\r\n\r\nlate", "mixed\r\nand\nnot\r", "a ␍ of one's own\r\n", "| bar\n|bar\n-- script --\n-- issue 17 --\n# remark\nwait",
		"\n\n  \nblank\n\n", "\tтаб 你好 👩‍💻\u2028\u0085\u0000", strings.Repeat("long ", 13000), "{issue-17} 99004", "  ", "-- issue 17 --",
	} {
		w := world(t)
		r, h := Record(w), hands{t, w}
		if _, _, err := h.of("alice").Issues.CreateComment(t.Context(), "acme", "widgets", 17, github.IssueCommentRequest{Body: said}); err == nil == (said == "  ") {
			t.Errorf("%q: %v", said, err)
		}
		h.waits()
		h.calls("alice", "PATCH", "repos/acme/widgets/issues/17", encode(map[string]string{"body": said}))
		text := h.tells(r)
		replays(t, text)
		s, err := Parse("recorded", text)
		h.done(err)
		again := world(t)
		h.done(s.Play(t.Context(), again))
		was, is := w.GitHub().Repo(home).Issue(17), again.GitHub().Repo(home).Issue(17)
		if was.Body != said || is.Body != said {
			t.Errorf("%q became %q", was.Body, is.Body)
		}
		for i, c := range was.By("alice") {
			if got := is.By("alice")[i].Body; c.Body != said || got != said {
				t.Errorf("%q was said, and %q again", c.Body, got)
			}
		}
	}
}
