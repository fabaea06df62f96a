package endpoint

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/fanux/robot/issue"
)

// fault is what is wrong with a Request: the operator's mistake, not the commenter's.
type fault struct{ issue.Text }

func (f fault) Error() string { return f.String() }

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// request is what goes out. Its body cannot be had a second time, so that no transport
// sends it again: net/http does that with what has an Idempotency-Key.
// https://pkg.go.dev/net/http#Transport
func (r Request) request(ctx context.Context) (*http.Request, error) {
	p, err := r.parts()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, p.method, "", nil)
	if err != nil {
		return nil, err
	}
	request.URL, request.Host = p.address, p.address.Host
	if len(p.body) > 0 {
		request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(p.body)), int64(len(p.body))
	}
	r.head(ctx, request.Header, p.body, p.kind)
	return request, nil
}

// Check says what is wrong with a request that Call refuses before it calls anybody: the
// operator's mistake. It shows neither the address nor the value of a header.
func (r Request) Check() error {
	_, err := r.parts()
	return err
}

// parts are what a request is made of, each of them checked.
type parts struct {
	method  string
	address *url.URL
	body    []byte
	kind    string // the body's type; "" where there is none
}

func (r Request) parts() (p parts, err error) {
	p.method = cmp.Or(r.Method, http.MethodPost)
	if !slices.Contains(methods, p.method) {
		return p, fault{issue.Textf("there is no method %s", issue.Code(p.method))}
	}
	if p.address, err = r.address(); err != nil {
		return p, err
	}
	if p.body, p.kind, err = r.body(); err != nil {
		return p, err
	}
	if p.method == http.MethodGet && p.kind != "" {
		return p, fault{issue.Textf("a `GET` carries no body")}
	}
	return p, r.checkHeaders()
}

// address is where the request goes. What is wrong with it is said without showing it.
func (r Request) address() (*url.URL, error) {
	u, err := url.Parse(r.URL)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, fault{issue.Textf("its address is none that can be called")}
	case u.User != nil:
		return nil, fault{issue.Textf("its address holds a user, which belongs into a header")}
	case u.Scheme != "https" && !r.Private:
		return nil, fault{issue.Textf("its address is not `https`, which only a private host may do without")}
	}
	return u, nil
}

// body is the exact bytes that are sent and signed, and their type; "" where there are none.
func (r Request) body() (body []byte, kind string, err error) {
	switch {
	case r.Body != nil && r.Form != nil:
		return nil, "", fault{issue.Textf("it has a body and a form")}
	case r.Form != nil:
		form := url.Values{}
		for name, value := range r.Form {
			form.Set(name, value)
		}
		return []byte(form.Encode()), "application/x-www-form-urlencoded", nil
	case r.Body == nil:
		return nil, "", nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(r.Body) != nil {
		return nil, "", fault{issue.Textf("its body cannot be written as JSON")}
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), "application/json", nil
}
