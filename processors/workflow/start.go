package workflow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	sites "github.com/fanux/robot/processors/internal/site"
)

// started is the run that a dispatch began: what its outcome will be told of.
type started struct {
	id  int64 // 0 where GitHub has not shown the run yet
	url string

	unclear bool // GitHub did not say whether there is one
}

// start dispatches the workflow, once. The only answer after which it is asked for again is
// that of a GitHub which does not know return_run_details: it did nothing.
// https://github.blog/changelog/2026-02-19-workflow-dispatch-api-now-returns-run-ids/
func (s site) start(ctx context.Context, f file, inputs map[string]any, title string) (started, error) {
	request := github.CreateWorkflowDispatchEventRequest{Ref: s.branch, Inputs: inputs, ReturnRunDetails: new(true)}
	run, err := s.dispatch(ctx, f, request)
	if refusesDetails(err) {
		request.ReturnRunDetails = nil
		run, err = s.dispatch(ctx, f, request)
	}
	if err != nil || run.id != 0 {
		return run, err
	}
	return s.find(ctx, f, title), nil
}

// dispatch asks once. The status decides, even where the answer was cut off.
func (s site) dispatch(ctx context.Context, f file, request github.CreateWorkflowDispatchEventRequest) (started, error) {
	var sent sites.Trace
	details, response, err := s.client.Actions.CreateWorkflowDispatchEventByFileName(sent.Of(ctx), s.owner, s.repo, f.name, request)
	code := sites.Status(response)
	if code < 200 || code > 299 {
		return started{unclear: open(code) && (code != 0 || sent.Maybe())}, f.explain(err, code, sent.Maybe())
	}
	id := details.GetWorkflowRunID()
	return started{id: id, url: cmp.Or(details.GetHTMLURL(), s.run(id))}, nil
}

// run is the web page of a run.
func (s site) run(id int64) string { return fmt.Sprintf("%s/actions/runs/%d", s.page, id) }

// refusesDetails reports whether it may be return_run_details that a GitHub does not take:
// 422 (400 by some) and `"return_run_details" is not a permitted key.`, around which the
// words differ by version. It started nothing then, so that asking again is safe; a refusal
// with a reason of its own is not asked again, since it would be the same.
func refusesDetails(err error) bool {
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) {
		return false
	}
	code, text := answer.Response.StatusCode, said(answer)
	if code != http.StatusBadRequest && code != http.StatusUnprocessableEntity {
		return false
	}
	return strings.Contains(text, "return_run_details") || !slices.ContainsFunc(reasons, func(r string) bool { return strings.Contains(text, r) })
}

// reasons are the words by which GitHub names another reason for a 422.
var reasons = []string{"disabled", "no ref found", "input", "workflow_dispatch"}

// said is what GitHub wrote, in lower case.
func said(answer *github.ErrorResponse) string {
	text := answer.Message
	for _, e := range answer.Errors {
		text += " " + e.Message + " " + e.Field
	}
	return strings.ToLower(text)
}
