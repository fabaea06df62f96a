package function

import "cmp"

// version is stamped in by make package and make release. A variable for the linker, and not
// what Go records of the repository by itself: the package is the same file whether it was
// built in a clone or out of an archive of the same commit.
var version string

// Version is what was built: a tag, a tag with what came after it, or a commit; "devel" where
// nobody said.
func Version() string { return cmp.Or(version, "devel") }
