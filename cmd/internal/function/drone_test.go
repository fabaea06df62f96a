package function

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

func TestDroneIsHeardWithASecretAlone(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		url    string
		status int
	}{{w.url, 204}, {w.serve(t, "DRONE_WEBHOOK_SECRET="), 404}, {w.serve(t, "DRONE_WEBHOOK_SECRET=of somebody else's, and long enough"), 401}} {
		if status := told(t, test.url, []byte(`{"event":"check"}`)); status != test.status {
			t.Errorf("%d, want %d", status, test.status)
		}
	}
	if n := len(w.gh.Calls()) + len(w.ci.Calls()); n != 0 {
		t.Errorf("%d calls", n)
	}
}

// told posts an event as Drone does.
func told(t *testing.T, url string, body []byte) (status int) {
	t.Helper()
	r, err := http.NewRequest("POST", url+"/drone", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = dronetest.Sign(droneSecret, body, time.Now())
	answer, _ := do(t, r)
	return answer.StatusCode
}

// post is Drone's post box: it keeps what Drone would tell.
func post(t *testing.T, ci *dronetest.Server) (take func() [][]byte) {
	var mu sync.Mutex
	var kept [][]byte
	box := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		kept = append(kept, body)
	}))
	t.Cleanup(box.Close)
	ci.Notify(box.URL, droneSecret)
	return func() [][]byte {
		mu.Lock()
		defer mu.Unlock()
		return kept
	}
}

// Whatever Drone tells, how often, in which order, and to which instance: the reply ends as
// the build did.
func TestEveryOrderOfEvents(t *testing.T) {
	ends := map[string]string{drone.StatusPassing: "🚀", drone.StatusFailing: "😕", drone.StatusKilled: "😕", drone.StatusError: "😕", drone.StatusDeclined: "😕"}
	for end, icon := range ends {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			for seed := range int64(8) {
				chance := rand.New(rand.NewSource(seed))
				w := newWorld(t)
				urls := []string{w.url, w.serve(t)}
				events := post(t, w.ci)
				w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
				w.ci.Run("acme/widgets", 43)
				w.ci.Finish("acme/widgets", 43, end)
				all := append(events(), events()...) // each twice
				chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				if seed%2 == 1 { // two at once
					var both sync.WaitGroup
					for i := range urls {
						both.Go(func() { told(t, urls[i], all[len(all)-1]); told(t, urls[i], events()[len(events())-1]) })
					}
					both.Wait()
				}
				for i, event := range all {
					if status := told(t, urls[i%2], event); status != 204 {
						t.Fatalf("seed %d: %d", seed, status)
					}
				}
				w.ends(t, fmt.Sprint("seed ", seed), icon)
			}
		})
	}
}

// ends holds that the reply to the first command ended, and how; somebody is told of a bad
// end once.
func (w *world) ends(t *testing.T, name, icon string) {
	t.Helper()
	said := w.repo.Issue(17).By("sealrobot")
	want := 1
	if icon != "🚀" {
		want = 2
	}
	if len(said) != want || !strings.Contains(said[0].Body, "<!-- job 1 -->\n"+icon) {
		t.Errorf("%s: want %d comments, the first with %s: %v", name, want, icon, said)
	}
}

// GitHub fails at any one call of the way back: Drone's telling it again, or the next command,
// makes it good.
func TestFaultsOnTheWayBack(t *testing.T) {
	for _, fault := range []wire.Fault{
		{Method: "GET", Path: "/issues/17/comments", Status: 502}, {Method: "POST", Path: "/reactions", Status: 500}, {Method: "DELETE", Path: "/reactions", Cut: true},
		{Method: "POST", Path: "/issues/17/comments", Status: 503}, {Method: "POST", Path: "/issues/17/comments", After: true, Cut: true},
		{Method: "PATCH", Path: "/issues/comments", Status: 500}, {Method: "PATCH", Path: "/issues/comments", After: true, Cut: true},
	} {
		for _, again := range []string{"event", "command"} {
			w := newWorld(t)
			events := post(t, w.ci)
			w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
			w.ci.Finish("acme/widgets", 43, drone.StatusFailing)
			w.gh.Break(fault.Once())
			last := events()[len(events())-1]
			if status := told(t, w.url, last); status != 204 {
				t.Fatal(status)
			}
			if again == "event" {
				told(t, w.url, last)
				w.ends(t, fmt.Sprintf("%+v", fault), "😕")
				continue
			}
			w.post(t, w.repo.Comment(17, "bob", "/help"))
			said := w.repo.Issue(17).By("sealrobot")
			if !strings.Contains(said[0].Body, "<!-- job 1 -->\n😕") {
				t.Errorf("%+v: the next command left %s", fault, said[0].Body)
			}
		}
	}
}

// Drone's clock is ahead of GitHub's, or the build came late: its end finds the reply.
func TestDronesClock(t *testing.T) {
	for _, ahead := range []time.Duration{-time.Hour, 30 * time.Second, 5 * time.Minute} {
		w := newWorld(t)
		w.ci.SetTime(func() time.Time { return time.Now().Add(ahead) })
		w.ci.Notify(w.url+"/drone", droneSecret)
		w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
		w.ci.Finish("acme/widgets", 43, drone.StatusPassing)
		w.ends(t, ahead.String(), "🚀")
	}
}

// What settles a promotion that was not confirmed is a promotion: a rollback of the same build
// to the same target, with its reference, is none.
func TestUnconfirmedIsNoRollback(t *testing.T) {
	w := newWorld(t)
	w.ci.Notify(w.url+"/drone", droneSecret)
	w.ci.Break(wire.Fault{Path: "/promote", Cut: true}.Once())
	w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
	asked := w.ci.Calls()
	var ref string
	for _, c := range asked {
		if u, err := url.Parse(c.Path); err == nil && u.Query().Get("ROBOT_REF") != "" {
			ref = u.Query().Get("ROBOT_REF")
		}
	}
	api := drone.NewClient(w.ci.URL, &http.Client{Transport: bearer(droneToken)})
	b, err := api.Rollback("acme", "widgets", 42, "dev", map[string]string{"ROBOT_REF": ref})
	if err != nil || ref == "" {
		t.Fatal(err, ref)
	}
	w.ci.Finish("acme/widgets", b.Number, drone.StatusPassing)
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 || !strings.Contains(said[0].Body, "⏳ Drone was asked to promote build 42") {
		t.Errorf("the robot said %v", said)
	}
	if b, err = api.Promote("acme", "widgets", 42, "dev", map[string]string{"ROBOT_REF": ref}); err != nil {
		t.Fatal(err)
	}
	w.ci.Finish("acme/widgets", b.Number, drone.StatusPassing)
	said := w.repo.Issue(17).By("sealrobot")
	if len(said) != 1 || strings.Contains(said[0].Body, "has not confirmed") || !strings.Contains(said[0].Body, "which promotes build [42]") || !strings.Contains(said[0].Body, "🚀") {
		t.Errorf("the robot said %v", said)
	}
}

// A build that only inherited what a promotion was given is none of the reply's.
func TestInheritedReferences(t *testing.T) {
	w := newWorld(t)
	w.ci.Notify(w.url+"/drone", droneSecret)
	w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
	api := drone.NewClient(w.ci.URL, &http.Client{Transport: bearer(droneToken)})
	restarted, err := api.BuildRestart("acme", "widgets", 43, nil)
	if err != nil {
		t.Fatal(err)
	}
	promoted, err := api.Promote("acme", "widgets", 43, "dev", nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := api.Promote("acme", "widgets", 42, "dev", map[string]string{"ROBOT_REF": restarted.Params["ROBOT_REF"]})
	if err != nil {
		t.Fatal(err)
	}
	w.gh.Forget()
	for _, b := range []*drone.Build{restarted, promoted, again} {
		w.ci.Finish("acme/widgets", b.Number, drone.StatusFailing)
	}
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 || !strings.Contains(said[0].Body, "⏳") {
		t.Errorf("the robot said %v", said)
	}
	if calls := w.gh.Calls(); len(calls) > 1 { // the last one fits in all but its number
		t.Errorf("calls %v", calls)
	}
	w.ci.Finish("acme/widgets", 43, drone.StatusPassing)
	w.ends(t, "after all", "🚀")
}

type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}
