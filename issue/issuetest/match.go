package issuetest

import (
	"net/http"
	"net/url"
	"strings"
)

// find looks for the first route that fits, and sets the request's path values. It stands
// in for http.ServeMux, which takes no table that has both /issues/{issue_number}/labels
// and /issues/comments/{comment_id}: GitHub tells them apart by what is a number.
func find(r *http.Request) (route, bool) {
	for _, to := range routes {
		method, pattern, _ := strings.Cut(to.pattern, " ")
		if method == r.Method && match(r, strings.Split(pattern, "/"), strings.Split(r.URL.EscapedPath(), "/")) {
			r.Pattern = to.pattern
			return to, true
		}
	}
	return route{}, false
}

func match(r *http.Request, pattern, path []string) bool {
	for i, want := range pattern {
		name, variable := strings.CutPrefix(want, "{")
		name = strings.TrimSuffix(name, "}")
		if i >= len(path) || path[i] == "" && want != "" {
			return false
		}
		rest := variable && (name == "path" || name == "ref") // they hold slashes
		have := path[i]
		if rest {
			have = strings.Join(path[i:], "/")
		}
		value, err := url.PathUnescape(have)
		switch {
		case err != nil, !variable && want != have, variable && numeric(name) && !digits(have):
			return false
		case variable:
			r.SetPathValue(name, value)
		}
		if rest {
			return true
		}
	}
	return len(path) == len(pattern)
}

// numeric: a workflow is also known by its file's name.
func numeric(name string) bool {
	return (strings.HasSuffix(name, "_id") || strings.HasSuffix(name, "_number")) && name != "workflow_id"
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
