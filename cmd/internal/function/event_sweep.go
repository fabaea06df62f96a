package function

import (
	"errors"
	"strings"

	"github.com/fanux/robot/issue"
)

// ErrNoRepositories is the error of a sweep that does not know where.
var ErrNoRepositories = errors.New("which repositories? Name them under repos: in robot.yml, without *; only a GitHub App knows where it is installed")

// Sweep is a sweep with these settings. Where it is told no repositories, they are those that
// robot.yml names; of a GitHub App, where it names none in full, all that it is installed in and works in.
func (s *Settings) Sweep(mux *issue.Mux, o issue.SweepOptions) (*issue.Sweep, error) {
	if len(o.Repos) == 0 {
		o.Repos = s.named()
	}
	if len(o.Repos) == 0 && s.GitHub.AppID == 0 {
		return nil, ErrNoRepositories
	}
	return issue.NewSweep(s.GitHub, mux, o)
}

// named are the repositories that robot.yml names in full. Beside patterns, an App's
// installations say more.
func (s *Settings) named() (names []string) {
	if s.File == nil {
		return nil
	}
	for _, repo := range s.File.Repos {
		if !strings.ContainsAny(repo, `*?[\\`) {
			names = append(names, repo)
		} else if s.GitHub.AppID != 0 {
			return nil
		}
	}
	return names
}
