package endpoint_test

import (
	"testing"

	"github.com/fanux/robot/processors/endpoint"
)

// TestCheck: what Call would refuse each time is known before.
func TestCheck(t *testing.T) {
	for _, row := range []struct {
		request endpoint.Request
		want    string
	}{
		{endpoint.Request{URL: "https://hooks.example.com/x"}, ""},
		{endpoint.Request{URL: "http://10.0.0.1/x", Private: true, Headers: map[string]string{"Authorization": token}}, ""},
		{endpoint.Request{URL: "http://hooks.example.com/" + token}, "its address is not `https`, which only a private host may do without"},
		{endpoint.Request{URL: "https://hooks.example.com/", Method: "HEAD"}, "there is no method `HEAD`"},
		{endpoint.Request{URL: "https://hooks.example.com/", Method: "GET", Body: 1}, "a `GET` carries no body"},
		{endpoint.Request{URL: "https://hooks.example.com/", Body: 1, Form: map[string]string{}}, "it has a body and a form"},
		{endpoint.Request{URL: "https://hooks.example.com/", Headers: map[string]string{"host": token}}, "the header `host` cannot be set"},
		{endpoint.Request{URL: "https://hooks.example.com/", Headers: map[string]string{"A": token + "\n"}}, "the value of the header `A` holds a control character"},
	} {
		got := ""
		if err := row.request.Check(); err != nil {
			got = err.Error()
		}
		if got != row.want {
			t.Errorf("%+v: %q, want %q", row.request, got, row.want)
		}
		discreet(t, got)
	}
}
