// Package locks are the robots for the locks of targets: one locks a target, so that nothing
// is deployed there until somebody unlocks it, one unlocks it, and one lists what is locked.
//
//	/lock-target prod the database is being moved
//
//	check the target ─▶ may this person deploy there? ─▶ create the ref ─▶ "`prod` is locked, …"
//	                                                        │ there is one
//	                                                        └▶ whose is it? ─▶ "`prod` is locked already, by …"
//
// The locks themselves are in processors/internal/lock.
package locks
