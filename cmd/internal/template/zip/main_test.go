package main

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

func TestPack(t *testing.T) {
	binary := bytes.Repeat([]byte("\x7fELF robot "), 1000)
	archive, err := pack(binary)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.File) != 1 || r.File[0].Name != "bootstrap" || r.File[0].Mode() != 0o755 || r.File[0].Modified.Year() != 1980 {
		t.Fatalf("%d files, the first %+v; want bootstrap alone, -rwxr-xr-x, of 1980", len(r.File), r.File[0].FileHeader)
	}
	f, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, binary) {
		t.Errorf("unpacked %d bytes, %v; want the %d packed", len(got), err, len(binary))
	}
	if again, _ := pack(binary); !bytes.Equal(again, archive) {
		t.Error("packed again, it differs")
	}
}
