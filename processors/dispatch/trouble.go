package dispatch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// explain makes a sentence of an event that GitHub did not take. Limits of rate and a token
// that has ended are the framework's to explain.
func explain(s site.Site, event string, err error, code int, sent bool) error {
	name := params.Show(event)
	switch {
	case code == 0 && !sent:
		return issue.Explain(err, issue.Textf("GitHub could not be reached in time: %s was not sent. Comment it again.", name))
	case code < 300 || code == http.StatusRequestTimeout || code >= 500:
		return issue.Explain(err, issue.Textf("GitHub was asked to send %s and has not confirmed it. It may have been sent: look at [what such events started](%s) before you ask again.", name, runs(s)))
	case code == http.StatusUnauthorized || issue.RetryAfter(err) > 0:
		return fmt.Errorf("send %q: %w", event, err)
	}
	switch text := said(err); {
	case strings.Contains(text, "archived"):
		return issue.Explain(err, issue.Textf("This repository is archived, so %s was not sent. Its owner can unarchive it.", name))
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return issue.Explain(err, issue.Textf("GitHub does not let this robot send events here (%d), so %s was not sent. "+
			"The robot's operator has to give its token write access to contents (`contents: write`; of a classic token, the scope `repo`), and its account write access to this repository.", code, name))
	case strings.Contains(text, "payload") || strings.Contains(text, "propert"):
		return issue.Explain(err, issue.Textf("GitHub does not take the payload (%d), so %s was not sent. Give less, or shorter values.", code, name))
	}
	return issue.Explain(err, issue.Textf("GitHub refuses %s (%d), so it was not sent. Tell whoever runs this robot.", name, code))
}

// said is what GitHub wrote, in lower case.
func said(err error) string {
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) {
		return ""
	}
	return strings.ToLower(answer.Message)
}
