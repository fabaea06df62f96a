// Package merge is the robot that merges a pull request: the newest commit, as it was read,
// and no other.
//
//	/merge squash sha=b5f61da
//
//	read the words ─▶ GET the pull request ─▶ may it be merged? ─▶ PUT …/merge with its commit ─▶ "Merged b5f61da …"
//	                     │ merged already                              │ no answer, or none that says why
//	                     └▶ "… is merged already, by …"                └▶ GET it again: is it merged now?
//
// Who pushes between the two calls is noticed by GitHub, which then merges nothing. Of a
// comment that was heard of late, nobody knows which commit it meant: it has to name one.
package merge
