package issuetest

import "net/http"

// Bare is the fake without its Tape: no call is logged, and no fault befalls one. It is for
// those who make a great many calls, and have faults of their own.
func (gh *GitHub) Bare() http.Handler { return http.HandlerFunc(gh.serve) }
