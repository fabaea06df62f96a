package workflow

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// explain makes a sentence of a dispatch that GitHub did not accept. Limits of rate and a
// token that has ended are the framework's to explain.
func (f file) explain(err error, code int, sent bool) error {
	say := func(format string, args ...any) error { return issue.Explain(err, format, args...) }
	branch := issue.Code(f.site.branch)
	switch {
	case code == 0 && !sent:
		return say("GitHub could not be reached in time: %s was not started. Comment it again.", f.cite())
	case code == 0 || code == http.StatusRequestTimeout || code >= 500:
		return say("GitHub was asked to run %s on %s and has not confirmed it. It may have started: look at [its runs](%s) before you ask again.", f.cite(), branch, f.runs())
	}
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) || code == http.StatusUnauthorized || limited(answer.Response) || strings.Contains(said(answer), "return_run_details") {
		return fmt.Errorf("run %s: %w", f.name, err)
	}
	switch text := said(answer); {
	case strings.Contains(text, "disabled"):
		return say("%s is disabled, so it was not started. Enable it on [its page](%s), then comment again.", f.cite(), f.runs())
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return say("GitHub does not let this robot start workflows here (%d), so %s was not started. "+
			"The robot's operator has to give its token write access to actions (`actions: write`; of a classic token, the scope `repo`), and its account write access to this repository.", code, f.cite())
	case strings.Contains(text, "no ref found"):
		return say("GitHub has no branch %s, so %s was not started. If the default branch was just renamed, comment it again.", branch, f.cite())
	case strings.Contains(text, "input"):
		return say("GitHub does not take these inputs (%d), so nothing was started. Compare them with what %s declares.", code, f.cite())
	}
	return say("GitHub refuses to run %s (%d), so nothing was started. Look at [its page](%s) for what is wrong with it.", f.cite(), code, f.runs())
}

// limited reports whether an answer is one of GitHub's limits of rate, which go-github does
// not always tell from a lack of rights.
func limited(r *http.Response) bool {
	return r.StatusCode == http.StatusTooManyRequests || r.Header.Get("Retry-After") != "" || r.Header.Get("X-RateLimit-Remaining") == "0"
}
