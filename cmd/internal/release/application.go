package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanux/robot/cmd/internal/archive"
)

// asked are the places of s.yaml that the application centre fills in with what it asked:
// the parameter of publish.yaml, and the alias of the keys. Secrets are none of them: of a
// parameter of that type, s 3.1.10 writes ${secret('name') without its end, and deploys that
// text as the secret. They stay in the environment, without which s deploys nothing.
var asked = []struct{ was, is string }{
	{"access: default\n", `access: "{{ access }}"
vars:
  region: "{{ region }}"
`},
	{"region: cn-hongkong\n", "region: ${vars.region}\n"},
}

// application packs what the application centre takes, in its layout: what is below src is
// what a user gets.
func (r *release) application() error {
	texts := map[string][]byte{}
	for _, name := range []string{"s.yaml", "deploy/serverless-devs/publish.yaml", "deploy/serverless-devs/readme.md"} {
		text, err := r.read(name)
		if err != nil {
			return err
		}
		texts[filepath.Base(name)] = text
	}
	var err error
	if texts["publish.yaml"], err = replaced(texts["publish.yaml"], "\nVersion: VERSION\n", "\nVersion: "+r.version+"\n"); err != nil {
		return err
	}
	for _, place := range asked {
		if texts["s.yaml"], err = replaced(texts["s.yaml"], place.was, place.is); err != nil {
			return fmt.Errorf("s.yaml: %w", err)
		}
	}
	code, err := os.ReadFile(filepath.Join(r.temp, "code.zip"))
	if err != nil {
		return err
	}
	packed, err := archive.Zip(
		archive.File{Name: "publish.yaml", Mode: 0o644, Content: texts["publish.yaml"]},
		archive.File{Name: "readme.md", Mode: 0o644, Content: texts["readme.md"]},
		archive.File{Name: "version.md", Mode: 0o644, Content: []byte("- " + r.version + "\n")},
		archive.File{Name: "src/readme.md", Mode: 0o644, Content: texts["readme.md"]},
		archive.File{Name: "src/s.yaml", Mode: 0o644, Content: texts["s.yaml"]},
		archive.File{Name: "src/dist/code.zip", Mode: 0o644, Content: code},
	)
	if err != nil {
		return err
	}
	return r.write("robot-"+r.version+"-application.zip", packed)
}

func replaced(text []byte, was, is string) ([]byte, error) {
	if !bytes.Contains(text, []byte(was)) {
		return nil, fmt.Errorf("there is no %q in it", was)
	}
	return bytes.ReplaceAll(text, []byte(was), []byte(is)), nil
}
