// Package drone_promote is the robot behind /promote: it promotes a successful Drone
// build to a target.
//
//	/promote 42 dev REVISION=abc
//
//	check the words ─▶ GET build 42 ─▶ succeeded? ours? ─▶ POST promote ─▶ "Started build 43, …"
//
// It makes two calls, the second one once. What it says when a call goes wrong is in
// processors/internal/drone, what parameters may be in processors/internal/params.
package drone_promote
