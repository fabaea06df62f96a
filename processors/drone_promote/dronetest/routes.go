package dronetest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/drone/drone-go/drone"
)

// request is a request of a known user about a known repository.
type request struct {
	*http.Request
	user User
	repo *repo
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
	notFound = fail(404, "Not Found")
	noRows   = fail(404, "sql: no rows in result set")
)

func (d *Drone) routes() http.Handler {
	const repo, build = "/api/repos/{namespace}/{name}", "/api/repos/{namespace}/{name}/builds/{number}"
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("OK")) })
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		write(w, answer{200, map[string]string{"source": "https://github.com/drone/drone", "version": version}})
	})
	mux.HandleFunc("GET /api/user", d.signedIn(d.self))
	mux.HandleFunc("GET "+repo, d.inRepo(false, d.show))
	mux.HandleFunc("GET "+repo+"/builds", d.inRepo(false, d.list))
	mux.HandleFunc("POST "+repo+"/builds", d.inRepo(true, d.create))
	mux.HandleFunc("GET "+build, d.inRepo(false, d.read))
	mux.HandleFunc("POST "+build, d.inRepo(true, d.restart))
	mux.HandleFunc("DELETE "+build, d.inRepo(true, d.cancel))
	mux.HandleFunc("POST "+build+"/promote", d.inRepo(true, d.deploy(drone.EventPromote)))
	mux.HandleFunc("POST "+build+"/rollback", d.inRepo(true, d.deploy(drone.EventRollback)))
	mux.HandleFunc("POST "+build+"/approve/{stage}", d.inRepo(true, d.decide(approve)))
	mux.HandleFunc("POST "+build+"/decline/{stage}", d.inRepo(true, d.decide(decline)))
	mux.HandleFunc("GET "+build+"/logs/{stage}/{step}", d.inRepo(false, d.log))
	return mux
}

// signedIn answers 401 to strangers, and 403 to an account that was deactivated. The
// handler runs under the lock; the events it returns are sent before the answer, as
// Drone does, and after the lock was let go.
func (d *Drone) signedIn(handle func(request) (answer, []event)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if token == "" {
			token = r.FormValue("access_token")
		}
		d.mu.Lock()
		user, known := d.users[token]
		reply, events := fail(401, "Unauthorized"), []event(nil)
		switch {
		case known && token != "" && user.Inactive:
			reply = fail(403, "Forbidden")
		case known && token != "":
			reply, events = handle(request{Request: r, user: user})
		}
		body, _ := json.Marshal(reply.body)
		hook, started := d.hook, d.started
		d.mu.Unlock()
		for _, e := range events {
			hook.send(e)
			if started != nil && e.Action == "created" {
				started(e.Repo.Slug, e.Build.Number)
			}
		}
		write(w, answer{reply.status, json.RawMessage(body)})
	}
}

// inRepo answers 404 where the repository is unknown, or may not be written to.
func (d *Drone) inRepo(writes bool, handle func(request) (answer, []event)) http.HandlerFunc {
	return d.signedIn(func(r request) (answer, []event) {
		r.repo = d.repos[r.PathValue("namespace")+"/"+r.PathValue("name")]
		if r.repo == nil || writes && r.user.ReadOnly {
			return notFound, nil
		}
		return handle(r)
	})
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
