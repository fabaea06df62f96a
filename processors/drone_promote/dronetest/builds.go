package dronetest

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"time"

	"github.com/drone/drone-go/drone"
)

// AddBuild adds a build and returns its number; no webhook is sent. What b leaves empty
// is filled in: a successful push to the default branch, with one stage. It panics
// where the repository is unknown.
func (d *Drone) AddBuild(slug string, b drone.Build) int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.repos[slug]
	if r == nil {
		panic("dronetest: no repository " + slug)
	}
	fill(r, &b)
	d.append(r, &b)
	for _, stage := range b.Stages {
		d.end(stage, b.Status)
	}
	return b.Number
}

// fill gives an incomplete build the looks of a successful push.
func fill(r *repo, b *drone.Build) {
	b.Number = cmp.Or(b.Number, r.last+1)
	b.Status = cmp.Or(b.Status, drone.StatusPassing)
	b.Event = cmp.Or(b.Event, drone.EventPush)
	b.Message = cmp.Or(b.Message, "first commit")
	b.After = cmp.Or(b.After, fmt.Sprintf("%x", sha1.Sum([]byte(b.Message))))
	b.Before = cmp.Or(b.Before, b.After)
	b.Ref = cmp.Or(b.Ref, "refs/heads/"+r.Branch)
	b.Source = cmp.Or(b.Source, r.Branch)
	b.Target = cmp.Or(b.Target, r.Branch)
	b.Link = cmp.Or(b.Link, "https://github.com/"+r.Slug+"/commit/"+b.After)
	b.Author = cmp.Or(b.Author, "alice")
	b.AuthorName = cmp.Or(b.AuthorName, "Alice")
	b.AuthorEmail = cmp.Or(b.AuthorEmail, "alice@example.test")
	b.Sender = cmp.Or(b.Sender, b.Author)
}

// append gives a build its ids and times, a stage where it has none, and its place.
func (d *Drone) append(r *repo, b *drone.Build) {
	now := time.Now().Unix()
	d.ids++
	b.ID, b.RepoID, b.Version = d.ids, r.id, 1
	b.Number = cmp.Or(b.Number, r.last+1)
	b.Created, b.Updated = now, now
	if b.Stages == nil && b.Status != drone.StatusError {
		d.ids++
		b.Stages = []*drone.Stage{{
			ID: d.ids, BuildID: b.ID, Number: 1, Name: "default", Kind: "pipeline", Type: "docker",
			Status: drone.StatusPending, OS: "linux", Arch: "amd64",
			Created: now, Updated: now, Version: 1, OnSuccess: true,
		}}
	}
	r.last = max(r.last, b.Number)
	r.builds = append(r.builds, b)
}

// begin lets a stage run its two steps: clone, and what the build is for.
func (d *Drone) begin(stage *drone.Stage, name string) {
	now := time.Now().Unix()
	stage.Status, stage.Machine, stage.Started, stage.Updated = drone.StatusRunning, "dronetest", now, now
	stage.Version++
	if stage.Steps != nil {
		return
	}
	for i, name := range []string{"clone", name} {
		d.ids++
		stage.Steps = append(stage.Steps, &drone.Step{
			ID: d.ids, StageID: stage.ID, Number: i + 1, Name: name, Status: drone.StatusRunning, Started: now, Version: 2,
		})
	}
}

// end gives a stage and what runs in it the status of its build.
func (d *Drone) end(stage *drone.Stage, status string) {
	if !done(status) {
		return
	}
	now := time.Now().Unix()
	stage.Status, stage.Stopped, stage.Updated = status, now, now
	stage.Version++
	for _, step := range stage.Steps {
		step.Status, step.Stopped = status, now
		if step.Name == "clone" && status == drone.StatusFailing {
			step.Status = drone.StatusPassing
		} else if status == drone.StatusFailing {
			step.ExitCode = 1
		}
		step.Version++
	}
}

// done reports whether a build with that status has ended.
func done(status string) bool {
	switch status {
	case drone.StatusWaiting, drone.StatusPending, drone.StatusRunning, drone.StatusBlocked:
		return false
	}
	return true
}
