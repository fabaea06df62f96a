package story

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// Ended tells how it has ended otherwise than it says.
func (s *Story) Ended(world *sandbox.Sandbox) error {
	if s.Ends == nil {
		return nil
	}
	var wrong []error
	ends := endsOf(world)
	for _, want := range s.Ends {
		at := slices.IndexFunc(ends, func(end txtar.File) bool { return end.Name == want.Name })
		if at < 0 {
			wrong = append(wrong, fmt.Errorf("%s: nothing has happened to %s", s.name, want.Name))
			continue
		}
		if err := differ(want.Data, ends[at].Data); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %s %w", s.name, want.Name, err))
		}
		ends = slices.Delete(ends, at, at+1)
	}
	for _, end := range ends {
		wrong = append(wrong, fmt.Errorf("%s: it does not tell of %s", s.name, end.Name))
	}
	return errors.Join(wrong...)
}

// differ tells of the first line in which two ends are not the same.
func differ(want, got []byte) error {
	told, is := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for at := range max(len(told), len(is)) {
		switch {
		case at >= len(told):
			return fmt.Errorf("goes on with %q", is[at])
		case at >= len(is):
			return fmt.Errorf("ends before %q", told[at])
		case told[at] != is[at]:
			return fmt.Errorf("has %q instead of %q", is[at], told[at])
		}
	}
	return nil
}
