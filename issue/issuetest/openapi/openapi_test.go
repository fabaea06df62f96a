package openapi_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest/openapi"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

const widgets = "/repos/acme/widgets"

// TestDescription lets kin-openapi judge the file itself, and compares it with the list
// it is made from.
func TestDescription(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile("github.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	var have, want []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			have = append(have, method+" "+path)
		}
	}
	for line := range strings.Lines(read(t, "operations.txt")) {
		if fields := strings.Fields(line); len(fields) == 2 && fields[0] != "#" {
			want = append(want, strings.Join(fields, " "))
		}
	}
	slices.Sort(have)
	slices.Sort(want)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("github.json is not what operations.txt asks for; see README.md (-want +have):\n%s", diff)
	}
	for _, source := range []any{doc.Info.Version, doc.Info.Extensions["x-sha256"]} {
		if !strings.Contains(read(t, "README.md"), fmt.Sprint(source)) {
			t.Errorf("README.md does not name the source %v", source)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRequest(t *testing.T) {
	for _, test := range []struct{ name, method, path, body, operation string }{
		{"comment", "POST", widgets + "/issues/17/comments", `{"body":"hi"}`, "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"},
		{"enterprise", "POST", "/api/v3" + widgets + "/issues/17/comments", `{"body":"hi"}`, "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"},
		{"reaction", "POST", widgets + "/issues/comments/99001/reactions", `{"content":"eyes"}`, "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"},
		{"query", "GET", widgets + "/issues/comments?since=2026-01-02T15:04:05Z&per_page=100&page=2&sort=updated", "", "GET /repos/{owner}/{repo}/issues/comments"},
		{"file in a folder", "GET", widgets + "/contents/.github/robot.yml?ref=main", "", "GET /repos/{owner}/{repo}/contents/{path}"},
		{"branch with a slash", "GET", widgets + "/git/ref/heads/feature/a", "", "GET /repos/{owner}/{repo}/git/ref/{ref}"},
		{"label with a slash", "DELETE", widgets + "/issues/17/labels/area%2Fapi", "", "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}"},
		{"labels", "POST", widgets + "/issues/17/labels", `{"labels":["bug"]}`, "POST /repos/{owner}/{repo}/issues/{issue_number}/labels"},
		{"labels as an array", "POST", widgets + "/issues/17/labels", `["bug"]`, "POST /repos/{owner}/{repo}/issues/{issue_number}/labels"},
		{"token for all", "POST", "/app/installations/7/access_tokens", `null`, "POST /app/installations/{installation_id}/access_tokens"},
		{"free inputs", "POST", widgets + "/actions/workflows/deploy.yml/dispatches", `{"ref":"main","inputs":{"any":"thing"}}`, "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"},
	} {
		t.Run(test.name, func(t *testing.T) {
			call, err := openapi.Check(request(test.method, test.path, test.body))
			if err != nil {
				t.Fatalf("Check(%s %s %s): %v", test.method, test.path, test.body, err)
			}
			if call.Operation != test.operation {
				t.Errorf("operation of %s %s = %q, want %q", test.method, test.path, call.Operation, test.operation)
			}
		})
	}
}

// TestMutants makes the mistakes a check is there for.
func TestMutants(t *testing.T) {
	for _, test := range []struct{ name, method, path, body, says string }{
		{"misspelt key", "POST", widgets + "/issues/17/comments", `{"bodyy":"hi"}`, "bodyy"},
		{"further key", "POST", widgets + "/issues/17/comments", `{"body":"hi","bodyy":"hi"}`, "bodyy"},
		{"misspelt key within", "POST", widgets + "/hooks", `{"name":"web","config":{"urll":"https://example.com"}}`, "urll"},
		{"misspelt query", "GET", widgets + "/issues/17/comments?perpage=100", "", "perpage"},
		{"wrong type", "POST", widgets + "/issues/17/comments", `{"body":17}`, "string"},
		{"wrong type in the query", "GET", widgets + "/issues/17/comments?page=two", "", "page"},
		{"wrong type in the path", "GET", widgets + "/issues/seventeen", "", "issue_number"},
		{"missing key", "POST", widgets + "/issues/comments/99001/reactions", `{}`, "content"},
		{"no body", "POST", widgets + "/issues/17/comments", "", "body"},
		{"unknown value", "POST", widgets + "/issues/comments/99001/reactions", `{"content":"eye"}`, "eyes"},
		{"unknown reason", "PUT", widgets + "/issues/17/lock", `{"lock_reason":"zzz"}`, "lock_reason"},
		{"misspelt label key", "POST", widgets + "/issues/17/labels", `{"label":["bug"]}`, "label"},
		{"label of a wrong type", "POST", widgets + "/issues/17/labels", `[17]`, "labels"},
		{"misspelt path", "GET", widgets + "/issue/17", "", "not among"},
		{"wrong method", "PUT", widgets + "/issues/17/comments", `{"body":"hi"}`, "not among"},
		{"not in our list", "DELETE", widgets, "", "not among"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := openapi.Check(request(test.method, test.path, test.body))
			if err == nil {
				t.Fatalf("Check(%s %s %s) finds nothing", test.method, test.path, test.body)
			}
			if !strings.Contains(err.Error(), test.says) {
				t.Errorf("Check(%s %s %s): %q does not name %q", test.method, test.path, test.body, err, test.says)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	user := `{"login":"a","id":1,"node_id":"","avatar_url":"","gravatar_id":"","url":"","html_url":"","followers_url":"","following_url":"","gists_url":"","starred_url":"","subscriptions_url":"","organizations_url":"","repos_url":"","events_url":"","received_events_url":"","type":"User","site_admin":false}`
	reaction := `{"id":1,"node_id":"","user":` + user + `,"content":"eyes","created_at":"2026-01-02T15:04:05Z"}`
	missing := `{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}`
	for _, test := range []struct {
		name   string
		status int
		body   string
		ok     bool
	}{
		{"created", 201, reaction, true},
		{"there already", 200, reaction, true},
		{"undeclared success", 202, reaction, false},
		{"field missing", 201, strings.Replace(reaction, `"content":"eyes",`, "", 1), false},
		{"field of a wrong type", 201, strings.Replace(reaction, `"id":1,`, `"id":"1",`, 1), false},
		{"not found, which is undeclared", 404, missing, true},
		{"failure of GitHub", 502, `{"message":"Server Error"}`, true},
		{"error in an invented shape", 404, `{"error":"nope"}`, false},
		{"not JSON", 201, `<html>`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			call, err := openapi.Check(request("POST", widgets+"/issues/comments/99001/reactions", `{"content":"eyes"}`))
			if err != nil {
				t.Fatal(err)
			}
			header := http.Header{"Content-Type": {"application/json; charset=utf-8"}}
			if err := call.Answer(test.status, header, []byte(test.body)); (err == nil) != test.ok {
				t.Errorf("Answer(%d, %s) = %v, want ok = %t", test.status, test.body, err, test.ok)
			}
		})
	}
}

func request(method, path, body string) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}
