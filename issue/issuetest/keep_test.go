package issuetest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
)

// TestKeep: the newest attempts are kept, and older ones that are under way.
func TestKeep(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	now := make(chan struct{})
	robot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-GitHub-Event") == "issues" {
			<-now
		}
	}))
	defer robot.Close()
	gh.Hook(robot.URL, secret)
	gh.Keep(3)
	repo.Open(17, "alice", "t", "b")
	opened := gh.Deliveries()[0].ID
	var last issuetest.Event
	for range 5 {
		last = repo.Comment(17, "alice", "hello")
		gh.WaitFor(last)
	}
	all := gh.Deliveries()
	if len(all) != 3 || all[0].ID != opened || all[2].Event.GUID != last.GUID {
		t.Errorf("%d are kept: %+v", len(all), all)
	}
	close(now)
	gh.Wait()
	gh.WaitFor(repo.Comment(17, "alice", "hello"))
	if gh.Redeliver(opened) {
		t.Error("what is forgotten is delivered again")
	}
	gh.Keep(1)
	if all := gh.Deliveries(); len(all) != 1 {
		t.Errorf("%d are kept", len(all))
	}
}
