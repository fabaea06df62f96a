// Package drone_approve is the two robots that decide about a Drone build which waits for an
// approval: /approve and /decline.
//
//	/approve 57
//
//	GET build 57 ─▶ which of its pipelines wait? ─▶ POST approve, one after the other ─▶ "Approved build 57, which goes on now: …"
//	/decline 57 ─────────────────┴────────────────▶ POST decline ─────────────────────▶ "Declined build 57: …"
//
// In a protected repository Drone lets a build wait whose .drone.yml nobody has signed. Each
// of its pipelines waits by itself, and the build as a whole looks as if it had not started.
package drone_approve
