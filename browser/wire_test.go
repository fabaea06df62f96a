package browser

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// get asks the sandbox over the wire, as curl does: what is true, whatever the page says.
func (p *playground) get(t *testing.T, address string, into any) {
	t.Helper()
	if body := p.fetch(t, address); json.Unmarshal(body, into) != nil {
		t.Fatalf("GET %s: no JSON of that form:\n%s", address, body)
	}
}

func (p *playground) fetch(t *testing.T, address string) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sandbox-alice")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s, %v\n%s", address, res.Status, err, body)
	}
	return body
}

// builds is how many builds somebody has started: each promotes build 42.
func (p *playground) builds(t *testing.T) (started int) {
	t.Helper()
	var all []struct{ Event string }
	p.get(t, p.drone+"/api/repos/acme/widgets/builds", &all)
	for _, one := range all {
		if one.Event == "promote" {
			started++
		}
	}
	return started
}

// delivery is one of those that the page lists, the newest first.
type delivery struct {
	Status string // success, failure, skipped or running
	URL    string // of its page
	What   string // "issue_comment · created"
	Whose  string // "alice", or "alice · again"
}

var listed = regexp.MustCompile(`(?s)<a class="status (\w+)" href="([^"]*)">.*?<span class="mono">([^<]*)</span></a>\s*<span class="muted">([^<]*)</span>`)

// deliveries are those that were not about the robot's own comments.
func (p *playground) deliveries(t *testing.T) (all []delivery) {
	t.Helper()
	for _, found := range listed.FindAllStringSubmatch(string(p.fetch(t, p.github+"/deliveries")), -1) {
		if !strings.HasPrefix(found[4], theRobot) {
			all = append(all, delivery{found[1], p.github + found[2], found[3], found[4]})
		}
	}
	return all
}

// delivered waits until there were so many deliveries of an event, and none is under way.
func (p *playground) delivered(t *testing.T, what string, times int) (those []delivery) {
	t.Helper()
	if !until(func() bool {
		all := p.deliveries(t)
		those = slices.DeleteFunc(slices.Clone(all), func(d delivery) bool { return d.What != what })
		return len(those) >= times && !slices.ContainsFunc(all, func(d delivery) bool { return d.Status == "running" })
	}) {
		t.Fatalf("waited in vain for %d of %q; there are %v", times, what, p.deliveries(t))
	}
	return those
}
