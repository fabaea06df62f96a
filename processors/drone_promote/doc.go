// Package drone_promote is the robot behind /promote: it promotes a successful Drone
// build to a target.
//
//	/promote 42 dev REVISION=abc
//
//	check the words ─▶ may they? ─▶ GET build 42 ─▶ succeeded? ours? its branch? ─▶ POST promote ─▶ "Started build 43, …"
//
// It makes two calls, the second one once; latest, in place of a number, is looked for page
// by page. Who may promote what to a target, and what is said when a call goes wrong, is in
// processors/internal/drone, what parameters may be in processors/internal/params.
package drone_promote
