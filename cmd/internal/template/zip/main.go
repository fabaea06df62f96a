// Zip packs the function's binary for Function Compute:
//
//	go run ./cmd/internal/template/zip dist/bootstrap dist/code.zip [robot.yml]
//
// The archive holds bootstrap, executable, and beside it robot.yml, where one is given. It is
// the same, byte for byte, wherever and whenever the same files are packed, so two people can
// compare sums.
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
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
	files := []file{{"bootstrap", 0o755, binary}}
	for _, name := range config {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files = append(files, file{"robot.yml", 0o644, text})
	}
	archive, err := pack(files...)
	if err != nil {
		return err
	}
	if err := os.WriteFile(dst, archive, 0o644); err != nil {
		return err
	}
	var sizes []string
	for _, f := range files {
		sizes = append(sizes, fmt.Sprintf("%s: %d", f.name, len(f.content)))
	}
	fmt.Printf("%s: %d bytes (%s), sha256 %x\n", dst, len(archive), strings.Join(sizes, ", "), sha256.Sum256(archive))
	return nil
}

// file is one of an archive.
type file struct {
	name    string
	mode    fs.FileMode
	content []byte
}

// pack returns an archive of the files, in their order.
func pack(files ...file) ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, f := range files {
		// The oldest time that a zip can tell stands for none.
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(f.mode)
		entry, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return archive.Bytes(), nil
}
