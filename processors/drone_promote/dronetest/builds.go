package dronetest

import (
	"cmp"
	"crypto/sha1"
	"fmt"

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
		if stage.Status == "" || !done(stage.Status) {
			d.end(stage, b.Status, purpose(&b))
		}
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
	now := d.now()
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

// begin lets a stage run the first of its steps: of those that it was given, or of clone and
// what the build is for. The others wait.
func (d *Drone) begin(stage *drone.Stage, name string) {
	now := d.now()
	stage.Status, stage.Machine, stage.Started, stage.Updated = drone.StatusRunning, "dronetest", now, now
	stage.Version++
	if stage.Steps == nil {
		for i, name := range []string{"clone", name} {
			d.ids++
			stage.Steps = append(stage.Steps, &drone.Step{ID: d.ids, StageID: stage.ID, Number: i + 1, Name: name, Status: drone.StatusPending, Version: 1})
		}
	}
	for i, step := range stage.Steps {
		if step.Status = cmp.Or(step.Status, drone.StatusPending); i == 0 && step.Status == drone.StatusPending {
			step.Status, step.Started = drone.StatusRunning, now
			step.Version++
		}
	}
}

// end gives a stage and what of it has not ended the status of its build. What ends well or
// badly has run: its steps are there. What was cancelled before it began is skipped.
func (d *Drone) end(stage *drone.Stage, status, name string) {
	if !done(status) || stage.Status != "" && done(stage.Status) {
		return
	}
	if stage.Steps == nil && (status == drone.StatusPassing || status == drone.StatusFailing) {
		d.begin(stage, name)
	}
	now := d.now()
	if stage.Status = status; status == drone.StatusKilled && stage.Started == 0 {
		stage.Status, stage.Started = drone.StatusSkipped, now
	}
	stage.Stopped, stage.Updated = now, now
	stage.Version++
	failed := false
	for _, step := range stage.Steps {
		d.stop(step, status, failed)
		failed = failed || step.Status == drone.StatusFailing
	}
}

// purpose names the step that a build is for.
func purpose(b *drone.Build) string { return cmp.Or(b.Deploy, "build") }

// done reports whether a build with that status has ended.
func done(status string) bool {
	switch status {
	case drone.StatusWaiting, drone.StatusPending, drone.StatusRunning, drone.StatusBlocked:
		return false
	}
	return true
}
