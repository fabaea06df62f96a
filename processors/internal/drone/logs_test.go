package drone_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	sdk "github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/drone_promote/dronetest"
	"github.com/fanux/robot/processors/internal/drone"
)

const failedAtDev = build2 + "**failed** after 1 min 30 s: step `dev` of pipeline `default`, exit code 1."

func failing(t testing.TB) (*dronetest.Server, *drone.Client) {
	return promoted(t, func(b *sdk.Build) { b.Status = sdk.StatusFailing })
}

// look looks at build 2, which failed: what is said of it does not depend on its log.
func look(t testing.TB, c *drone.Client) []string {
	t.Helper()
	news, err := c.Look(t.Context(), repository, issue.News{Job: "build/2"})
	if err != nil || news.Progress != issue.JobFailed || news.Text.String() != failedAtDev {
		t.Fatalf("got %+v, %v, want %s", news, err, failedAtDev)
	}
	return news.Log
}

func numbered(from, to int) (lines []string) {
	for i := from; i < to; i++ {
		lines = append(lines, fmt.Sprintf("line %d: `@everyone` \x1b[31m<!-- %s", i, token))
	}
	return lines
}

// The end of the log of the step that failed, as it is.
func TestLog(t *testing.T) {
	long := strings.Repeat("x", 8<<10+1)
	for name, test := range map[string]struct{ lines, want []string }{
		"none":           {nil, nil},
		"one":            {[]string{"a"}, []string{"a"}},
		"some":           {numbered(0, 30), numbered(0, 30)},
		"200":            {numbered(0, 200), numbered(0, 200)},
		"201":            {numbered(0, 201), numbered(1, 201)},
		"10000":          {numbered(0, 10000), numbered(9800, 10000)},
		"several in one": {[]string{"a\nb\r", "", "c"}, []string{"a", "b\r", "", "c"}},
		"many in one":    {[]string{strings.Join(numbered(0, 300)[:120], "\n"), strings.Join(numbered(120, 250), "\n")}, numbered(50, 250)},
		"a long one":     {[]string{"a", long, "c"}, []string{"a", "[…]", "c"}},
		"a shorter one":  {[]string{"a", long[1:], "c"}, []string{"a", long[1:], "c"}},
	} {
		d, c := failing(t)
		d.Log("acme/widgets", 2, 1, 1, "of clone")
		d.Log("acme/widgets", 2, 1, 2, test.lines...)
		if diff := cmp.Diff(test.want, look(t, c)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Where no step failed there is no log to ask for.
func TestNoLog(t *testing.T) {
	for _, status := range []string{"running", "success", "killed", "error"} {
		d, c := promoted(t, func(b *sdk.Build) { b.Status = status })
		if news, err := c.Look(t.Context(), repository, issue.News{Job: "build/2"}); err != nil || news.Log != nil {
			t.Errorf("%s: %+v, %v", status, news, err)
		}
		if calls := d.Calls(); len(calls) != 1 {
			t.Errorf("%s: calls %v, want one", status, calls)
		}
	}
}

// A log that cannot be read leaves the outcome as it is.
func TestBrokenLog(t *testing.T) {
	for _, f := range []wire.Fault{
		{Status: 404, Body: `{"message":"sql: no rows in result set"}`},
		{Status: 500}, {Status: 403}, {Status: 302, Header: http.Header{"Location": {"https://other.example.com"}}},
		{Cut: true}, {After: true, Cut: true},
		{Status: 200, Body: ""}, {Status: 200, Body: "<html>"}, {Status: 200, Body: "null"}, {Status: 200, Body: "5"}, {Status: 200, Body: `{"out":"a"}`},
		{Status: 200, Body: "["}, {Status: 200, Body: `[{"out":"a"}`}, {Status: 200, Body: `[{"out":"a"},`}, {Status: 200, Body: `[{"out":"a"},{"out":"b`},
		{Status: 200, Body: `[{"out":5}]`}, {Status: 200, Body: `["a"]`}, {Status: 200, Body: `[]`},
	} {
		d, c := failing(t)
		d.Log("acme/widgets", 2, 1, 2, "a")
		f.Path = "/logs/1/2$"
		d.Break(f)
		if log := look(t, c); len(log) != 0 {
			t.Errorf("%+v: got %q, want none", f, log)
		}
	}
	d, c := failing(t)
	d.Break(wire.Fault{Path: "/logs/", Status: 200, Body: `[null,{"out":"a\n"}]`})
	if diff := cmp.Diff([]string{"a"}, look(t, c)); diff != "" {
		t.Error(diff)
	}
}

// A line of a log is what a step wrote at once. A secret that it wrote in two goes is one
// secret all the same.
func TestLogInPieces(t *testing.T) {
	d, c := failing(t)
	d.Break(wire.Fault{Path: "/logs/", Status: 200, Body: `[{"out":"tok"},{"out":""},{"out":"en\nand"},{"out":" more\nat once\n"},{"out":"the end"}]`})
	if diff := cmp.Diff([]string{"token", "and more", "at once", "the end"}, look(t, c)); diff != "" {
		t.Error(diff)
	}
}

// counter counts what is read of answers.
type counter struct{ bytes atomic.Int64 }

func (n *counter) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		body := resp.Body
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.TeeReader(body, n), body}
	}
	return resp, err
}

func (n *counter) Write(p []byte) (int, error) {
	n.bytes.Add(int64(len(p)))
	return len(p), nil
}

// A log may be many MiB, and may have no end: its end is there, or is told to be missing, and
// no more than 4 MiB are read.
func TestHugeLog(t *testing.T) {
	const line = `{"pos":%d,"out":"%s\n","time":1}`
	for name, test := range map[string]struct {
		lines int
		text  string
		last  string
	}{
		"3 MiB":      {3 << 10, strings.Repeat("x", 1000), strings.Repeat("x", 1000)},
		"an endless": {1 << 30, strings.Repeat("x", 1000), "[…]"},
		"one line":   {1, strings.Repeat("x", 20<<20), "[…]"},
	} {
		t.Run(name, func(t *testing.T) {
			build := fmt.Sprintf(`{"number":2,"status":"failure","started":1000,"finished":%d,"stages":[{"number":1,"name":"default","steps":[{"number":2,"name":"dev","status":"failure","exit_code":1}]}]}`, 1000+aMinute)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.Contains(r.URL.Path, "/logs/1/2") {
					fmt.Fprint(w, build)
					return
				}
				for i, before := 0, "["; i < test.lines; i, before = i+1, "," {
					if _, err := fmt.Fprintf(w, before+line, i, test.text); err != nil {
						return
					}
				}
				fmt.Fprint(w, "]")
			}))
			defer server.Close()
			n := new(counter)
			c, err := drone.New(drone.Options{Server: server.URL, PublicURL: "https://ci.example.com", Token: token, HTTP: n})
			if err != nil {
				t.Fatal(err)
			}
			log := look(t, c)
			if len(log) == 0 || len(log) > 200 || log[len(log)-1] != test.last {
				t.Errorf("%d lines, the last one %.20q, want %.20q", len(log), log[max(0, len(log)-1):], test.last)
			}
			if read := n.bytes.Load(); read > 5<<20 {
				t.Errorf("%d bytes were read", read)
			}
		})
	}
}

// slow is a Drone that tells of a failed build, and begins a log that does not go on.
type slow struct{}

func (slow) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: 200, Request: r, Body: http.NoBody}
	if strings.Contains(r.URL.Path, "/logs/") {
		resp.Body = io.NopCloser(stuck{r.Context()})
		return resp, nil
	}
	resp.Body = io.NopCloser(strings.NewReader(`{"number":2,"status":"failure","stages":[{"number":1,"steps":[{"number":2,"status":"failure"}]}]}`))
	return resp, nil
}

type stuck struct{ ctx context.Context }

func (s stuck) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, errors.New("stuck")
}

// A log takes two seconds, or half of the time there is: the outcome has still to be told.
func TestSlowLog(t *testing.T) {
	for have, want := range map[time.Duration]time.Duration{time.Minute: 2 * time.Second, 3 * time.Second: 1500 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			c, err := drone.New(drone.Options{Server: "https://drone.example.com", Token: token, HTTP: slow{}})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), have)
			defer cancel()
			began := time.Now()
			news, err := c.Look(ctx, repository, issue.News{Job: "build/2"})
			if took := time.Since(began); err != nil || took != want || news.Progress != issue.JobFailed || news.Log != nil {
				t.Errorf("of %s: %s, got %+v, %v, want the outcome after %s", have, took, news, err, want)
			}
		})
	}
}
