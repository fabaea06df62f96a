package function

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func get(t *testing.T, method, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return do(t, r)
}

func do(t *testing.T, r *http.Request) (*http.Response, string) {
	t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestRoutes(t *testing.T) {
	w := newWorld(t)
	for _, row := range []struct {
		request string
		status  int
		allow   string
	}{
		{"GET /healthz", 200, ""}, {"HEAD /healthz", 200, ""}, {"POST /healthz", 405, "GET, HEAD"},
		{"GET /", 200, ""}, {"PUT /", 405, "GET, HEAD, POST"},
		{"POST /initialize", 200, ""}, {"GET /initialize", 405, "POST"},
		{"GET /pre-stop", 200, ""},
		{"GET /github", 405, "POST"},
		{"POST /invoke", 404, ""}, {"POST /drone", 401, ""}, {"GET /drone", 405, "POST"}, {"GET /nothing", 404, ""},
		{"POST //github", 404, ""}, {"GET /github/", 404, ""}, {"GET /./healthz", 404, ""},
		{"GET /2016-08-15/proxy/CRService/robot/healthz", 200, ""},
		{"GET /2016-08-15/proxy/CRService/robot/", 200, ""},
		{"GET /2016-08-15/proxy/CRService/robot", 200, ""},
		{"GET /2016-08-15/proxy/CRService/robot/nothing", 404, ""},
		{"GET /2016-08-15/proxy/CRService", 404, ""},
	} {
		method, path, _ := strings.Cut(row.request, " ")
		answer, _ := get(t, method, w.url+path)
		if answer.StatusCode != row.status || answer.Header.Get("Allow") != row.allow {
			t.Errorf("%s: %d, Allow %q; want %d, %q", row.request, answer.StatusCode, answer.Header.Get("Allow"), row.status, row.allow)
		}
	}
	if calls := append(w.gh.Calls(), w.ci.Calls()...); len(calls) > 0 {
		t.Errorf("somebody was called: %v", calls)
	}
}

func TestPageShowsTheCommandsAndNothingPrivate(t *testing.T) {
	w := newWorld(t)
	answer, body := get(t, "GET", w.url+"/")
	if !strings.Contains(body, "/promote [build] &lt;target&gt;") || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		t.Errorf("%v\n%s", answer.Header, body)
	}
	answer, data := get(t, "GET", w.url+"/", "Accept", "application/json")
	var list struct{ Commands []entry }
	if err := json.Unmarshal([]byte(data), &list); err != nil || !slices.Contains(list.Commands, entry{"/promote", "[build] <target> [KEY=value …]", "promote a Drone build to a target", "write"}) {
		t.Errorf("%v, %v\n%s", answer.Header, err, data)
	}
	for _, private := range []string{w.ci.URL, strings.TrimPrefix(w.ci.URL, "http://"), "sealrobot"} {
		if strings.Contains(body+data, private) {
			t.Errorf("the page shows %s", private)
		}
	}
}

func TestAccept(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "*/*": false, "application/json": true, "Application/JSON; charset=utf-8": true,
		"text/html,application/xhtml+xml,application/json;q=0.1": false, "application/json, text/html;q=0.1": true,
	} {
		if got := wantsJSON(accept); got != want {
			t.Errorf("Accept %q: JSON %v, want %v", accept, got, want)
		}
	}
}

func TestPlatformsLinesAndNoneOfItsHeaders(t *testing.T) {
	w := newWorld(t)
	get(t, "GET", w.url+"/healthz", "X-Fc-Request-Id", "1-2a-3b", "X-Fc-Access-Key-Secret", "live-credential", "X-Fc-Security-Token", "live-credential")
	get(t, "GET", w.url+"/nothing", "X-Fc-Request-Id", "one two")
	w.post(t, w.repo.Comment(17, "alice", "/help"), "X-Fc-Security-Token", "live-credential")
	log := w.logs.String()
	if !strings.Contains(log, "FC Invoke Start RequestId: 1-2a-3b\nFC Invoke End RequestId: 1-2a-3b\n") {
		t.Errorf("the platform's lines are not in the log:\n%s", log)
	}
	if strings.Contains(log, "live-credential") || strings.Contains(log, "one two") {
		t.Errorf("the log has headers:\n%s", log)
	}
}
