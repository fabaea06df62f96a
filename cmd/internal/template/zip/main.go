// Zip packs the function's binary for Function Compute:
//
//	go run ./cmd/internal/template/zip dist/bootstrap dist/code.zip [robot.yml]
//
// The archive holds bootstrap, executable, and beside it robot.yml, where one is given. It is
// the same, byte for byte, wherever and whenever the same files are packed, so two people can
// compare sums.
package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"

	"github.com/fanux/robot/cmd/internal/archive"
)

func main() {
	if len(os.Args) < 3 || len(os.Args) > 4 {
		fmt.Fprintln(os.Stderr, "usage: zip binary archive [robot.yml]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3:]...); err != nil {
		fmt.Fprintln(os.Stderr, "zip:", err)
		os.Exit(1)
	}
}

func run(src, dst string, config ...string) error {
	binary, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	files := []archive.File{{Name: "bootstrap", Mode: 0o755, Content: binary}}
	for _, name := range config {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files = append(files, archive.File{Name: "robot.yml", Mode: 0o644, Content: text})
	}
	packed, err := archive.Zip(files...)
	if err != nil {
		return err
	}
	if err := os.WriteFile(dst, packed, 0o644); err != nil {
		return err
	}
	var sizes []string
	for _, f := range files {
		sizes = append(sizes, fmt.Sprintf("%s: %d", f.Name, len(f.Content)))
	}
	fmt.Printf("%s: %d bytes (%s), sha256 %x\n", dst, len(packed), strings.Join(sizes, ", "), sha256.Sum256(packed))
	return nil
}
