package story

import (
	"crypto/sha1"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/drone/drone-go/drone"
	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// given is a sentence about what is there before anything happens.
type given struct {
	form form
	is   func(r *room, filled []string) error
}

// givens are all there are.
var givens = []given{
	{"in REPOSITORY", func(r *room, f []string) error { // from here on; it begins to exist, with all who are in the sandbox
		r.name = f[0]
		r.s.Add(r.name)
		return nil
	}},
	{"LOGIN has ROLE", func(r *room, f []string) error { r.repo().Grant(f[0], f[1]); return nil }},
	{"issue N by LOGIN: TITLE" + below, func(r *room, f []string) error {
		return r.free(f[0], func(n int) { r.repo().Open(n, f[1], f[2], f[3]) })
	}},
	{"pull request N by LOGIN: TITLE" + below, func(r *room, f []string) error {
		return r.free(f[0], func(n int) { r.repo().OpenPull(n, f[1], f[2], f[3]) })
	}},
	{"labels NAMES", func(r *room, f []string) error { r.repo().AddLabels(strings.Split(f[0], ", ")...); return nil }},
	{"milestone TITLE", func(r *room, f []string) error { r.repo().Milestone(f[0], time.Time{}); return nil }},
	{"file PATH" + below, (*room).file}, // a workflow among them can be run
	{"targets NAMES", func(r *room, f []string) error { // those that Drone's pipelines deploy to
		r.s.Drone().AddRepo(dronetest.Repo{Slug: r.name, Targets: strings.Split(f[0], ", ")})
		return nil
	}},
	{"build N by LOGIN: TITLE", (*room).build}, // of a push to main, that succeeded
}

// free calls open with a number that no issue has.
func (r *room) free(number string, open func(int)) error {
	n, err := strconv.Atoi(number)
	if err == nil && r.repo().Issue(n).Number != 0 {
		err = fmt.Errorf("there is a number %d already", n)
	}
	if err == nil {
		open(n)
	}
	return err
}

func (r *room) build(f []string) error {
	number, err := strconv.ParseInt(f[0], 10, 64)
	if err != nil || r.s.Drone().Build(r.name, number) != nil {
		return fmt.Errorf("build %s is none, or there already", f[0])
	}
	head := fmt.Sprintf("%x", sha1.Sum([]byte(r.name+f[0])))
	r.s.Drone().AddBuild(r.name, drone.Build{Number: number, Author: f[1], Message: f[2], After: head})
	r.repo().Commit(head)
	return nil
}

const workflows = ".github/workflows/"

func (r *room) file(f []string) error {
	path, text := f[0], f[1]+"\n"
	r.repo().File(path, text)
	name, is := strings.CutPrefix(path, workflows)
	if !is {
		return nil
	}
	var declared struct {
		RunName string `yaml:"run-name"`
		On      struct {
			Dispatch struct{ Inputs yaml.Node } `yaml:"workflow_dispatch"`
		}
	}
	if err := yaml.Unmarshal([]byte(text), &declared); err != nil {
		return err
	}
	var inputs []string
	for i, at := range declared.On.Dispatch.Inputs.Content {
		if i%2 == 0 {
			inputs = append(inputs, at.Value)
		}
	}
	r.repo().Workflow(name, declared.RunName, inputs...)
	return nil
}
