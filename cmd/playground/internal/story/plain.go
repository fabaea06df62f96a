package story

import (
	"regexp"
	"strings"
)

// volatile is what a reply has that differs from one time to the next, and what stands there
// instead.
var volatile = []struct {
	text *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`(?s)\n*<!--.*?-->`), ""}, // a reader does not see it, either
	{regexp.MustCompile(`http://(?:127\.0\.0\.1|localhost|\[::1\]):\d+`), "http://127.0.0.1"},
	{regexp.MustCompile(` after \d+ (?:s|min|h)(?: \d+ (?:s|min))*`), ""}, // what took no time says none
	{regexp.MustCompile(`#(issuecomment-|discussion_r)\d+`), "#${1}N"},
	{regexp.MustCompile(`/actions/runs/\d+`), "/actions/runs/N"},
	{regexp.MustCompile(`/runs/N/job/\d+`), "/runs/N/job/N"},
	{regexp.MustCompile(`\[(\w*)\d{5,}\]`), "[${1}N]"},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "DELIVERY"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d UTC`), "2000-01-01 00:00 UTC"},
	{regexp.MustCompile(`after \d\d:\d\d UTC`), "after 00:00 UTC"},
}

func plain(text string) string {
	for _, v := range volatile {
		text = v.text.ReplaceAllString(text, v.as)
	}
	return strings.TrimSpace(text)
}
