package sandbox

import (
	"net/http"
	"time"

	"github.com/fanux/robot/issue"
)

// Delivery is one webhook that reached the robot, or one run of its sweep, and all that came
// of it.
type Delivery struct {
	Number     int // 1, 2, 3 … in the order in which they began
	From       Origin
	At         time.Time
	GUID       string // X-GitHub-Delivery, "" where there is none
	Event      string // X-GitHub-Event or X-Drone-Event; "sweep"
	Action     string // created, edited, …
	Sender     string // login
	Repo       string // "acme/widgets"
	Issue      int    // 0 where it is about none
	Comment    int64  // 0 where it is about none
	Redelivery bool   // an earlier Delivery has the same GUID
	Header     http.Header
	Payload    []byte

	Text     string       // the comment or description that it brings, in which commands are looked for
	Lines    []issue.Line // what looks like a command in the text, and what became of it
	Instance int          // which instance of the robot worked it: 1, 2, …
	Calls    []Call       // in the order in which they began

	Done   bool
	Took   time.Duration
	Status int    // of the robot's answer; 0 while it is under way, and where there was none
	Answer string // its body
	Err    string // why there was no answer: "the instance was killed"
}

// Origin is who called the robot.
type Origin string

// The Origins.
const (
	FromGitHub Origin = "GitHub"
	FromDrone  Origin = "Drone"
	FromTimer  Origin = "timer" // a sweep
)

// Call is a call that the robot made.
type Call struct {
	To      string        // "GitHub", "Drone", or the host
	After   time.Duration // since the delivery began
	Took    time.Duration
	Method  string
	Path    string // escaped, with the query, and without /api/v3
	Request string // the body
	Status  int    // 0 where there was no answer
	Answer  string // the body
	Err     string // why there was no answer
}
