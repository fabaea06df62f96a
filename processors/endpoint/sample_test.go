package endpoint_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/processors/endpoint"
)

// sample reads the request out of a file of testdata, as far as its samples go. What the
// program reads of robot.yml, and how, is not known here.
func sample(t *testing.T, file string, secrets, values map[string]string) endpoint.Request {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var robot struct {
		Commands map[string]struct {
			Uses string
			With struct {
				Method, URL, Secret, Reply string
				Headers, Form              map[string]string
				Body                       any
			}
		}
	}
	if err := yaml.Unmarshal([]byte(fill(string(text), values)), &robot); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, command := range robot.Commands {
		w := command.With
		for name, value := range w.Headers {
			w.Headers[name] = os.Expand(value, func(name string) string { return secrets[name] })
		}
		r := endpoint.Request{Method: w.Method, URL: w.URL, Headers: w.Headers, Form: w.Form, Body: w.Body, Secret: secrets[strings.TrimPrefix(w.Secret, "$")]}
		r.Reply = func(answer func(string) (string, bool)) (string, error) {
			return place.ReplaceAllStringFunc(w.Reply, func(p string) string {
				text, _ := answer(strings.TrimSuffix(strings.TrimPrefix(p, "{answer."), "}"))
				return text
			}), nil
		}
		return r
	}
	t.Fatalf("%s: no command", file)
	return endpoint.Request{}
}

var place = regexp.MustCompile(`\{answer\.[^}]+\}`)

func fill(text string, values map[string]string) string {
	for name, value := range values {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// expect is a server that answers to just one request, and with 404 to everything else.
func expect(t *testing.T, method, uri, header, value, kind, body string, answer http.HandlerFunc) http.HandlerFunc {
	return once(t, func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		want := []string{method, uri, value, kind, body}
		if kind == "application/json" { // in whatever order and with whatever blanks
			got, want[4] = compact(got), string(compact([]byte(body)))
		}
		if diff := cmp.Diff(want, []string{r.Method, r.RequestURI, r.Header.Get(header), r.Header.Get("Content-Type"), string(got)}); diff != "" {
			t.Error(diff)
			w.WriteHeader(404)
			return
		}
		answer(w, r)
	})
}

func compact(text []byte) []byte {
	var value any
	_ = json.Unmarshal(text, &value)
	text, _ = json.Marshal(value)
	return text
}

var deployed = map[string]string{"target": "prod", "branch": "main", "user": "alice", "text": "hello"}

func sampled(t *testing.T, file string, secrets map[string]string, host string, h http.HandlerFunc, want string) {
	t.Helper()
	e := endpoint.New(hosts{host: h})
	got, err := e.Call(t.Context(), notify, sample(t, file, secrets, deployed))
	if err != nil || got != want {
		t.Errorf("%s: got %q, %v\nwant %q", file, got, err, want)
	}
	discreet(t, got)
}

// https://github.com/woodpecker-ci/woodpecker/blob/main/server/api/pipeline.go (CreatePipeline)
// https://github.com/woodpecker-ci/woodpecker/blob/main/server/model/pipeline.go (PipelineOptions, Pipeline)
func TestWoodpecker(t *testing.T) {
	sampled(t, "woodpecker.yml", map[string]string{"WOODPECKER_TOKEN": token}, "woodpecker.example.com",
		expect(t, "POST", "/api/repos/1/pipelines", "Authorization", "Bearer "+token, "application/json",
			`{"branch": "main", "variables": {"TARGET": "prod", "BY": "alice"}}`,
			says(200, "application/json; charset=utf-8", `{"id": 40, "number": 7, "author": "robot", "event": "manual", "status": "pending", "branch": "main", "ref": "main", "message": "MANUAL PIPELINE @ main", "variables": {"TARGET": "prod"}}`)),
		"Started [pipeline 7](https://woodpecker.example.com/repos/1/pipeline/7) on main.")
}

// A user who may not push to the repository.
func TestWoodpeckerForbids(t *testing.T) {
	e := endpoint.New(hosts{"woodpecker.example.com": says(403, "text/plain; charset=utf-8", "User not authorized")})
	_, err := e.Call(t.Context(), notify, sample(t, "woodpecker.yml", map[string]string{"WOODPECKER_TOKEN": token}, deployed))
	failed(t, err, "The endpoint of `/notify` does not accept the robot's credentials (403 Forbidden): nothing was done. It says `User not authorized`."+operator)
}

// https://www.jenkins.io/doc/book/using/remote-access-api/#RemoteaccessAPI-Submittingjobs
// https://github.com/jenkinsci/jenkins/blob/master/core/src/main/java/hudson/model/ParametersDefinitionProperty.java (buildWithParameters)
func TestJenkins(t *testing.T) {
	sampled(t, "jenkins.yml", map[string]string{"JENKINS_BASIC": "cm9ib3Q6MTFhYmNkZWY="}, "jenkins.example.com",
		expect(t, "POST", "/job/deploy/buildWithParameters", "Authorization", "Basic cm9ib3Q6MTFhYmNkZWY=", "application/x-www-form-urlencoded",
			"BY=alice&TARGET=prod", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "https://jenkins.example.com/queue/item/7/")
				w.WriteHeader(201)
			}),
		"Jenkins has it in its [queue](<https://jenkins.example.com/queue/item/7/>).")
}

// Jenkins sends us back to the job where it took nothing into its queue; it may be there already.
func TestJenkinsQueuesNothing(t *testing.T) {
	e := endpoint.New(hosts{"jenkins.example.com": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, ".", http.StatusFound) }})
	_, err := e.Call(t.Context(), notify, sample(t, "jenkins.yml", map[string]string{"JENKINS_BASIC": "cm9ib3Q6MTFhYmNkZWY="}, deployed))
	failed(t, err, "The endpoint of `/notify` answered with a redirect (302 Found), which the robot does not follow."+look)
}

// https://docs.gitlab.com/api/pipelines/#create-a-new-pipeline
func TestGitLab(t *testing.T) {
	sampled(t, "gitlab.yml", map[string]string{"GITLAB_TOKEN": token}, "gitlab.example.com",
		expect(t, "POST", "/api/v4/projects/acme%2Fwidgets/pipeline", "PRIVATE-TOKEN", token, "application/json",
			`{"ref": "main", "variables": [{"key": "TARGET", "value": "prod"}, {"key": "BY", "value": "alice"}]}`,
			says(201, "application/json", `{"id": 61, "iid": 21, "project_id": 1, "sha": "384c444e840a515b23f21915ee5766b87068a70d", "ref": "main", "status": "pending", "yaml_errors": null, "user": {"username": "robot"}, "web_url": "https://gitlab.example.com/acme/widgets/-/pipelines/61"}`)),
		"Started [pipeline 61](<https://gitlab.example.com/acme/widgets/-/pipelines/61>).")
}

func TestGitLabRefuses(t *testing.T) {
	e := endpoint.New(hosts{"gitlab.example.com": says(400, "application/json", `{"message": {"base": ["Reference not found"]}}`)})
	_, err := e.Call(t.Context(), notify, sample(t, "gitlab.yml", map[string]string{"GITLAB_TOKEN": token}, deployed))
	failed(t, err, "The endpoint of `/notify` refused this (400 Bad Request): nothing was done. It says `Reference not found`."+written)
}

// https://github.com/go-gitea/gitea/blob/main/routers/api/v1/repo/action.go (ActionsDispatchWorkflow)
// https://github.com/go-gitea/gitea/blob/main/modules/structs/repo_actions.go (CreateActionWorkflowDispatch, RunDetails)
func TestGitea(t *testing.T) {
	const uri = "/api/v1/repos/acme/widgets/actions/workflows/deploy.yml/dispatches?return_run_details=true"
	const body = `{"ref": "main", "inputs": {"target": "prod", "by": "alice"}}`
	for _, test := range []struct {
		answer http.HandlerFunc
		want   string
	}{
		{says(200, "application/json", `{"workflow_run_id": 7, "run_url": "https://gitea.example.com/api/v1/repos/acme/widgets/actions/runs/7", "html_url": "https://gitea.example.com/acme/widgets/actions/runs/7"}`),
			"Gitea took it (`200 OK`): <https://gitea.example.com/acme/widgets/actions/runs/7>"},
		{func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, "Gitea took it (`204 No Content`): (the answer has no `html_url`)"},
	} {
		sampled(t, "gitea.yml", map[string]string{"GITEA_TOKEN": token}, "gitea.example.com",
			expect(t, "POST", uri, "Authorization", "token "+token, "application/json", body, test.answer), test.want)
	}
}

func TestNotify(t *testing.T) {
	sampled(t, "notify.yml", map[string]string{"NOTIFY_SECRET": secret}, "hooks.example.com",
		expect(t, "POST", "/x", "X-Robot-Signature-256", "sha256="+signed(`{"by":"alice","text":"hello"}`), "application/json",
			`{"by":"alice","text":"hello"}`, says(200, "application/json", `{"url": "https://chat.example.com/7"}`)),
		"<https://chat.example.com/7>")
}

// No sample is without a test.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yml")
	if want := []string{"testdata/gitea.yml", "testdata/gitlab.yml", "testdata/jenkins.yml", "testdata/notify.yml", "testdata/woodpecker.yml"}; err != nil || !slices.Equal(files, want) {
		t.Errorf("samples %v, %v, want %v", files, err, want)
	}
}
