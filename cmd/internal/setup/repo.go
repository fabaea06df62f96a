package setup

import (
	"errors"
	"regexp"
)

// Repo names a repository on GitHub.
type Repo struct{ Owner, Name string }

func (r Repo) String() string { return r.Owner + "/" + r.Name }

// No part may be "." or "..": names go into paths.
var fullName = regexp.MustCompile(`^([A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*)/([A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*)$`)

// UnmarshalText reads OWNER/REPO, for the command line.
func (r *Repo) UnmarshalText(text []byte) error {
	m := fullName.FindSubmatch(text)
	if m == nil {
		return errors.New("want OWNER/REPO, like acme/widgets")
	}
	r.Owner, r.Name = string(m[1]), string(m[2])
	return nil
}
