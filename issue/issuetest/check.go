package issuetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"

	"github.com/fanux/robot/issue/issuetest/openapi"
)

// operations is what was called, in the words of GitHub's description.
type operations struct {
	mu    sync.Mutex
	names map[string]int
}

// Operations returns the operations that were called, as GitHub's description writes them
// ("POST /repos/{owner}/{repo}/issues/{issue_number}/comments"). Only Start collects them.
func (gh *GitHub) Operations() []string {
	gh.seen.mu.Lock()
	defer gh.seen.mu.Unlock()
	return slices.Sorted(maps.Keys(gh.seen.names))
}

func (o *operations) add(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.names == nil {
		o.names = map[string]int{}
	}
	o.names[name]++
}

// checkRequests stands before the tape: requests that run into a fault are checked, too.
func checkRequests(t TB, gh *GitHub, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isGraphQL(r) {
			next.ServeHTTP(w, r)
			return
		}
		call, err := openapi.Check(r)
		if call != nil {
			gh.seen.add(call.Operation)
		}
		if err != nil {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		next.ServeHTTP(w, r)
	})
}

// checkAnswers stands behind the tape, which makes up answers that are none of ours.
func checkAnswers(t TB, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isGraphQL(r) {
			next.ServeHTTP(w, r)
			return
		}
		call, _ := openapi.Check(r) // checkRequests told of the error
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		if call != nil && answer.Code != http.StatusNotModified {
			if err := call.Answer(answer.Code, answer.Header(), answer.Body.Bytes()); err != nil {
				t.Errorf("the fake's answer to %s %s, status %d: %v", r.Method, r.URL, answer.Code, err)
			}
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	})
}
