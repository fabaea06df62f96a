package dronetest

// access is how much of a repository a request needs.
type access int

const (
	reads access = iota
	writes
	manages
)

// may reports whether the caller may do that much, and what Drone says where not. Anybody
// may read what is public, with a token that nobody has too; to Drone's administrators
// nothing is asked.
func (r request) may(needs access) (refused answer, ok bool) {
	switch {
	case r.known && r.user.Admin:
		return answer{}, true
	case needs == reads && !r.repo.Private:
		return answer{}, true
	case !r.known:
		return unauthorized, false
	case r.user.Inactive:
		return forbidden, false
	case needs > reads && r.user.ReadOnly, needs == manages && !r.user.Manages:
		return notFound, false
	}
	return answer{}, true
}

// permissions are those of the caller by GitHub's word; a guest has none.
func (r request) permissions() *permissions {
	if !r.known {
		return nil
	}
	return &permissions{Read: true, Write: !r.user.ReadOnly, Admin: r.user.Admin || r.user.Manages}
}
