package setup

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
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

// Issue names an issue or a pull request.
type Issue struct {
	Repo
	Number int
}

func (i Issue) String() string { return fmt.Sprintf("%s#%d", i.Repo, i.Number) }

var issueName = regexp.MustCompile(`^([^#]+)#([1-9][0-9]{0,8})$`)

// UnmarshalText reads OWNER/REPO#ISSUE, for the command line.
func (i *Issue) UnmarshalText(text []byte) (err error) {
	m := issueName.FindSubmatch(text)
	if m == nil || i.Repo.UnmarshalText(m[1]) != nil {
		return errors.New("want OWNER/REPO#ISSUE, like acme/widgets#17")
	}
	i.Number, err = strconv.Atoi(string(m[2]))
	return err
}
