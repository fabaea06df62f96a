package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const root = "../../.."

// made is a release for this platform alone.
func made(t *testing.T, version string) (dir string, files []string) {
	t.Helper()
	dir = t.TempDir()
	r := &release{ctx: t.Context(), root: root, version: version, out: dir, platforms: []string{runtime.GOOS + "/" + runtime.GOARCH}}
	if err := r.make(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		files = append(files, e.Name())
	}
	return dir, files
}

func read(t *testing.T, name ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(name...))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unzipped are an archive's files, "mode name", and what they hold.
func unzipped(t *testing.T, archive []byte) (list []string, contents map[string][]byte) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	contents = map[string][]byte{}
	for _, f := range r.File {
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if contents[f.Name], err = io.ReadAll(content); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf("%v %s", f.Mode(), f.Name))
	}
	return list, contents
}

// TestRelease: all of it is there and fits together, and the same when it is made again.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the programs, twice")
	}
	const v = "v0.0.0-test.1"
	dir, files := made(t, v)
	tool := "robot-" + v + "-" + runtime.GOOS + "-" + runtime.GOARCH + ".tar.gz"
	want := []string{"Dockerfile", "NOTES.md", "SHA256SUMS", "robot-" + v + "-application.zip", "robot-" + v + "-fc.zip", tool,
		"robot-" + v + "-scf.zip", "robot-" + v + ".cdx.json", "s.yaml", "service.yaml", "template.yml"}
	if !slices.Equal(files, want) {
		t.Errorf("%q, want %q", files, want)
	}
	again, _ := made(t, v)
	if a, b := read(t, dir, "SHA256SUMS"), read(t, again, "SHA256SUMS"); !bytes.Equal(a, b) {
		t.Errorf("made again, it differs:\n%s\n%s", a, b)
	}
	if out, err := command(dir, "sha256sum", "-c", "--strict", "SHA256SUMS"); err != nil || strings.Count(out, ": OK") != len(want)-1 {
		t.Errorf("%v: %s", err, out)
	}
	platforms(t, dir, v)
	programs(t, dir, tool, v)
	bill(t, filepath.Join(dir, "robot-"+v+".cdx.json"), v)
}

func command(dir, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	return string(out), err
}

// platforms: one binary for all, what starts it, and s.yaml with the region that is asked for.
func platforms(t *testing.T, dir, v string) {
	fc, scf, app := read(t, dir, "robot-"+v+"-fc.zip"), read(t, dir, "robot-"+v+"-scf.zip"), read(t, dir, "robot-"+v+"-application.zip")
	list, function := unzipped(t, fc)
	if !slices.Equal(list, []string{"-rwxr-xr-x bootstrap"}) {
		t.Errorf("fc: %q", list)
	}
	list, tencent := unzipped(t, scf)
	if !slices.Equal(list, []string{"-rwxr-xr-x scf_bootstrap", "-rwxr-xr-x bootstrap"}) || !bytes.Equal(tencent["bootstrap"], function["bootstrap"]) {
		t.Errorf("scf: %q", list)
	}
	list, centre := unzipped(t, app)
	if len(list) != 6 || !bytes.Equal(centre["src/dist/code.zip"], fc) {
		t.Errorf("application: %q", list)
	}
	var own, filled struct {
		Resources map[string]struct {
			Component string
			Props     map[string]any
		}
	}
	for text, into := range map[string]any{string(read(t, dir, "s.yaml")): &own, string(centre["src/s.yaml"]): &filled} {
		if err := yaml.Load([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	for name, resource := range own.Resources {
		resource.Props["region"] = "${vars.region}"
		if want, got := fmt.Sprint(resource), fmt.Sprint(filled.Resources[name]); got != want {
			t.Errorf("application: %s\n%s\nwant\n%s", name, got, want)
		}
	}
	if len(own.Resources) != 2 || len(filled.Resources) != 2 {
		t.Errorf("%d and %d functions", len(own.Resources), len(filled.Resources))
	}
	if !strings.Contains(string(centre["publish.yaml"]), "\nVersion: "+v+"\n") {
		t.Errorf("%s", centre["publish.yaml"])
	}
}

// programs: they say which version they are.
func programs(t *testing.T, dir, tool, v string) {
	if out, err := command(dir, "tar", "-xzf", tool, "-C", t.TempDir(), "-v"); err != nil || out != "robot\nLICENSE\n" {
		t.Errorf("%v: %s", err, out)
	}
	elsewhere := t.TempDir()
	for _, args := range [][]string{{"tar", "-C", elsewhere, "-xzf", tool}, {"unzip", "-q", "robot-" + v + "-fc.zip", "-d", elsewhere}} {
		if out, err := command(dir, args[0], args[1:]...); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	for _, program := range []string{"./robot", "./bootstrap"} {
		if out, err := command(elsewhere, filepath.Join(elsewhere, program), "--version"); err != nil || out != "robot "+v+"\n" {
			t.Errorf("%s: %v: %q", program, err, out)
		}
	}
}

// bill: what the function's own package names, and nothing of what only tests need.
func bill(t *testing.T, name, v string) {
	var told struct {
		BOMFormat, SpecVersion string
		Components             []struct{ Name, PURL string }
	}
	if err := json.Unmarshal(read(t, name), &told); err != nil || told.BOMFormat != "CycloneDX" || told.SpecVersion != "1.6" {
		t.Errorf("%v, %s %s", err, told.BOMFormat, told.SpecVersion)
	}
	var got []string
	for _, c := range told.Components {
		got = append(got, c.Name)
	}
	list, err := command(root, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/bootstrap", "./cmd/robot")
	if err != nil {
		t.Fatal(list)
	}
	want := append(strings.Fields(list), "std")
	slices.Sort(want)
	want = slices.Compact(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestRefused: no release has a name that nobody could make it by.
func TestRefused(t *testing.T) {
	for _, version := range []string{"", "v1.0.0-dirty", "../v1", "v1 -X main.x=y", "-v"} {
		r := &release{ctx: t.Context(), root: root, version: version, out: t.TempDir()}
		if err := r.make(); err == nil {
			t.Errorf("%q was made", version)
		}
	}
}
