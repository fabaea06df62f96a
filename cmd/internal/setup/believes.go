package setup

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// aPing is what GitHub sends to see whether somebody is there; the robot does nothing about it.
// https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping
const aPing = `{"zen":"robot doctor asks how you are","hook_id":1,"hook":{"type":"Repository","id":1,"events":["issue_comment"]}}`

// believes looks whether the function takes what is signed with the webhook's secret.
func (c *Checkup) believes(ctx context.Context) {
	const check = "function-secret"
	if len(c.Settings.GitHub.Secrets) == 0 {
		return // that is said already
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Address.String(), strings.NewReader(aPing))
	if err != nil {
		return
	}
	sum := hmac.New(sha256.New, []byte(c.Settings.GitHub.Secrets[0]))
	sum.Write([]byte(aPing))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-GitHub-Event", "ping")
	r.Header.Set("X-GitHub-Delivery", "robot-doctor-"+rand.Text())
	r.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(sum.Sum(nil)))
	answer, err := c.caller().Do(r)
	if err != nil {
		c.troubled(check, network(err, r.URL.Host))
		return
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, 300)) // it is shown where it helps
	text := fmt.Sprintf("%s answered %d to a signed ping", r.URL.Host, answer.StatusCode)
	switch status := answer.StatusCode; {
	case status == http.StatusOK:
		c.fine(check, "%s", text)
	case status == http.StatusUnauthorized:
		c.fail(check, text+": it has another secret than GITHUB_WEBHOOK_SECRET here", "set the same GITHUB_WEBHOOK_SECRET here, where the function runs, and in the webhook (robot hook install)")
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		c.fail(check, text+": webhooks are not taken at this path", "correct --url: it is the function's own address, or that with /github after it")
	case status >= 300 && status < 400:
		c.fail(check, text+leadsTo(answer), "use the address that it leads to: GitHub does not follow")
	default:
		c.fail(check, text+": "+c.hide.line(string(said), 120), "look at the function's log")
	}
}
