package dronetest

import (
	"strings"

	"github.com/drone/drone-go/drone"
)

const version = "1.10.1"

// The types below are drone-go's as the server writes them: a field that is given again
// hides drone-go's, and a nil pointer leaves it out.

// event is the body of a webhook.
type event struct {
	Event  string            `json:"event"`
	Action string            `json:"action"`
	User   *user             `json:"user,omitempty"`
	Repo   *repository       `json:"repo"`
	Build  *build            `json:"build"`
	System map[string]string `json:"system"`
}

type user struct {
	drone.User
	Avatar string  `json:"avatar"`
	URL    *string `json:"avatar_url,omitempty"`
	Token  *string `json:"token,omitempty"`
}

type repository struct {
	drone.Repo
	CancelRunning *bool        `json:"auto_cancel_running,omitempty"`
	Throttle      *int64       `json:"throttle,omitempty"`
	Build         *build       `json:"build,omitempty"`
	Permissions   *permissions `json:"permissions,omitempty"`
}

type permissions struct {
	Read  bool `json:"read"`
	Write bool `json:"write"`
	Admin bool `json:"admin"`
}

type build struct {
	drone.Build
	Debug  *bool   `json:"debug,omitempty"`
	Stages []stage `json:"stages,omitempty"`
}

type stage struct {
	drone.Stage
	RepoID int64 `json:"repo_id"`
}

// created is sent when a build was triggered; its stages are not known yet.
func (d *Drone) created(u User, r *repo, b *drone.Build) event {
	return event{"build", "created", wireUser(u), wireRepo(r, nil), brief(b), d.system()}
}

// updated is sent whenever a stage changed; the build is in it twice.
func (d *Drone) updated(r *repo, b *drone.Build) event {
	return event{"build", "updated", nil, wireRepo(r, b), wireBuild(b), d.system()}
}

func (d *Drone) system() map[string]string {
	proto, host, _ := strings.Cut(d.link, "://")
	return map[string]string{"proto": proto, "host": host, "link": d.link, "version": version}
}

func wireUser(u User) *user {
	return &user{User: drone.User{ID: 1, Login: u.Login, Machine: true, Admin: u.Admin, Active: !u.Inactive}}
}

func visibility(r *repo) string {
	if r.Private {
		return "private"
	}
	return "public"
}

func wireRepo(r *repo, b *drone.Build) *repository {
	namespace, name, _ := strings.Cut(r.Slug, "/")
	link := "https://github.com/" + r.Slug
	return &repository{Build: wireBuild(b), Repo: drone.Repo{
		ID: r.id, UID: "101", UserID: 1, Namespace: namespace, Name: name, Slug: r.Slug,
		HTTPURL: link + ".git", Link: link, Branch: r.Branch, Visibility: visibility(r), Private: r.Private, Active: true, Protected: r.Protected,
		Config: ".drone.yml", Timeout: 60, Counter: r.last, Version: 1,
	}}
}

// cancelled is sent when somebody ended a build, which is in it once.
func (d *Drone) cancelled(r *repo, b *drone.Build) event {
	return event{"build", "updated", nil, wireRepo(r, nil), wireBuild(b), d.system()}
}

// wireBuild is a copy, so that it may be written after the lock was let go.
func wireBuild(b *drone.Build) *build {
	if b == nil {
		return nil
	}
	w := &build{Build: *clone(b)}
	for _, s := range w.Build.Stages {
		w.Stages = append(w.Stages, stage{*s, b.RepoID})
	}
	return w
}
