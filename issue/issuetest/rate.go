package issuetest

import (
	"net/http"
	"strconv"
	"time"
)

// charge counts the call and says so in the headers. Nobody is ever refused for it: for
// that, see RateLimited.
// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
func (gh *GitHub) charge(u *user, header http.Header) {
	gh.used[u]++
	for k, v := range gh.rate(u) {
		header.Set("X-RateLimit-"+k, v)
	}
}

func (gh *GitHub) rate(u *user) map[string]string {
	const limit = 5000
	return map[string]string{
		"Limit": strconv.Itoa(limit), "Used": strconv.Itoa(gh.used[u]), "Remaining": strconv.Itoa(max(limit-gh.used[u], 1)),
		"Reset": strconv.FormatInt(gh.now().Truncate(time.Hour).Add(time.Hour).Unix(), 10), "Resource": "core",
	}
}
