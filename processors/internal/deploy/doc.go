// Package deploy is the way that every deployment goes, a promotion, a rollback and a retry
// of one, from a build that somebody asked for to one that Drone has started:
//
//	may its code go there? ─▶ take the target's lock ─▶ what is there? ─▶ confirmed? ─▶ start ─▶ let go of the lock
//
// Drone itself keeps none of these rules: it deploys any build anywhere, also twice at once.
package deploy
