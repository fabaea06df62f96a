package issue_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// as calls GitHub as somebody does.
func (w *world) as(login, method, path, body string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.gh.URL+"/repos/acme/widgets/"+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.gh.SignIn(login))
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode >= 300 {
		w.t.Fatalf("%s: %v %v", path, answer, err)
	}
	answer.Body.Close()
}

// rewrite edits the text of an issue, as its author.
func (w *world) rewrite(number int, text string) {
	w.t.Helper()
	w.as("alice", http.MethodPatch, fmt.Sprint("issues/", number), fmt.Sprintf(`{"body":%q}`, text))
}

// TestEditedCommentIsAnswered, once, where nobody heard it before it was edited: what it was is
// not known, and nothing of it runs.
func TestEditedCommentIsAnswered(t *testing.T) {
	w := newWorld(t)
	w.behind(time.Hour)
	e := w.repo.Comment(17, "alice", "/count it\n/help")
	w.behind(50 * time.Minute)
	w.repo.Edit(e.Comment, "alice", "/count it\n/help\n\nThanks")
	w.behind(time.Minute)
	young := w.repo.Comment(17, "alice", "/count young").Comment
	w.behind(0)
	w.repo.Edit(young, "alice", "/count young!")
	w.sweep().did("edited", issue.Swept{Run: 1})
	w.sweep().did("again", issue.Swept{})
	same(t, "ran", w.crew.ran())
	if got := w.replies(); len(got) != 1 || strings.Count(got[0], "Not run: this text may have been changed since it was written; comment the command instead.") != 2 {
		t.Errorf("%q", got)
	}
	if got := w.reactions(e.Comment); got != "eyes confused" {
		t.Errorf("%q", got)
	}
}

// TestEditedCommentIsLeftToItsDelivery, which knows what it was, where that was asked for again.
func TestEditedCommentIsLeftToItsDelivery(t *testing.T) {
	w := newWorld(t)
	f := w.front()
	w.hang(f.URL)
	f.down.Store(true)
	w.behind(time.Hour)
	e := w.repo.Comment(17, "alice", "/count as it was written")
	w.gh.Wait()
	w.behind(59 * time.Minute)
	w.repo.Edit(e.Comment, "alice", "/count as it is now")
	w.behind(0)
	w.gh.Wait()
	f.down.Store(false)
	w.sweep(address(f.URL)).run()
	w.gh.Wait()
	same(t, "ran", w.crew.ran(), "as it was written")
}

// TestTouchedIssueText: what happens on an issue is no edit of its text, and what was begun
// there is brought to its end.
func TestTouchedIssueText(t *testing.T) {
	for name, touch := range map[string]func(*world){
		"a comment": func(w *world) { w.repo.Comment(20, "bob", "Me too.") },
		"a label":   func(w *world) { w.repo.Label(20, "bug") },
	} {
		for _, begun := range []bool{false, true} {
			w := newWorld(t)
			w.more = map[string]issue.Runner{"/keyed": starter{w.crew}}
			w.behind(time.Hour)
			w.repo.Open(20, "alice", "New", "/keyed it")
			if begun {
				w.as("sealrobot", http.MethodPost, "issues/20/reactions", `{"content":"eyes"}`)
			}
			w.behind(50 * time.Minute)
			touch(w)
			w.behind(0)
			w.sweep().run()
			w.sweep().did(name+", again", issue.Swept{})
			same(t, name, w.crew.ran(), "it")
			if got := w.repo.Issue(20).By("sealrobot"); len(got) != 1 || !strings.Contains(got[0].Body, "Started it.") {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
}

// TestTouchedIssueTextOfWhichGitHubSaysNothing may have been changed.
func TestTouchedIssueTextOfWhichGitHubSaysNothing(t *testing.T) {
	w := newWorld(t)
	w.behind(time.Hour)
	w.repo.Open(20, "alice", "New", "/count it")
	w.behind(50 * time.Minute)
	w.repo.Label(20, "bug")
	w.behind(0)
	w.gh.Break(issuetest.BadGateway().On("POST", "/graphql").Once())
	if _, err := w.sweep().Run(t.Context()); err == nil {
		t.Error("the sweep says nothing")
	}
	w.gh.Break(answers(http.StatusOK, `{"data":{"node":null}}`).On("POST", "/graphql"))
	w.sweep().did("nothing", issue.Swept{Run: 1})
	same(t, "ran", w.crew.ran())
	if got := w.repo.Issue(20).By("sealrobot"); len(got) != 1 || !strings.Contains(got[0].Body, "may have been changed") {
		t.Errorf("%v", got)
	}
}
