package setup

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"
)

// gitHubsPatience is how long GitHub waits for an answer, in seconds.
// https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds
const gitHubsPatience = 10

func delivered(d *github.HookDelivery) bool {
	return d.GetStatusCode() >= 200 && d.GetStatusCode() < 300
}

// outcome is how a delivery ended: "200 in 0.12 s", "no answer (timed out) in 10.00 s".
func (g gitHub) outcome(d *github.HookDelivery) string {
	what := fmt.Sprint(d.GetStatusCode())
	if reached(d) != "" || d.GetStatusCode() == 0 {
		what = fmt.Sprintf("no answer (%s)", g.hide.line(d.GetStatus(), 80))
	}
	return fmt.Sprintf("%s in %.2f s", what, d.GetDuration())
}

// reached says why nobody answered a delivery, or "" where somebody did: GitHub gives such
// deliveries a status code of its own, and tells them apart in words.
func reached(d *github.HookDelivery) string {
	word := strings.ToLower(d.GetStatus())
	switch {
	case strings.Contains(word, "timed out"), strings.Contains(word, "timeout"):
		return "timeout"
	case d.GetStatusCode() == 0, strings.Contains(word, "connect"), strings.Contains(word, "resolve"), strings.Contains(word, "certificate"), strings.Contains(word, "ssl"):
		return "unreachable"
	}
	return ""
}

// remedy is what to do about a delivery that failed.
func remedy(d *github.HookDelivery) string {
	switch reached(d) {
	case "timeout":
		return "GitHub waits 10 s: look at the function's log, and give it more memory or a region nearer to GitHub"
	case "unreachable":
		return "the address is not reachable from GitHub: correct it, open the way to it, or mend its certificate; robot watch needs no public address"
	}
	switch code := d.GetStatusCode(); {
	case code == http.StatusUnauthorized:
		return "the function has another secret: give it this GITHUB_WEBHOOK_SECRET and deploy it, or set the function's here and run robot hook install again"
	case code == http.StatusForbidden:
		return "something before the function wants a login: let its HTTP trigger be anonymous; the signature is its lock"
	case code == http.StatusNotFound || code == http.StatusMethodNotAllowed:
		return "the path is wrong: the webhook's address is the function's own, or that with /github after it"
	case code >= 300 && code < 400:
		return "the address leads elsewhere, and GitHub does not follow: use the address it leads to"
	case code == http.StatusBadGateway || code == http.StatusGatewayTimeout:
		return "the function did not start or answer: its log says why, and robot serve with its settings does, too"
	case code >= 500:
		return "the function failed: its log says why; then redeliver, which never runs a command twice"
	}
	return "something else than the robot answers there, or changes what GitHub sends: correct the address"
}

// said is what the function answered to a delivery.
func (g gitHub) said(d *github.HookDelivery) string {
	raw := d.GetResponse().GetRawPayload()
	var text string
	if json.Unmarshal(raw, &text) != nil {
		text = string(raw)
	}
	return g.hide.line(text, 300)
}
