package issuetest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// GitHub is a fake of GitHub's REST API with a state of its own. It is an http.Handler,
// with and without the prefix /api/v3, and safe for concurrent use. Its Tape logs what
// was called and makes calls go wrong.
type GitHub struct {
	*wire.Tape

	// URL is where the fake is served, for clients' base URL. Start sets it.
	URL string

	// RacyReactions lets two identical reactions that arrive together both be answered
	// with 201. GitHub does not promise that this cannot happen.
	RacyReactions atomic.Bool

	mu     sync.Mutex
	now    func() time.Time
	lastID int64
	users  map[string]*user   // by login in lower case
	tokens map[string]*token  // by the token itself
	repos  map[string]*Repo   // by full name in lower case
	teams  map[string]members // by org/slug in lower case
	orgs   map[string]members // by org in lower case
	types  map[string][]*issueType
	apps   []*App
	events int64         // of issues, that were given an id
	used   map[*user]int // calls of this hour, for the rate limit headers

	hooks hooks
	races races
	seen  operations
}

// New returns an empty GitHub. Nothing is checked against GitHub's description; see Start.
func New() *GitHub {
	gh := newGitHub()
	gh.Tape = wire.Record(http.HandlerFunc(gh.serve))
	return gh
}

// Start serves a GitHub until the test ends. Every request and every answer that is not a
// scripted fault is checked against GitHub's OpenAPI description, and fails the test where
// it does not fit.
func Start(t TB) *GitHub {
	t.Helper()
	gh := newGitHub()
	gh.Tape = wire.Record(checkAnswers(t, http.HandlerFunc(gh.serve)))
	server := httptest.NewServer(checkRequests(t, gh, gh.Tape))
	gh.URL = server.URL
	t.Cleanup(func() {
		gh.Wait()
		server.Close()
	})
	return gh
}

// TB is the part of testing.TB that is used here: programs that are no tests have this
// package, too.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Cleanup(func())
}

func newGitHub() *GitHub {
	gh := &GitHub{
		now:    time.Now,
		lastID: 99000,
		users:  map[string]*user{},
		tokens: map[string]*token{},
		repos:  map[string]*Repo{},
		teams:  map[string]members{},
		orgs:   map[string]members{},
		types:  map[string][]*issueType{},
		used:   map[*user]int{},
	}
	gh.hooks.idle = sync.NewCond(&gh.hooks.mu)
	return gh
}

// SetTime makes now the fake's clock: for what is new, and for tokens that expire.
func (gh *GitHub) SetTime(now func() time.Time) {
	gh.mu.Lock()
	defer gh.mu.Unlock()
	gh.now = now
}

// aside runs f while others may go on. The caller holds gh.mu, and does again afterwards.
func (gh *GitHub) aside(f func()) {
	gh.mu.Unlock()
	defer gh.mu.Lock()
	f()
}

// id returns an id that nothing else has: GitHub's are unique per kind, at least.
func (gh *GitHub) id() int64 {
	gh.lastID++
	return gh.lastID
}

// time is GitHub's: in whole seconds, UTC.
func (gh *GitHub) time() time.Time { return gh.now().UTC().Truncate(time.Second) }
