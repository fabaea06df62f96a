package endpoint_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/endpoint"
	"github.com/fanux/robot/processors/internal/robottest"
)

// calls is a command that makes one call.
type calls struct {
	*endpoint.Endpoint
	endpoint.Request
}

func (calls) Help() issue.Help { return issue.Help{Effect: issue.Writes, Dry: true} }

func (c calls) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return c.Call(ctx, event, c.Request)
}

// TestRehearsed: a dry run names the call that the same command then makes, and calls nobody.
func TestRehearsed(t *testing.T) {
	const would = "Nothing was done. It would call "
	for _, test := range []struct {
		request endpoint.Request
		want    string
	}{
		{endpoint.Request{URL: "https://hooks.example.com/services/" + secret + "?token=" + token}, would + "`POST https://hooks.example.com/…`."},
		{endpoint.Request{URL: "https://hooks.example.com:8443", Method: "GET"}, would + "`GET https://hooks.example.com:8443/…`."},
		{endpoint.Request{URL: "https://93.184.216.34/x", Method: "DELETE"}, would + "`DELETE https://93.184.216.34/…`."},
		{endpoint.Request{URL: "https://10.1.2.3/x"}, would + "`POST https://10.1.2.3/…`."}, // by a transport that looks after its addresses itself
		{endpoint.Request{URL: "https://" + token + ".example.com/x", Secret: token}, would + "`POST https://***.example.com/…`."},
		{endpoint.Request{URL: "http://jenkins.example.com/x", Private: true, Method: "PUT"}, would + "the endpoint of `/notify`, a private one, with `PUT`."},
	} {
		var asked []string
		carry := recorder(func(r *http.Request) { asked = append(asked, r.Method+" "+r.URL.Scheme+"://"+r.URL.Host) })
		robot := calls{endpoint.New(carry), test.request}
		robot.Headers = map[string]string{"Authorization": "Bearer " + token}
		robot.Body = map[string]any{"text": "not shown"}
		if test.request.Method == "GET" {
			robot.Body = nil
		}
		dry := robottest.Say(t, issuetest.Start(t), robot, "/notify --dry-run")
		if dry.State != issue.Ran || dry.Detail != test.want || len(asked) > 0 {
			t.Errorf("%s %q, called %q\nwant %q", dry.State, dry.Detail, asked, test.want)
		}
		discreet(t, dry.Detail)
		robottest.Say(t, issuetest.Start(t), robot, "/notify")
		if len(asked) != 1 || strings.Contains(dry.Detail, "https:") && !strings.Contains(dry.Detail, strings.Replace(asked[0], token, "***", 1)) {
			t.Errorf("%q: in earnest %q", dry.Detail, asked)
		}
	}
}

// recorder carries requests to nobody, who answers well.
type recorder func(r *http.Request)

func (f recorder) RoundTrip(r *http.Request) (*http.Response, error) {
	f(r)
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// TestRehearsedByOurOwn: nobody is called by the transport that is used in earnest either.
func TestRehearsedByOurOwn(t *testing.T) {
	r := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("called") })
	if dry := robottest.Say(t, issuetest.Start(t), calls{endpoint.New(nil), r}, "/notify --dry-run"); dry.State != issue.Ran {
		t.Errorf("%s %q", dry.State, dry.Detail)
	}
	r = endpoint.Request{URL: "https://[::ffff:93.184.216.34]/x"} // which is public, and dialled as IPv4
	if dry := robottest.Say(t, issuetest.Start(t), calls{endpoint.New(nil), r}, "/notify --dry-run"); dry.State != issue.Ran {
		t.Errorf("%s %q", dry.State, dry.Detail)
	}
}

// TestRehearsalRefuses what the command would be refused for, in the same words. Which
// addresses a name has is seen in earnest alone.
func TestRehearsalRefuses(t *testing.T) {
	for _, request := range []endpoint.Request{
		{URL: "https://10.1.2.3/x"}, {URL: "https://[::1]/x"}, {URL: "https://[::ffff:127.0.0.1]/x"}, {URL: "https://169.254.169.254/x"},
		{URL: "http://example.com/x"}, {URL: "https://u:p@example.com/x"}, {URL: "https://example.com/x", Headers: map[string]string{"Host": "x"}},
		{URL: "https://example.com/x", Body: "x", Form: map[string]string{}}, {URL: "https://example.com/x", Method: "GET", Body: "x"},
	} {
		robot := calls{endpoint.New(nil), request}
		gh := issuetest.Start(t)
		dry, earnest := robottest.Say(t, gh, robot, "/notify --dry-run"), robottest.Say(t, gh, robot, "/notify")
		if dry.State != issue.Failed || dry.State != earnest.State || dry.Detail != earnest.Detail {
			t.Errorf("%s: %s %q\nin earnest %s %q", request.URL, dry.State, dry.Detail, earnest.State, earnest.Detail)
		}
	}
}
