package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/fanux/robot/cmd/internal/archive"
)

const (
	program = "github.com/fanux/robot/cmd/internal/function"
	license = "LICENSE"
)

// function makes the archives that platforms run.
func (r *release) function() error {
	// As whoever packages for themselves: one recipe, and a released zip can be held against it.
	if _, err := r.run(nil, "make", "-s", "--no-print-directory", "package", "DIST="+r.temp, "ROBOT_CONFIG=", "VERSION="+r.version); err != nil {
		return err
	}
	packed, err := os.ReadFile(filepath.Join(r.temp, "code.zip"))
	if err != nil {
		return err
	}
	if err := r.write("robot-"+r.version+"-fc.zip", packed); err != nil {
		return err
	}
	binary, err := os.ReadFile(filepath.Join(r.temp, "bootstrap"))
	if err != nil {
		return err
	}
	start, err := r.read("deploy/tencent/scf_bootstrap")
	if err != nil {
		return err
	}
	if packed, err = archive.Zip(archive.File{Name: "scf_bootstrap", Mode: 0o755, Content: start}, archive.File{Name: "bootstrap", Mode: 0o755, Content: binary}); err != nil {
		return err
	}
	if err := r.write("robot-"+r.version+"-scf.zip", packed); err != nil {
		return err
	}
	return r.linked.add("bootstrap", filepath.Join(r.temp, "bootstrap"))
}

// tools makes the operator's tool for each platform.
func (r *release) tools() error {
	terms, err := r.read(license)
	if err != nil {
		return err
	}
	for _, platform := range r.platforms {
		system, processor, _ := strings.Cut(platform, "/")
		name, pack, suffix := "robot", archive.Tar, ".tar.gz"
		if system == "windows" {
			name, pack, suffix = "robot.exe", archive.Zip, ".zip"
		}
		built := filepath.Join(r.temp, system+"-"+processor)
		env := []string{"CGO_ENABLED=0", "GOOS=" + system, "GOARCH=" + processor, "GOAMD64=v1", "GOARM64=v8.0"}
		if _, err := r.run(env, "go", "build", "-trimpath", "-buildvcs=false",
			"-ldflags", "-s -w -buildid= -X "+program+".version="+r.version, "-o", built, "./cmd/robot"); err != nil {
			return err
		}
		if err := r.linked.add("robot", built); err != nil {
			return err
		}
		binary, err := os.ReadFile(built)
		if err != nil {
			return err
		}
		packed, err := pack(archive.File{Name: name, Mode: 0o755, Content: binary}, archive.File{Name: license, Mode: 0o644, Content: terms})
		if err != nil {
			return err
		}
		if err := r.write("robot-"+r.version+"-"+system+"-"+processor+suffix, packed); err != nil {
			return err
		}
	}
	return nil
}

// files puts in what deploys the rest, as it is in the repository.
func (r *release) files() error {
	for _, name := range []string{"s.yaml", "template.yml", "deploy/container/Dockerfile", "deploy/knative/service.yaml"} {
		content, err := r.read(name)
		if err != nil {
			return err
		}
		if err := r.write(filepath.Base(name), content); err != nil {
			return err
		}
	}
	return nil
}
