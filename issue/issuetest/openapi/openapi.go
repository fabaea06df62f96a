// Package openapi checks calls of GitHub's REST API, and answers to them, against
// GitHub's own description of it.
//
// A schema says what a call looks like and nothing about who may make it or what state
// it finds: that is the fake's part (issuetest).
package openapi

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

//go:embed github.json
var description []byte

// Call is one request that was found in the description.
type Call struct {
	// Operation is the method and the path as GitHub's description has them:
	// "POST /repos/{owner}/{repo}/issues/{issue_number}/comments".
	Operation string

	input *openapi3filter.RequestValidationInput
}

// Check finds the operation that a request calls and checks its path, query and body.
// The error says what is wrong. The Call is nil where there is no such operation, and
// also stands beside an error where there is one. The path may begin with /api/v3, as on
// GitHub Enterprise. The request's body is read and put back.
func Check(r *http.Request) (*Call, error) {
	router, err := load()
	if err != nil {
		return nil, err
	}
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	r = plain(r)
	route, params, err := router.FindRoute(r)
	if err != nil {
		return nil, fmt.Errorf("%s %s is not among the operations of operations.txt: %w", r.Method, r.URL.Path, err)
	}
	call := &Call{Operation: r.Method + " " + open(route.Path)}
	body = waive(call.Operation, body)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	call.input = &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route, QueryParams: r.URL.Query(),
		Options: options(),
	}
	if err := undeclared(call.input); err != nil {
		return call, err
	}
	return call, openapi3filter.ValidateRequest(context.WithoutCancel(r.Context()), call.input)
}

// Answer checks an answer to the call. The error says what is wrong.
func (c *Call) Answer(status int, header http.Header, body []byte) error {
	responses := c.input.Route.Operation.Responses
	if responses.Status(status) == nil && responses.Default() == nil {
		return undeclaredAnswer(status, body)
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: c.input, Status: status, Header: header,
		Body:    io.NopCloser(bytes.NewReader(body)),
		Options: options(),
	})
}

func options() *openapi3filter.Options {
	o := &openapi3filter.Options{
		MultiError:                        true,
		SkipSettingDefaults:               true,
		RejectWhenRequestBodyNotSpecified: true,
		AuthenticationFunc:                openapi3filter.NoopAuthenticationFunc,
	}
	// The default prints the schema and the value, hundreds of lines each.
	o.WithCustomSchemaErrorFunc(func(e *openapi3.SchemaError) string {
		text := fmt.Sprintf("/%s: %s", strings.Join(e.JSONPointer(), "/"), e.Reason)
		if e.Origin != nil {
			text += fmt.Sprintf(" (%v)", e.Origin)
		}
		return text
	})
	return o
}

// load reads the description once: it takes a fifth of a second.
var load = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(description)
	if err != nil {
		return nil, err
	}
	repair(doc)
	strict(doc)
	return gorillamux.NewRouter(doc)
})

// undeclared finds query parameters that GitHub would ignore: kin-openapi does, too.
func undeclared(input *openapi3filter.RequestValidationInput) error {
	var known []string
	for _, p := range input.Route.Operation.Parameters {
		if p.Value.In == openapi3.ParameterInQuery {
			known = append(known, p.Value.Name)
		}
	}
	for name := range input.QueryParams {
		if !slices.Contains(known, name) {
			return fmt.Errorf("query parameter %q is not one of %q", name, known)
		}
	}
	return nil
}

// plain returns a copy of r as it would be sent to api.github.com, without its body.
func plain(r *http.Request) *http.Request {
	c := r.Clone(r.Context())
	c.URL.Path = strings.TrimPrefix(c.URL.Path, "/api/v3")
	c.URL.RawPath = strings.TrimPrefix(c.URL.RawPath, "/api/v3")
	return c
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, err
}
