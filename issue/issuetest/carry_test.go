package issuetest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
)

// TestCarry loses a delivery, brings one late, and another one twice at once.
func TestCarry(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	var both sync.WaitGroup
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-GitHub-Event") == "pull_request" {
			both.Done()
			both.Wait() // until the other one is there, too
		}
		w.Write([]byte("heard"))
	}))
	defer robot.Close()
	gh.Hook(robot.URL, secret)
	now := make(chan struct{})
	gh.Carry(func(d issuetest.Delivery, send func() issuetest.Delivery) {
		switch d.Event.Name {
		case "issue_comment":
			return
		case "issues":
			<-now
		case "pull_request":
			both.Add(2)
			var sending sync.WaitGroup
			sending.Go(func() { send() })
			defer sending.Wait()
		}
		if sent := send(); sent.Status != 200 || sent.Body != "heard" || sent.Event.GUID != d.Event.GUID || sent.Request.Get("X-Hub-Signature-256") == "" {
			t.Errorf("it was sent: %+v", sent)
		}
	})
	repo.Open(17, "alice", "t", "b")
	if gh.UnderWay() != 1 || gh.Deliveries()[0].Status != 0 {
		t.Errorf("%d are under way: %+v", gh.UnderWay(), gh.Deliveries())
	}
	close(now)
	gh.Wait()
	lost := repo.Comment(17, "alice", "lost")
	gh.WaitFor(lost)
	repo.OpenPull(18, "alice", "t", "b")
	gh.Wait()
	var have []string
	guids := map[string]bool{}
	for _, d := range gh.Deliveries() {
		have = append(have, fmt.Sprint(d.Event.Name, " ", d.Status, " ", d.Redelivery))
		guids[d.Event.GUID] = true
	}
	if got, want := fmt.Sprint(have), "[issues 200 false issue_comment 0 false pull_request 200 false pull_request 200 false]"; got != want || len(guids) != 3 || gh.UnderWay() != 0 {
		t.Errorf("%d events: %s, want %s", len(guids), got, want)
	}
	gh.Carry(nil)
	repo.Comment(17, "alice", "as ever")
	gh.Wait()
	if all := gh.Deliveries(); all[len(all)-1].Status != 200 {
		t.Errorf("%+v", all[len(all)-1])
	}
}
