package dronetest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// TestOnDelivery: whoever wants to know is told what was sent, and what was answered.
func TestOnDelivery(t *testing.T) {
	d, api := start(t)
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, _ := io.ReadAll(r.Body); strings.Contains(string(body), `"running"`) {
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(202)
		w.Write([]byte("heard"))
	}))
	defer robot.Close()
	var told []string
	d.OnDelivery(func(sent dronetest.Delivery) {
		if sent.Request.Get("Signature") == "" || sent.At.IsZero() || len(sent.Payload) == 0 {
			t.Errorf("%+v", sent)
		}
		told = append(told, fmt.Sprint(sent.Event, " ", sent.Status, sent.Body, " ", sent.Err != ""))
	})
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil { // nobody is told yet
		t.Fatal(err)
	}
	d.Notify(robot.URL, "secret")
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil {
		t.Fatal(err)
	}
	d.Run("acme/widgets", 2)
	d.Finish("acme/widgets", 2, "success")
	if got, want := fmt.Sprintf("%q", told), `["build 202heard false" "build 0 true" "build 202heard false"]`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
