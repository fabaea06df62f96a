package issuetest

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is one request on its way to its handler, with what its path and token stand for.
type call struct {
	*http.Request
	gh      *GitHub
	as      *user // nil without a token
	token   *token
	app     *App // where an App shows its own JSON Web Token
	repo    *Repo
	issue   *issue
	comment *comment
	body    []byte
}

// serve does what all calls have in common: who is it, may they see it, may they do it.
// Handlers run one at a time.
func (gh *GitHub) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	gh.mu.Lock()
	defer gh.mu.Unlock()
	http.StripPrefix(enterprise(r), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		to, found := find(r)
		if !found {
			// A 404 would look like GitHub's own.
			failure(http.StatusNotImplemented, "issuetest has no "+r.Method+" "+r.URL.Path).write(w, r, func() {})
			return
		}
		w.Header().Set("Date", gh.time().Format(http.TimeFormat))
		c := &call{Request: r, gh: gh, body: body}
		a := c.authenticate()
		c.token.tell(w.Header())
		if a.status == 0 {
			a = c.find(to.needs)
		}
		if a.status == 0 {
			a = to.handle(c)
		}
		a.write(w, r, func() { gh.charge(c.as, w.Header()) })
	})).ServeHTTP(w, r)
}

// enterprise is what GitHub Enterprise has before every path, where r has it.
func enterprise(r *http.Request) string {
	for _, prefix := range []string{"/api/v3/", "/api/graphql"} { // GraphQL is no version of REST
		if strings.HasPrefix(r.URL.Path, prefix) {
			return strings.TrimSuffix(strings.TrimSuffix(prefix, "/"), "/graphql")
		}
	}
	return ""
}

// authenticate finds out who calls. The zero answer means: go on.
func (c *call) authenticate() answer {
	scheme, text, _ := strings.Cut(c.Header.Get("Authorization"), " ")
	switch strings.ToLower(scheme) {
	case "":
		if c.Method != http.MethodGet {
			return anonymous
		}
		return answer{}
	case "basic":
		_, text, _ = c.BasicAuth()
	}
	t := c.gh.tokens[text]
	switch {
	case t == nil && strings.Count(text, ".") == 2:
		return c.authenticateApp(text)
	case t == nil, !t.expires.IsZero() && c.gh.now().After(t.expires):
		return badToken
	}
	c.as, c.token = t.user, t
	return answer{}
}

// find looks up what the path names, and whether the caller may do as much to it.
func (c *call) find(needs level) answer {
	if c.PathValue("owner") == "" {
		return answer{}
	}
	c.repo = c.gh.repos[strings.ToLower(c.PathValue("owner")+"/"+c.PathValue("repo"))]
	if c.repo == nil {
		return notFound
	}
	if c.app != nil && needs == none {
		return answer{} // about the App itself
	}
	has := c.repo.role(c.as).level
	switch {
	case c.app != nil:
		return notForApp // it needs a token of its installation for that
	case has == none:
		return notFound // a private repository does not even show that it is there
	case has < needs && c.as != nil && c.as.app != nil:
		return notForApp
	case has < needs && needs == admin, !c.token.covers(c.scopes()):
		return notFound // GitHub hides what is for administrators, and what takes another scope
	case has < needs:
		return notAdmin
	case c.repo.archived && c.Method != http.MethodGet:
		return archived
	}
	if a := c.withheld(); a.status != 0 {
		return a
	}
	if text := c.PathValue("issue_number") + c.PathValue("pull_number"); text != "" {
		number, _ := strconv.Atoi(text)
		if c.issue = c.repo.issues[number]; c.issue == nil {
			return notFound
		}
	}
	if text := c.PathValue("comment_id"); text != "" {
		id, _ := strconv.ParseInt(text, 10, 64)
		c.comment = c.repo.comments[id]
		if c.comment == nil || c.comment.review != strings.Contains(c.Pattern, "/pulls/") {
			return notFound
		}
		c.issue = c.comment.issue
	}
	return answer{}
}

// decode reads the body; false where it is not JSON of that shape.
func (c *call) decode(into any) bool { return json.Unmarshal(c.body, into) == nil }

// has reports whether the caller has at least that level in the repository.
func (c *call) has(l level) bool { return c.repo.role(c.as).level >= l }

func (c *call) number(query string, otherwise int) int {
	if n, err := strconv.Atoi(c.URL.Query().Get(query)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// since is the query parameter of that name; everything is since the zero time.
func (c *call) since() time.Time {
	t, _ := time.Parse(time.RFC3339, c.URL.Query().Get("since"))
	return t
}
