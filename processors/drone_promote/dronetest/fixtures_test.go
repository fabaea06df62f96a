package dronetest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// delivery is a webhook that was received.
type delivery struct {
	header http.Header
	body   []byte
}

// inbox collects the webhooks of d.
func inbox(t *testing.T, d *dronetest.Server, secret string) func() []delivery {
	var mu sync.Mutex
	var got []delivery
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		got = append(got, delivery{r.Header.Clone(), body})
		w.WriteHeader(http.StatusTeapot) // Drone does not care
	}))
	t.Cleanup(s.Close)
	d.Notify(s.URL, secret)
	return func() []delivery {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(got)
	}
}

// What a real server sent has the same fields, headers and signature as what we send.
func TestWebhooksAreTheRealOnes(t *testing.T) {
	file, err := os.ReadFile("testdata/SECRET.txt")
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimSpace(string(file))
	d, api := start(t)
	received := inbox(t, d, secret)
	if _, err := api.BuildCreate("acme", "widgets", "", "", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := api.Promote("acme", "widgets", 1, "dev", map[string]string{"A": "1"}); err != nil {
		t.Fatal(err)
	}
	d.Run("acme/widgets", 3)
	d.Finish("acme/widgets", 3, drone.StatusPassing)
	if _, err := api.Promote("acme", "widgets", 1, "dev", map[string]string{"A": "1"}); err != nil {
		t.Fatal(err)
	}
	d.Run("acme/widgets", 4)
	d.Finish("acme/widgets", 4, drone.StatusFailing)

	got := received()
	for i, name := range []string{
		"02-build-created-n1-custom-pending",
		"11-build-created-n2-promote-pending",
		"12-build-updated-n2-promote-running",
		"16-build-updated-n2-promote-success",
		"11-build-created-n2-promote-pending",
		"12-build-updated-n2-promote-running",
		"33-build-updated-n5-promote-failure",
	} {
		t.Run(name, func(t *testing.T) {
			header, body := fixture(t, name)
			if diff := cmp.Diff(shape(t, body), shape(t, got[i].body)); diff != "" {
				t.Errorf("fields of a real webhook and of ours:\n%s", diff)
			}
			if diff := cmp.Diff(names(header), names(got[i].header)); diff != "" {
				t.Errorf("headers of a real webhook and of ours:\n%s", diff)
			}
			signed(t, secret, header, body)
			signed(t, secret, got[i].header, got[i].body)
		})
	}
	if len(got) != 7 {
		t.Errorf("%d webhooks, want 7", len(got))
	}
}

// signed checks that Sign makes the very headers that a webhook came with.
func signed(t *testing.T, secret string, header http.Header, body []byte) {
	t.Helper()
	at, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range dronetest.Sign(secret, body, at) {
		if got := header.Get(name); got != want[0] {
			t.Errorf("%s: got %q, want %q", name, got, want[0])
		}
	}
	if other := dronetest.Sign(secret, body, at.Add(time.Second)); other.Get("Signature") == header.Get("Signature") {
		t.Error("the date is not signed")
	}
}

func fixture(t *testing.T, name string) (http.Header, []byte) {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	head, err := os.ReadFile("testdata/" + name + ".headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	header := make(http.Header)
	for line := range bytes.Lines(head) {
		if name, value, ok := bytes.Cut(bytes.TrimSpace(line), []byte(": ")); ok {
			header.Set(string(name), string(value))
		}
	}
	return header, body
}

func names(h http.Header) []string {
	h = h.Clone()
	h.Del("Host") // net/http keeps it elsewhere
	return slices.Sorted(maps.Keys(h))
}

// shape is the set of paths of fields in a JSON text; of params, only that they are there.
func shape(t *testing.T, body []byte) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	found := make(map[string]bool)
	var walk func(string, any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				found[path+"."+name] = true
				if name != "params" {
					walk(path+"."+name, inner)
				}
			}
		case []any:
			for _, inner := range v {
				walk(path+"[]", inner)
			}
		}
	}
	walk("", v)
	return slices.Sorted(maps.Keys(found))
}
