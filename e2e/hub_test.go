package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"

	"github.com/fanux/robot/issue/issuetest"
)

// hub is GitHub, to the robot and to Drone. People, issues, permissions and hooks are
// issuetest's; commits, the contents of a commit and git are real ones on disk.
type hub struct {
	*issuetest.GitHub
	front *httptest.Server
	git   gitHost
	drone string // the token of Drone's own account

	mu       sync.Mutex
	callback string          // where Drone takes people who signed in
	repos    []string        // "acme/widgets"
	hooks    map[string]hook // what Drone asked for, by repository
	statuses []status
}

// hook is where Drone wants to hear of pushes.
type hook struct {
	Config struct{ URL, Secret string }
}

// status is one that Drone put on a commit.
type status struct {
	Repo, SHA string
	State     string
	Context   string
}

func newHub(t issuetest.TB, git gitHost) *hub {
	h := &hub{GitHub: issuetest.Start(t), git: git, hooks: map[string]hook{}}
	h.drone = h.SignIn("drone")
	h.front = httptest.NewServer(h.routes())
	t.Cleanup(h.front.Close)
	return h
}

func (h *hub) routes() http.Handler {
	const repo = "/api/v3/repos/{owner}/{repo}"
	fake, err := url.Parse(h.URL)
	if err != nil {
		panic(err)
	}
	rest := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(fake) }}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v3/user/repos", h.listRepos)
	mux.HandleFunc("GET "+repo+"/commits/{ref...}", h.getCommit)
	mux.HandleFunc("GET "+repo+"/contents/.drone.yml", h.getPipeline)
	mux.HandleFunc("POST "+repo+"/statuses/{sha}", h.createStatus)
	mux.Handle("POST "+repo+"/hooks", h.remembered(rest))
	mux.HandleFunc("GET /login/oauth/authorize", h.authorize)
	mux.HandleFunc("POST /login/oauth/access_token", h.accessToken)
	mux.Handle("GET /{owner}/{repo}/info/refs", h.git)
	mux.Handle("POST /{owner}/{repo}/git-upload-pack", h.git)
	mux.Handle("/", rest)
	return h.known(mux)
}

// known gives Drone's machine account a token: it has none of GitHub's, and sends an empty
// one.
func (h *hub) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimSpace(r.Header.Get("Authorization")) == "Bearer" {
			r.Header.Set("Authorization", "Bearer "+h.drone)
		}
		next.ServeHTTP(w, r)
	})
}

// remembered keeps the secret of a hook, which GitHub does not show again.
func (h *hub) remembered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var asked hook
		if json.Unmarshal(body, &asked) == nil {
			h.mu.Lock()
			h.hooks[slug(r)] = asked
			h.mu.Unlock()
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

func (h *hub) createStatus(w http.ResponseWriter, r *http.Request) {
	s := status{Repo: slug(r), SHA: r.PathValue("sha")}
	if json.NewDecoder(r.Body).Decode(&s) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.statuses = append(h.statuses, s)
	answer(w, http.StatusCreated, s)
}

// slug is the repository in a request's path.
func slug(r *http.Request) string { return r.PathValue("owner") + "/" + r.PathValue("repo") }

type object = map[string]any

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func notFound(w http.ResponseWriter) { answer(w, http.StatusNotFound, object{"message": "Not Found"}) }
