package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/archive"
)

const root = "../../../.."

// unpacked is an archive's files: their modes and contents, by their names.
func unpacked(t *testing.T, archive []byte) (names []string, modes []string, contents [][]byte) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if f.Modified.Year() != 1980 {
			t.Errorf("%s is of %v, want 1980", f.Name, f.Modified)
		}
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		names, modes, contents = append(names, f.Name), append(modes, f.Mode().String()), append(contents, text)
	}
	return names, modes, contents
}

func TestPack(t *testing.T) {
	binary, text := bytes.Repeat([]byte("\x7fELF robot "), 1000), []byte("use: help\n")
	for _, row := range []struct {
		files        []archive.File
		names, modes string
	}{
		{[]archive.File{{Name: "bootstrap", Mode: 0o755, Content: binary}}, "bootstrap", "-rwxr-xr-x"},
		{[]archive.File{{Name: "bootstrap", Mode: 0o755, Content: binary}, {Name: "robot.yml", Mode: 0o644, Content: text}}, "bootstrap robot.yml", "-rwxr-xr-x -rw-r--r--"},
	} {
		packed, err := archive.Zip(row.files...)
		if err != nil {
			t.Fatal(err)
		}
		names, modes, contents := unpacked(t, packed)
		if strings.Join(names, " ") != row.names || strings.Join(modes, " ") != row.modes {
			t.Errorf("%q, %q; want %s, %s", names, modes, row.names, row.modes)
		}
		for i, content := range contents {
			if !bytes.Equal(content, row.files[i].Content) {
				t.Errorf("%s: unpacked %d bytes; want the %d packed", names[i], len(content), len(row.files[i].Content))
			}
		}
		if again, _ := archive.Zip(row.files...); !bytes.Equal(again, packed) {
			t.Error("packed again, it differs")
		}
	}
}

// TestPackage: make package puts a robot.yml beside the binary, checked before, and the same
// each time.
func TestPackage(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the function")
	}
	config := filepath.Join(t.TempDir(), "any name.yml")
	make := func(text string) (archive []byte, out string, err error) {
		t.Helper()
		dist, setting := t.TempDir(), "ROBOT_CONFIG="
		if text != "" {
			setting += config
			if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		command := exec.Command("make", "-s", "--no-print-directory", "package", "DIST="+dist, setting)
		command.Dir = root
		output, err := command.CombinedOutput()
		archive, _ = os.ReadFile(filepath.Join(dist, "code.zip"))
		return archive, string(output), err
	}
	const right = "use: help\n"
	archive, out, err := make(right)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	names, modes, contents := unpacked(t, archive)
	if strings.Join(names, " ") != "bootstrap robot.yml" || modes[1] != "-rw-r--r--" || string(contents[1]) != right {
		t.Errorf("%q, %q: %s", names, modes, out)
	}
	if again, _, _ := make(right); !bytes.Equal(again, archive) {
		t.Error("packed again, it differs")
	}
	plain, out, err := make("")
	if names, _, _ := unpacked(t, plain); err != nil || strings.Join(names, " ") != "bootstrap" {
		t.Errorf("%q, %v: %s", names, err, out)
	}
	if archive, out, err = make("use: help\nlang: de\n"); err == nil || archive != nil || !strings.Contains(out, "any name.yml:2:7: want one of en, zh here") {
		t.Errorf("a mistake: %d bytes, %v: %s", len(archive), err, out)
	}
}
