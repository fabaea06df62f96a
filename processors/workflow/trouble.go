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
	if open(code) {
		return issue.Explain(err, f.unanswered(code != 0 || sent))
	}
	var answer *github.ErrorResponse
	if !errors.As(err, &answer) || code == http.StatusUnauthorized || limited(answer.Response) || strings.Contains(said(answer), "return_run_details") {
		return fmt.Errorf("run %s: %w", f.name, err)
	}
	return issue.Explain(err, f.refused(code, said(answer)))
}

// open reports whether a status, 0 where there was none, leaves open what GitHub did.
func open(code int) bool {
	return code == 0 || code == http.StatusRequestTimeout || code >= http.StatusInternalServerError
}

// unanswered is for an answer that does not say what became of the run.
func (f file) unanswered(sent bool) issue.Text {
	if !sent {
		return issue.Textf("GitHub could not be reached in time: %s was not started. Comment it again.", f.cite())
	}
	return issue.Textf("GitHub was asked to run %s on %s and has not confirmed it. It may have started: look at [its runs](%s) before you ask again.",
		f.cite(), issue.Code(f.site.branch), f.runs())
}

// refused is for a status below 500, and what GitHub wrote.
func (f file) refused(code int, text string) issue.Text {
	switch {
	case strings.Contains(text, disabled):
		return issue.Textf("%s is disabled, so it was not started. Enable it on [its page](%s), then comment again.", f.cite(), f.runs())
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return issue.Textf("GitHub does not let this robot start workflows here (%d), so %s was not started. "+
			"The robot's operator has to give its token write access to actions (`actions: write`; of a classic token, the scope `repo`), and its account write access to this repository.", code, f.cite())
	case strings.Contains(text, "no ref found"):
		return issue.Textf("GitHub has no branch %s, so %s was not started. If the default branch was just renamed, comment it again.", issue.Code(f.site.branch), f.cite())
	case strings.Contains(text, "input"):
		return issue.Textf("GitHub does not take these inputs (%d), so nothing was started. Compare them with what %s declares.", code, f.cite())
	}
	return issue.Textf("GitHub refuses to run %s (%d), so nothing was started. Look at [its page](%s) for what is wrong with it.", f.cite(), code, f.runs())
}

// limited reports whether an answer is one of GitHub's limits of rate, which go-github does
// not always tell from a lack of rights.
func limited(r *http.Response) bool {
	return r.StatusCode == http.StatusTooManyRequests || r.Header.Get("Retry-After") != "" || r.Header.Get("X-RateLimit-Remaining") == "0"
}
