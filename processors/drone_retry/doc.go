// Package drone_retry is the robot that starts a Drone build again which did not succeed.
//
//	/retry 57
//
//	GET build 57 ─▶ did it end badly? ─▶ how was it started? ─▶ start it that way ─▶ "Started build 58, a retry of …"
//	/retry ─▶ GET builds, newest first ─▶ asked for on this issue? did it end badly? ─┘
//
// A promotion or a rollback goes the way of every deployment again, from the build that was
// deployed and with the parameters of then. So does a build that somebody asked Drone for.
// What GitHub caused, a push or a pull request, Drone restarts.
//
// Drone's restart of the others would not do: it asks nobody what may be deployed where, and
// hands down all parameters, what the build answers to among them.
package drone_retry
