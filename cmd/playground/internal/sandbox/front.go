package sandbox

import (
	"net/http"
	"regexp"
	"strings"
)

// Front is what listens at Options.GitHub beside the page: GitHub's API below /api/v3 (and
// /api/graphql), and the paths of the function: /github, /drone, /healthz, POST /. At both
// APIs "sandbox-alice" is alice's token. What is served beside it has to be Local, too.
func (s *Sandbox) Front() http.Handler {
	fromGitHub, fromDrone := s.hear(FromGitHub), s.hear(FromDrone)
	return Local(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		posted := r.Method == http.MethodPost
		switch {
		case isAPI(r.URL.Path):
			s.serveGitHub(w, r)
		case posted && (r.URL.Path == "/" || r.URL.Path == "/github"):
			fromGitHub(w, r)
		case posted && r.URL.Path == "/drone":
			fromDrone(w, r)
		default:
			s.working().handler.ServeHTTP(w, r)
		}
	}))
}

// isAPI reports whether a path is one of GitHub's API, as GitHub Enterprise has it.
func isAPI(path string) bool { return strings.HasPrefix(path, "/api/v3/") || path == "/api/graphql" }

// anybody is the token of somebody in here, where everybody is who they say.
var anybody = regexp.MustCompile(`^(?i:Bearer|token) sandbox-([A-Za-z0-9-]{1,39}(?:\[bot\])?)$`)

// caller is who calls by such a token; "" where it is none, and where there are too many
// people already.
func (s *Sandbox) caller(r *http.Request) string {
	m := anybody.FindStringSubmatch(r.Header.Get("Authorization"))
	switch {
	case m == nil:
		return ""
	case m[0] == "Bearer "+droneToken:
		return robot
	case !s.admits(m[1]):
		return ""
	}
	return m[1]
}

// serveGitHub is GitHub's API: past the tape, what people do; what the robot does, and whoever
// has its token, is told of and can be broken.
func (s *Sandbox) serveGitHub(w http.ResponseWriter, r *http.Request) {
	login := s.caller(r)
	if login != "" {
		r.Header.Set("Authorization", "Bearer "+s.token(login))
	}
	if r.Header.Get("Authorization") == "Bearer "+s.token(robot) {
		s.forget()
		s.gated(s.github, w, r)
		return
	}
	s.acted(w, r, login)
}

// DroneAPI is what listens at Options.Drone: /api.
func (s *Sandbox) DroneAPI() http.Handler {
	return Local(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token := r.URL.Query().Get("access_token"); token != "" && r.Header.Get("Authorization") == "" {
			r.Header.Set("Authorization", "Bearer "+token) // as Drone takes it, too
		}
		login := s.caller(r)
		if login != "" {
			s.token(login) // makes sure that Drone knows them
		}
		if login == robot {
			s.gated(s.drone, w, r)
			return
		}
		s.actedAtDrone(w, r, login)
	}))
}

// changes tells that a call may have changed something.
func (s *Sandbox) changes(r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.news.touch()
	}
}

// mostTaped is how many calls the tapes keep at most: the journal has what is to be seen.
const mostTaped = 1000

func (s *Sandbox) forget() {
	if s.taped.Add(1)%mostTaped == 0 {
		s.github.Forget()
		s.drone.Forget()
	}
}
