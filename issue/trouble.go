package issue

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bradleyfalzon/ghinstallation/v2"
	"github.com/google/go-github/v92/github"
)

// unclaimed says what a claim that failed means to who looks at the deliveries.
func unclaimed(err error) error {
	status := gitHubStatusOf(err)
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return Explain(err, Verbatim("Nothing was done: the comment is gone, or the robot's token does not reach it."))
	case status == 0 || status >= 500: // GitHub may have set the reaction all the same
		return Explain(err, Verbatim("Nothing was run: GitHub did not confirm the claim. Redeliver this; where that is a duplicate, comment again."))
	}
	return Explain(err, Verbatim(fmt.Sprintf("Nothing was done: %s Redeliver this then.", gitHubTrouble(err))))
}

// untold says what news that did not reach their reply mean to who looks at the deliveries.
func untold(err error) error {
	what := replied(err)
	return Explain(err, Verbatim("The outcome is not on the issue yet: "+what+" Redeliver this."))
}

// replied is what GitHub answered, for an operator.
func replied(err error) string {
	if wait := RetryAfter(err); wait > 0 {
		return "GitHub's rate limit for this robot is used up until " + clock(time.Now().Add(wait)) + "."
	}
	switch status := gitHubStatusOf(err); status {
	case 0:
		return "GitHub did not answer."
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return gitHubStatus(status).String()
	default:
		return fmt.Sprintf("GitHub answered %d.", status)
	}
}

// Answer is GitHub's answer behind an error, or nil where there was none.
func Answer(err error) *http.Response {
	var limited *github.RateLimitError
	var abuse *github.AbuseRateLimitError
	var answer *github.ErrorResponse
	var moved *github.RedirectionError
	var app *ghinstallation.HTTPError
	switch {
	case errors.As(err, &limited):
		return limited.Response
	case errors.As(err, &abuse):
		return abuse.Response
	case errors.As(err, &answer):
		return answer.Response
	case errors.As(err, &moved):
		return moved.Response
	case errors.As(err, &app):
		return app.Response
	}
	return nil
}

func gitHubStatusOf(err error) int {
	if response := Answer(err); response != nil {
		return response.StatusCode
	}
	return 0
}

// gitHubTrouble is what GitHub answered, in words for the issue: what is wrong and what
// to do next. It is empty where err is no answer of GitHub's.
func gitHubTrouble(err error) Text {
	response := Answer(err)
	if response == nil {
		return Text{}
	}
	if wait := RetryAfter(err); wait > 0 {
		return Textf("GitHub's rate limit for this robot is used up; comment it again after %s.", clock(time.Now().Add(wait)))
	}
	return gitHubStatus(response.StatusCode)
}

// limitEnds is when GitHub will answer again, where it says so: the secondary limit by
// Retry-After, the primary one by its reset.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
func limitEnds(response *http.Response, now time.Time) (time.Time, bool) {
	if response.StatusCode != http.StatusForbidden && response.StatusCode != http.StatusTooManyRequests {
		return now, false
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds >= 0 {
		return now.Add(time.Duration(seconds) * time.Second), true
	}
	reset, err := strconv.ParseInt(response.Header.Get("X-RateLimit-Reset"), 10, 64)
	return time.Unix(reset, 0), err == nil && response.Header.Get("X-RateLimit-Remaining") == "0"
}

func gitHubStatus(status int) Text {
	switch status {
	case http.StatusUnauthorized:
		return Textf("GitHub does not accept this robot's token any more; its operator has to renew it.")
	case http.StatusForbidden, http.StatusNotFound:
		return Textf("GitHub does not let this robot do that here (%d); its operator has to give its token access.", status)
	}
	return Textf("GitHub answered %d; comment it again later.", status)
}

// clock rounds up, so that a person who comes at that minute is not too early.
func clock(t time.Time) string { return t.UTC().Add(time.Minute - time.Second).Format("15:04 UTC") }

// Trouble is what went wrong with GitHub in words for an operator: what, and what to do
// next. Errors that were joined have a line each.
func Trouble(err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range joined.Unwrap() {
			if line := Trouble(one); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "\n")
	}
	var said *Said
	var unreached *url.Error
	response := Answer(err)
	switch {
	case errors.As(err, &said) && said.Cause == nil:
		return said.Text.String()
	case response == nil && errors.As(err, &unreached):
		return fmt.Sprintf("GitHub could not be reached: %v.", unreached.Err)
	case response == nil:
		return err.Error()
	}
	if wait := RetryAfter(err); wait > 0 {
		return "GitHub's rate limit is used up until " + clock(time.Now().Add(wait)) + "."
	}
	switch response.StatusCode {
	case http.StatusUnauthorized:
		return "GitHub does not accept the token: it is wrong, revoked or at its end. Set another one."
	case http.StatusForbidden, http.StatusNotFound:
		return fmt.Sprintf("GitHub answers %d to %s %s: the name is wrong, or the token has no access to it.", response.StatusCode, response.Request.Method, response.Request.URL.Path)
	}
	return fmt.Sprintf("GitHub answers %d to %s %s.", response.StatusCode, response.Request.Method, response.Request.URL.Path)
}

// RetryAfter is how long GitHub is not to be asked again, where it has said so by err; 0
// where it has not.
func RetryAfter(err error) time.Duration {
	response := Answer(err)
	if response == nil {
		return 0
	}
	if at, ok := limitEnds(response, time.Now()); ok {
		return max(time.Until(at), time.Second)
	}
	var abuse *github.AbuseRateLimitError
	var answer *github.ErrorResponse
	secondary := errors.As(err, &abuse) || errors.As(err, &answer) && strings.Contains(answer.Message, "secondary rate limit")
	if secondary || response.StatusCode == http.StatusTooManyRequests {
		return time.Minute
	}
	return 0
}

// passes reports whether what GitHub refused may be granted the next time.
func passes(err error) bool {
	status := gitHubStatusOf(err)
	return status < 400 || status >= 500 || status == http.StatusUnauthorized || RetryAfter(err) > 0
}
