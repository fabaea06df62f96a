package runtime

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// root is the repository's, where make is called.
const root = "../../.."

const robotYML = `repos: [acme/widgets]
use: [help, promote, triage]
`

// packed is the zip that all tests share, and the directory that it is unpacked into.
var packed struct {
	sync.Once
	dir, code string
	err       error
}

func TestMain(m *testing.M) {
	status := m.Run()
	if packed.dir != "" {
		os.RemoveAll(packed.dir)
	}
	os.Exit(status)
}

// pack makes the zip as it is deployed, and an empty directory hold what is in it.
func pack(dir string) (code string, err error) {
	config := filepath.Join(dir, "robot.yml")
	if err := os.WriteFile(config, []byte(robotYML), 0o600); err != nil {
		return "", err
	}
	build := exec.Command("make", "-s", "--no-print-directory", "package", "DIST="+dir, "ROBOT_CONFIG="+config)
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("make package: %w: %s", err, out)
	}
	archive, err := zip.OpenReader(filepath.Join(dir, "code.zip"))
	if err != nil {
		return "", err
	}
	defer archive.Close()
	code = filepath.Join(dir, "code")
	if err := os.Mkdir(code, 0o700); err != nil {
		return "", err
	}
	for _, f := range archive.File {
		if err := unpack(f, filepath.Join(code, filepath.Base(f.Name))); err != nil {
			return "", fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return code, nil
}

func unpack(f *zip.File, name string) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, f.Mode())
}

// code is a directory with what the zip holds, and nothing else.
func code(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds the function")
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the function is built for linux/amd64, and is run here")
	}
	packed.Do(func() {
		if packed.dir, packed.err = os.MkdirTemp("", "robot-runtime-"); packed.err == nil {
			packed.code, packed.err = pack(packed.dir)
		}
	})
	if packed.err != nil {
		t.Fatal(packed.err)
	}
	return packed.code
}
