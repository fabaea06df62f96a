package sandbox

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/fanux/robot/issue/issuetest/wire"
)

// own are the parameters that the robot adds to a build: long, and the same every time.
var own = regexp.MustCompile(`(?:\bROBOT_[A-Z_]+=[^&]*(?:&|$))+`)

// Plain is the path of a call with a word in the place of the parameters that the robot adds.
func Plain(path, word string) string {
	return own.ReplaceAllStringFunc(path, func(some string) string {
		if word != "" && strings.HasSuffix(some, "&") {
			return word + "&"
		}
		return word
	})
}

// narrate prints the robot's calls as they happen.
func (s *Sandbox) narrate() {
	out := s.options.Out
	if out == nil {
		return
	}
	var mu sync.Mutex
	tell := func(whom string) func(wire.Call) {
		return func(c wire.Call) {
			mu.Lock()
			defer mu.Unlock()
			c.Path = s.hidden(Plain(c.Path, ""))
			fmt.Fprintf(out, "robot → %-6s %s\n", whom, c)
		}
	}
	s.github.Watch(tell("GitHub"))
	s.drone.Watch(tell("Drone"))
}
