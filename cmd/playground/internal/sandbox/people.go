package sandbox

import (
	"slices"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// Person is somebody one can be.
type Person struct {
	Login string
	Role  string // admin, maintain, write, triage or read
	Bot   bool
}

// people are all of them.
var people = []Person{
	{Login: "owner", Role: "admin"},
	{Login: "maintainer", Role: "maintain"},
	{Login: "alice", Role: "write"},
	{Login: "triager", Role: "triage"},
	{Login: "stranger", Role: "read"},
	{Login: "dependabot[bot]", Role: "write", Bot: true},
}

// People are all of them, the mightiest first. The robot is not among them.
func (s *Sandbox) People() []Person { return slices.Clone(people) }

// token is that of a person at GitHub, who begins to exist if need be: as a stranger, and at
// Drone, too.
func (s *Sandbox) token(login string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens[login] == "" {
		s.tokens[login] = s.github.SignIn(login)
		s.drone.AddUser(user(login))
	}
	return s.tokens[login]
}

// mostPeople is how many there are in a world at most: whoever is named by a token comes to be.
const mostPeople = 1000

// admits reports whether somebody is there, or may come.
func (s *Sandbox) admits(login string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens[login] != "" || len(s.tokens) < mostPeople
}

// user is a person at Drone, which takes the roles from GitHub.
func user(login string) dronetest.User {
	u := dronetest.User{Login: login, Token: "sandbox-" + login, ReadOnly: login != robot}
	if at := slices.IndexFunc(people, func(p Person) bool { return p.Login == login }); at >= 0 {
		u.Manages = people[at].Role == "admin"
		u.ReadOnly = people[at].Role == "triage" || people[at].Role == "read"
	}
	return u
}
