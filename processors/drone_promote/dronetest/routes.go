package dronetest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/drone/drone-go/drone"
)

// request is a request about a known repository, whose caller may make it.
type request struct {
	*http.Request
	user  User // the zero User is a guest
	known bool // the user is known
	repo  *repo
}

// answer is a status with what is sent as JSON; nil is null.
type answer struct {
	status int
	body   any
}

func fail(status int, message string) answer {
	return answer{status, map[string]string{"message": message}}
}

var (
	unauthorized = fail(401, "Unauthorized")
	forbidden    = fail(403, "Forbidden")
	notFound     = fail(404, "Not Found")
	noRows       = fail(404, "sql: no rows in result set")
)

func (d *Drone) routes() http.Handler {
	const repo, build = "/api/repos/{namespace}/{name}", "/api/repos/{namespace}/{name}/builds/{number}"
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("OK")) })
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		write(w, answer{200, map[string]string{"source": "https://github.com/drone/drone", "version": version}})
	})
	mux.HandleFunc("GET /api/user", d.heard(d.self))
	mux.HandleFunc("GET "+repo, d.inRepo(reads, d.show))
	mux.HandleFunc("GET "+repo+"/builds", d.inRepo(reads, d.list))
	mux.HandleFunc("POST "+repo+"/builds", d.inRepo(writes, d.create))
	mux.HandleFunc("GET "+repo+"/builds/deployments", d.inRepo(reads, d.deployments))
	mux.HandleFunc("GET "+repo+"/builds/latest", d.inRepo(reads, d.latest))
	mux.HandleFunc("GET "+build, d.inRepo(reads, numbered(d.read)))
	mux.HandleFunc("POST "+build, d.inRepo(writes, numbered(d.restart)))
	mux.HandleFunc("DELETE "+build, d.inRepo(writes, numbered(d.cancel)))
	mux.HandleFunc("POST "+build+"/promote", d.inRepo(writes, numbered(d.deploy(drone.EventPromote))))
	mux.HandleFunc("POST "+build+"/rollback", d.inRepo(writes, numbered(d.deploy(drone.EventRollback))))
	mux.HandleFunc("POST "+build+"/approve/{stage}", d.inRepo(manages, d.decide(approve)))
	mux.HandleFunc("POST "+build+"/decline/{stage}", d.inRepo(manages, d.decide(decline)))
	mux.HandleFunc("GET "+build+"/logs/{stage}/{step}", d.inRepo(reads, numbered(d.log)))
	return mux
}

// handler answers under the lock. The events that it returns are sent before the answer, as
// Drone does, and after the lock was let go.
type handler func(request) (answer, []event)

// heard lets a handler answer whoever asks. A token that nobody has is as none.
func (d *Drone) heard(handle handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if token == "" {
			token = r.FormValue("access_token")
		}
		d.mu.Lock()
		user, known := d.users[token]
		reply, events := handle(request{Request: r, user: user, known: known && token != ""})
		body, _ := json.Marshal(reply.body)
		started := d.started
		d.mu.Unlock()
		for _, e := range events {
			d.send(e)
			if started != nil && e.Action == "created" {
				started(e.Repo.Slug, e.Build.Number)
			}
		}
		write(w, answer{reply.status, json.RawMessage(body)})
	}
}

// inRepo lets a handler answer who may do that much in a repository.
func (d *Drone) inRepo(needs access, handle handler) http.HandlerFunc {
	return d.heard(func(r request) (answer, []event) {
		r.repo = d.repos[r.PathValue("namespace")+"/"+r.PathValue("name")]
		switch {
		case r.repo == nil && !r.known:
			return unauthorized, nil
		case r.repo == nil:
			return notFound, nil
		}
		if refused, ok := r.may(needs); !ok {
			return refused, nil
		}
		return handle(r)
	})
}

// numbered refuses a path whose build, stage or step is no number, in the words of Go.
func numbered(handle handler) handler {
	return func(r request) (answer, []event) {
		_, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
		for _, name := range []string{"stage", "step"} {
			if text := r.PathValue(name); text != "" && err == nil {
				_, err = strconv.Atoi(text)
			}
		}
		if err != nil {
			return fail(400, err.Error()), nil
		}
		return handle(r)
	}
}

// build is the build that the path names, or nil.
func (r request) build() *drone.Build {
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return nil
	}
	return r.repo.find(number)
}

func write(w http.ResponseWriter, a answer) {
	if a.status == http.StatusNoContent {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	json.NewEncoder(w).Encode(a.body)
}
