package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	return p.call(t, http.MethodGet, address, nil, http.StatusOK)
}

// call makes a call as alice, and returns what it is answered.
func (p *playground) call(t *testing.T, method, address string, body []byte, status int) []byte {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sandbox-alice")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		t.Fatalf("%s %s: %s, %v\n%s", method, address, res.Status, err, text)
	}
	return text
}

// say comments on issue 17 over the wire, so many times, and returns the ids that the
// comments have on the page.
func (p *playground) say(t *testing.T, text string, times int) (ids []string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"body": text})
	if err != nil {
		t.Fatal(err)
	}
	for range times {
		var made struct{ ID int64 }
		if err := json.Unmarshal(p.call(t, http.MethodPost, p.github+"/api/v3/repos/acme/widgets/issues/17/comments", body, http.StatusCreated), &made); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, fmt.Sprint("issuecomment-", made.ID))
	}
	return ids
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
