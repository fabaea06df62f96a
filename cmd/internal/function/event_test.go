package function

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// timerEvent is what the platform posts: https://help.aliyun.com/document_detail/70140.html
const timerEvent = `{"triggerTime":"2026-01-01T00:00:00Z","triggerName":"every-five-minutes","payload":""}`

// invoke calls the timer's function as the platform does.
func invoke(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest("POST", url+"/invoke", strings.NewReader(timerEvent))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Fc-Control-Path", "/invoke")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return do(t, r)
}

const ofTimer = "repos: [acme/widgets]\nuse: [help, promote]\n"

func TestEventMode(t *testing.T) {
	w, _ := configured(t, ofTimer, "ROBOT_MODE=event", "DRONE_WEBHOOK_SECRET=")
	w.repo.Comment(17, "alice", "/promote 42 dev")
	answer, body := invoke(t, w.url, "X-Fc-Request-Id", "1-2")
	if answer.StatusCode != 200 || answer.Header.Get("X-Fc-Status") != "200" || !strings.HasPrefix(body, `{"redelivered":0,"run":1,"resumed":0,"updated":0,"calls":`) || strings.Count(body, "\n") != 1 {
		t.Errorf("%d %v %s", answer.StatusCode, answer.Header, body)
	}
	if said := w.repo.Issue(17).By("sealrobot"); len(said) != 1 || !strings.Contains(said[0].Body, "Started build [43]") {
		t.Errorf("the robot said %v", said)
	}
	if log := w.logs.String(); !strings.Contains(log, "FC Invoke Start RequestId: 1-2") || !strings.Contains(log, `"msg":"swept"`) || !strings.Contains(log, `"command":"/promote"`) {
		t.Errorf("the log:\n%s", log)
	}
	if _, body := invoke(t, w.url); !strings.HasPrefix(body, `{"redelivered":0,"run":0,"resumed":0,"updated":0,"calls":`) {
		t.Errorf("again: %s", body)
	}
	for request, want := range map[string]int{
		"GET /healthz": 200, "POST /initialize": 200, "GET /pre-stop": 200, "GET /invoke": 405,
		"POST /invoke": 404, "GET /": 404, "POST /": 404, "POST /github": 404, "POST /drone": 404, "POST /job": 404, "GET /nothing": 404,
		"POST /2016-08-15/proxy/CRService/sweep/invoke": 404,
	} {
		method, path, _ := strings.Cut(request, " ")
		if answer, _ := get(t, method, w.url+path); answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", request, answer.StatusCode, want)
		}
	}
	for _, path := range []string{"/http-invoke", "/initialize", ""} {
		if answer, _ := invoke(t, w.url, "X-Fc-Control-Path", path); answer.StatusCode != 404 {
			t.Errorf("through an HTTP trigger, or past the platform: %q: %d", path, answer.StatusCode)
		}
	}
}

// TestEventModeOneAtATime: who comes while a sweep is at work is told so at once.
func TestEventModeOneAtATime(t *testing.T) {
	w, _ := configured(t, ofTimer, "ROBOT_MODE=event")
	w.gh.Break(wire.Fault{Path: "/issues/comments", Delay: 300 * time.Millisecond}.Once())
	var bodies [2]string
	var both sync.WaitGroup
	for i := range bodies {
		both.Go(func() { _, bodies[i] = invoke(t, w.url) })
	}
	both.Wait()
	if all := strings.Join(bodies[:], ""); strings.Count(all, `{"busy":true}`) != 1 || strings.Count(all, `"redelivered":0`) != 1 {
		t.Errorf("%q", bodies)
	}
	if _, body := invoke(t, w.url); !strings.HasPrefix(body, `{"redelivered"`) {
		t.Errorf("after that: %s", body)
	}
}

func TestEventModeGoesOnAfterTrouble(t *testing.T) {
	w, _ := configured(t, ofTimer, "ROBOT_MODE=event")
	w.gh.Break(wire.Fault{Path: "/repos/acme/widgets$", Status: 502, Body: w.token}.Once())
	if answer, body := invoke(t, w.url); answer.StatusCode != 200 || !strings.Contains(body, `"calls":`) || !strings.Contains(body, `,"error":"GitHub`) || strings.Contains(body, w.token) {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if !strings.Contains(w.logs.String(), "not all could be swept") {
		t.Errorf("the log:\n%s", w.logs)
	}
}

func TestEventModeWithoutRepositories(t *testing.T) {
	for _, file := range []string{"use: [help]\n", "repos: [\"acme/*\"]\n"} {
		w, _ := configured(t, file, "ROBOT_MODE=event")
		answer, body := invoke(t, w.url)
		if answer.StatusCode != 500 || !strings.Contains(body, "under repos: in robot.yml") || len(w.gh.Calls()) != 0 {
			t.Errorf("%d %s", answer.StatusCode, body)
		}
	}
}
