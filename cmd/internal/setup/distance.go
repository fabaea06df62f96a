package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/internal/function"
)

// What a long command takes: as many calls, one after the other, in what a function has before
// GitHub hangs up. The benchmark (make bench) counts them.
const (
	roundTrips = 13
	working    = 8 * time.Second
)

const move = "run the function outside mainland China, like in Hong Kong (cn-hongkong) or Singapore (ap-southeast-1)"

// ofAliyun is an address of Aliyun's own, with the region in it.
var ofAliyun = regexp.MustCompile(`\.(cn-[a-z0-9-]+)\.(?:fcapp\.run|fc\.aliyuncs\.com)$`)

// mainland is the region in mainland China that a host of Aliyun's own is in, or "".
func mainland(host string) string {
	m := ofAliyun.FindStringSubmatch(host)
	if m == nil || strings.HasPrefix(m[1], "cn-hongkong") {
		return ""
	}
	return m[1]
}

// distance asks the function how far GitHub is from where it runs: from here it may be another.
func (c *Checkup) distance(ctx context.Context) {
	const check, again = "function-github", "comment /help once, and look again: another instance, or a new one, begins at nothing"
	l, err := c.page(ctx)
	switch {
	case err != nil:
		c.note(check, "how far GitHub is from the function is not known: its page has no data", "is it the newest version? GET / with Accept: application/json shows the page's data")
		return
	case l.Calls == 0 && l.Unanswered == 0 && mainland(c.Address.Hostname()) != "":
		c.warn(check, "how far GitHub is from the function is not known yet, but it runs in "+mainland(c.Address.Hostname())+", from where GitHub is often slow or out of reach", move+"; or "+again)
		return
	case l.Calls == 0 && l.Unanswered == 0:
		c.note(check, "how far GitHub is from the function is not known yet: it has not called it", again)
		return
	}
	each := time.Duration(l.Median) * time.Millisecond
	text := fmt.Sprintf("from the function, GitHub answers in %d ms (the median of its latest calls, %d in all)", l.Median, l.Calls)
	switch all := l.Calls + l.Unanswered; {
	case l.Unanswered*10 > all:
		c.warn(check, fmt.Sprintf("from the function, GitHub did not answer %d of %d calls", l.Unanswered, all), "is GitHub down (https://www.githubstatus.com)? If not, "+move)
	case roundTrips*each > working:
		c.warn(check, fmt.Sprintf("%s: the %d of a long command take %.1f s, and there are %.0f", text, roundTrips, (roundTrips*each).Seconds(), working.Seconds()), move)
	default:
		c.fine(check, "%s", text)
	}
}

// page is what the page's data says of GitHub.
func (c *Checkup) page(ctx context.Context) (*function.Latency, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.below("/"), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "application/json")
	answer, err := c.caller().Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var page struct {
		GitHub *function.Latency `json:"github"`
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&page); err != nil {
		return nil, err
	}
	if page.GitHub == nil {
		return nil, fmt.Errorf("%s tells nothing of GitHub", r.URL.Host)
	}
	return page.GitHub, nil
}
