package function

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fanux/robot/cmd/internal/config"
)

// configFile is what the file is called that stands beside the binary.
const configFile = "robot.yml"

// file is ROBOT_CONFIG, or the robot.yml beside the binary, where there is one. Each of its
// mistakes is a line.
func (e *environment) file() *config.File {
	name := e.get("ROBOT_CONFIG")
	asked := name != ""
	if !asked {
		binary, err := os.Executable()
		if err != nil {
			return nil
		}
		name = filepath.Join(filepath.Dir(binary), configFile)
	}
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
		return nil
	case err != nil && asked:
		e.wrong("ROBOT_CONFIG: %s cannot be read", name)
		return nil
	case err != nil:
		e.wrong("%s: it cannot be read", name)
		return nil
	}
	f, problems := config.Read(name, text)
	for _, p := range problems {
		e.wrong("%s", p)
	}
	return f
}
