package sandbox

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/fanux/robot/cmd/internal/config"
	"github.com/fanux/robot/issue"
)

// configFile is what the file is called in its mistakes.
const configFile = "robot.yml"

// Configuration is the robot.yml in force; "" is none.
func (s *Sandbox) Configuration() string { return s.working().text }

// Commands are those in force.
func (s *Sandbox) Commands() []issue.Listing { return s.working().mux.Commands() }

// Parse is what would become of each line of a comment in a repository that looks like a
// command.
func (s *Sandbox) Parse(repo, text string) []issue.Line {
	var p payload
	p.Repository.Name = repo
	return s.working().lines(text, p)
}

// Check is what robot check says of a robot.yml, and the commands that there would be.
func (s *Sandbox) Check(text string) ([]issue.Listing, config.Problems) {
	i, problems := s.checked(text)
	if problems != nil {
		return nil, problems
	}
	defer i.die()
	return i.mux.Commands(), nil
}

// Configure puts a robot.yml in force where it has no mistake: the next delivery is worked
// by a new instance.
func (s *Sandbox) Configure(text string) (problems config.Problems) {
	s.acts.do(Act{Configuration: &text}, func() ([]byte, bool) {
		var next *instance
		if next, problems = s.checked(text); problems == nil {
			s.replaces(next)
		}
		return nil, problems == nil
	})
	return problems
}

// checked is an instance with a robot.yml, or what is wrong with that: also what nobody sees
// who only reads it.
func (s *Sandbox) checked(text string) (*instance, config.Problems) {
	if strings.TrimSpace(text) == "" {
		text = ""
	} else if file, problems := config.Read(configFile, []byte(text)); len(problems) > 0 {
		return nil, problems
	} else if _, err := file.Reference(); err != nil {
		return nil, config.Problems{problem(err)}
	}
	i, err := s.newInstance(text)
	if err != nil {
		return nil, config.Problems{problem(err)}
	}
	return i, nil
}

// place is where a mistake is that only shows when commands are made of the file.
var place = regexp.MustCompile(`^` + regexp.QuoteMeta(configFile) + `:(?:(\d+):(\d+):)? (?s:(.*))$`)

func problem(err error) config.Problem {
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		return config.Problem{File: configFile, Text: err.Error()}
	}
	line, _ := strconv.Atoi(m[1])
	column, _ := strconv.Atoi(m[2])
	return config.Problem{File: configFile, Line: line, Column: column, Text: m[3]}
}
