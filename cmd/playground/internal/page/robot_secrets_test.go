package page

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// TestNoSecrets: no page has a secret, a token, or what the robot seals.
func TestNoSecrets(t *testing.T) {
	const secret = "the secret of the webhooks is this"
	var handler http.Handler
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	defer hub.Close()
	var ci http.Handler
	drone := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { ci.ServeHTTP(w, r) }))
	defer drone.Close()
	s, err := sandbox.New(sandbox.Options{GitHub: hub.URL, Drone: drone.URL, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	p := New(s)
	handler, ci = p.GitHub(s.Front()), p.Drone(s.DroneAPI())
	r := &reader{t, s, hub.URL, drone.URL, http.DefaultClient}
	r.say("/promote 42 dev\n/run deploy target=dev")
	r.post("/sweep", "back", "/deliveries")
	sealed := []string{secret, "sandbox-drone", "ghp_", "ghs_"}
	for _, b := range s.Drone().Builds(widgets) {
		if ref := b.Params["ROBOT_REF"]; ref != "" {
			sealed = append(sealed, ref, url.QueryEscape(ref))
		}
	}
	if len(sealed) < 6 {
		t.Fatal("the robot has sealed nothing")
	}
	pages := []string{"/deliveries", "/config", "/acme/widgets/actions"}
	for _, d := range s.Deliveries() {
		at := deliveryURL(d.Number)
		pages = append(pages, at, at+"/payload")
		for i := range d.Calls {
			pages = append(pages, at+"/calls/"+itoa(int64(i+1))+"/request", at+"/calls/"+itoa(int64(i+1))+"/answer")
		}
	}
	for _, path := range pages {
		r.lacks(r.get(path), sealed...)
	}
	r.url = drone.URL
	r.lacks(r.get("/acme/widgets/43"), sealed...)
}
