package issuetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// answer is what a handler answers: a body that becomes JSON, or none.
type answer struct {
	status int
	body   any
	header http.Header
}

func ok(body any) answer      { return answer{status: http.StatusOK, body: body} }
func created(body any) answer { return answer{status: http.StatusCreated, body: body} }

var (
	noContent   = answer{status: http.StatusNoContent}
	notFound    = failure(http.StatusNotFound, "Not Found")
	badJSON     = failure(http.StatusBadRequest, "Problems parsing JSON")
	badToken    = failure(http.StatusUnauthorized, "Bad credentials")
	anonymous   = failure(http.StatusUnauthorized, "Requires authentication")
	notAdmin    = failure(http.StatusForbidden, "Must have admin rights to Repository.")
	notPusher   = failure(http.StatusForbidden, "Must have push access to view collaborator permission.")
	notForApp   = failure(http.StatusForbidden, "Resource not accessible by integration")
	notForToken = failure(http.StatusForbidden, "Resource not accessible by personal access token")
	archived    = failure(http.StatusForbidden, "Repository was archived so is read-only.")
)

// failure is an error as GitHub words it.
func failure(status int, message string) answer {
	return answer{status: status, body: object{
		"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status),
	}}
}

// invalid is GitHub's 422 about one field.
func invalid(resource, field, code, message string) answer {
	a := failure(http.StatusUnprocessableEntity, "Validation Failed")
	e := object{"resource": resource, "code": code}
	if field != "" {
		e["field"] = field
	}
	if message != "" {
		e["message"] = message
	}
	a.body.(object)["errors"] = []any{e}
	return a
}

// page answers with the page of the list that was asked for, and Link headers to others.
// https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
func page(c *call, list []any) answer {
	number, size := c.number("page", 1), min(c.number("per_page", 30), 100)
	last := max((len(list)+size-1)/size, 1)
	from := min((number-1)*size, len(list))
	a := ok(append([]any{}, list[from:min(from+size, len(list))]...))
	var links []string
	link := func(rel string, page int) {
		q := c.URL.Query()
		q.Set("page", strconv.Itoa(page))
		to := url.URL{Scheme: "http", Host: c.Host, Path: c.URL.Path, RawQuery: q.Encode()}
		links = append(links, fmt.Sprintf("<%s>; rel=%q", &to, rel))
	}
	if number > 1 {
		link("prev", number-1)
		link("first", 1)
	}
	if number < last {
		link("next", number+1)
		link("last", last)
	}
	if len(links) > 0 {
		a.header = http.Header{"Link": {strings.Join(links, ", ")}}
	}
	return a
}

// write sends the answer. A GET that was answered before gets 304, which is free:
// https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
func (a answer) write(w http.ResponseWriter, r *http.Request, charge func()) {
	for k, v := range a.header {
		w.Header()[k] = v
	}
	if a.body == nil {
		charge()
		w.WriteHeader(a.status)
		return
	}
	data, err := json.Marshal(a.body)
	if err != nil {
		panic(err) // made of maps, slices and strings
	}
	if r.Method == http.MethodGet && a.status == http.StatusOK {
		tag := `W/"` + sha(string(data)+a.header.Get("Link")) + `"`
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	charge()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(a.status)
	w.Write(data)
}
