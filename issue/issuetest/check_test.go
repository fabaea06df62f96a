package issuetest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
)

// TestUnfaked asks for what GitHub has and the fake has not: it must not look like a 404.
func TestUnfaked(t *testing.T) {
	gh := issuetest.Start(t)
	response, err := http.Get(gh.URL + "/repos/acme/widgets/commits/main")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusNotImplemented {
		t.Errorf("status %d, want 501", response.StatusCode)
	}
}

// TestComplaints makes the mistakes that Start is there to see.
func TestComplaints(t *testing.T) {
	for _, test := range []struct{ name, method, path, body, says string }{
		{"misspelt key", "POST", "/repos/acme/widgets/issues/17/comments", `{"bodyy":"hi"}`, "bodyy"},
		{"misspelt query", "GET", "/repos/acme/widgets/issues/17/comments?perpage=1", ``, "perpage"},
		{"no such operation", "GET", "/repos/acme/widgets/issue/17", ``, "operations.txt"},
		{"also where a fault answers", "GET", "/repos/acme/widgets/issue/17", ``, "operations.txt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var heard complaints
			gh := issuetest.Start(&heard)
			defer heard.end()
			gh.Repo("acme/widgets").Open(17, "alice", "t", "b")
			gh.Break(issuetest.BadGateway().On("GET", "/issue/"))
			r, err := http.NewRequestWithContext(t.Context(), test.method, gh.URL+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Authorization", "Bearer "+gh.SignIn("alice"))
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if len(heard.texts) != 1 || !strings.Contains(heard.texts[0], test.says) || !strings.Contains(heard.texts[0], test.method+" /repos") {
				t.Errorf("%s %s %s: complaints %q, want one with %q", test.method, test.path, test.body, heard.texts, test.says)
			}
		})
	}
}

// complaints is a test that only listens.
type complaints struct {
	texts    []string
	cleanups []func()
}

func (c *complaints) Helper()          {}
func (c *complaints) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }
func (c *complaints) Errorf(format string, args ...any) {
	c.texts = append(c.texts, fmt.Sprintf(format, args...))
}

func (c *complaints) end() {
	for _, f := range c.cleanups {
		f()
	}
}
