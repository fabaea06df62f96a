package issuetest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// times are those in an answer.
var times = regexp.MustCompile(`"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"`)

// TestAge: whatever GitHub says of times, they are older; but for those of its examples, and
// what a person has set or written.
func TestAge(t *testing.T) {
	gh := issuetest.Start(t)
	due := time.Date(2041, 1, 1, 8, 0, 0, 0, time.UTC)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "admin").Workflow("deploy.yml", "deploy")
	repo.Open(17, "alice", "t", "b")
	repo.OpenPull(18, "alice", "t", "b")
	repo.Label(17, "bug").Close(17)
	repo.Merge(18, "alice")
	repo.CloseMilestone(repo.Milestone("v1", due))
	token := gh.SignIn("sealrobot")
	client := dial(t, gh, token)
	run := start(t, client)
	repo.Finish(run, "success")
	hook := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer hook.Close()
	gh.Hook(hook.URL, secret)
	said := fmt.Sprintf(`{"since_at":"%s"}`, time.Now().UTC().Format(time.RFC3339))
	comment := repo.Comment(17, "alice", said)
	repo.React(comment.Comment, "sealrobot", "eyes")
	gh.Wait()
	made := repo.Refs("heads/")["heads/main"]

	paths := []string{
		"issues?state=all", "issues/17/comments", "issues/17/events", "pulls/18", "milestones?state=all", "hooks", "actions/runs",
		fmt.Sprintf("actions/runs/%d/jobs", run), fmt.Sprintf("issues/comments/%d/reactions", comment.Comment), "git/commits/" + made,
		fmt.Sprintf("hooks/%d/deliveries/%d", gh.Deliveries()[0].Hook, gh.Deliveries()[0].ID),
	}
	read := func(path string) []time.Time {
		r, err := http.NewRequest("GET", gh.URL+"/repos/acme/widgets/"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		var list []time.Time
		for _, m := range times.FindAllStringSubmatch(string(body), -1) {
			at, err := time.Parse(time.RFC3339, m[1])
			if err != nil {
				t.Error(err)
			}
			list = append(list, at)
		}
		return list
	}
	before := map[string][]time.Time{}
	for _, path := range paths {
		before[path] = read(path)
	}
	const by = 3 * time.Minute
	gh.Age(by)
	for _, path := range paths {
		after, moved := read(path), 0
		for i, at := range before[path] {
			switch aged := at.Sub(after[i]); {
			case aged == by:
				moved++
			case aged != 0 || at.Year() > 2021 && !at.Equal(due):
				t.Errorf("%s: %v is %v now", path, at, after[i])
			}
		}
		if moved == 0 && !strings.Contains(path, "git/commits") { // a merge's is of years ago
			t.Errorf("%s: nothing is older: %v", path, after)
		}
	}
	if repo.Issue(17).Comments[0].Body != said {
		t.Errorf("what alice said is now %q", repo.Issue(17).Comments[0].Body)
	}
	var payload struct{ Comment struct{ Body string } }
	if err := json.Unmarshal(gh.Deliveries()[0].Event.Payload, &payload); err != nil || payload.Comment.Body != said {
		t.Errorf("what is told of it is %q, %v", payload.Comment.Body, err)
	}
}
