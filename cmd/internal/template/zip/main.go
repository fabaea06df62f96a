// Zip packs the function's binary for Function Compute:
//
//	go run ./cmd/internal/template/zip dist/bootstrap dist/code.zip
//
// The archive holds one file, bootstrap, executable. It is the same, byte for byte,
// wherever and whenever the same binary is packed, so two people can compare sums.
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: zip binary archive")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "zip:", err)
		os.Exit(1)
	}
}

func run(src, dst string) error {
	binary, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	archive, err := pack(binary)
	if err != nil {
		return err
	}
	if err := os.WriteFile(dst, archive, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes (bootstrap: %d), sha256 %x\n", dst, len(archive), len(binary), sha256.Sum256(archive))
	return nil
}

// pack returns an archive of binary, as an executable named bootstrap.
func pack(binary []byte) ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	// The oldest time that a zip can tell stands for none.
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	header.SetMode(0o755)
	entry, err := w.CreateHeader(header)
	if err != nil {
		return nil, err
	}
	if _, err := entry.Write(binary); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return archive.Bytes(), nil
}
