package sandbox

import "sync"

// Act is something that somebody does in the sandbox: of these, one. Stories are made of acts.
type Act struct {
	By     string // somebody calls GitHub's API, to change something: as a person, never as the robot
	Method string
	Path   string // escaped, without the query and /api/v3
	Body   []byte
	Answer []byte // when it has ended: what was refused is no act

	Switch Switch // is turned
	On     bool

	Sweep bool // the robot's sweep is run

	Configuration *string // is put in force
}

// acts tells of acts, one after the other.
type acts struct {
	mu           sync.Mutex
	begins, ends func(Act)
}

// do does an act: nobody else acts meanwhile. Whether it was done is what does says, and the
// answer.
func (a *acts) do(act Act, does func() (answer []byte, done bool)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.begins != nil {
		a.begins(act)
	}
	var done bool
	if act.Answer, done = does(); done && a.ends != nil {
		a.ends(act)
	}
}
