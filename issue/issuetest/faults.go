package issuetest

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// The faults of this file are GitHub's own, for Break. Which calls they befall is for the
// caller to say:
//
//	gh.Break(issuetest.BadGateway().On("POST", "/comments$").Once())

// RateLimited is the primary rate limit: nothing left until reset.
// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
func RateLimited(reset time.Time) wire.Fault {
	f := fault(http.StatusForbidden, "API rate limit exceeded for user ID 99001.",
		"https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting")
	f.Header.Set("X-RateLimit-Limit", "5000")
	f.Header.Set("X-RateLimit-Used", "5000")
	f.Header.Set("X-RateLimit-Remaining", "0")
	f.Header.Set("X-RateLimit-Reset", strconv.FormatInt(reset.Unix(), 10))
	f.Header.Set("X-RateLimit-Resource", "core")
	return f
}

// SecondaryLimited is what GitHub answers to too much in too short a time.
func SecondaryLimited(retryAfter time.Duration) wire.Fault {
	f := fault(http.StatusForbidden, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
		"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits")
	f.Header.Set("Retry-After", strconv.Itoa(int(math.Ceil(retryAfter.Seconds()))))
	return f
}

// BadGateway is GitHub having a bad day: 502, and in JSON.
func BadGateway() wire.Fault { return fault(http.StatusBadGateway, "Server Error", "") }

// BadCredentials is the answer to a token that was revoked.
func BadCredentials() wire.Fault {
	return fault(http.StatusUnauthorized, "Bad credentials", "https://docs.github.com/rest")
}

// NotFound is also the answer to what a token may not see.
func NotFound() wire.Fault {
	return fault(http.StatusNotFound, "Not Found", "https://docs.github.com/rest")
}

func fault(status int, message, docs string) wire.Fault {
	body := object{"message": message, "status": strconv.Itoa(status)}
	if docs != "" {
		body["documentation_url"] = docs
	}
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // strings
	}
	header := http.Header{}
	header.Set("Content-Type", "application/json; charset=utf-8")
	return wire.Fault{Status: status, Header: header, Body: string(data)}
}
