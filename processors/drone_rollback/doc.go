// Package drone_rollback is the robot that rolls a target back to an earlier Drone build.
//
//	/rollback prod
//
//	check the words ─▶ GET builds, as far as needed ─▶ what was good on prod before? ─▶ POST rollback ─▶ "Started build 50, …"
//
// Drone does not know what came before: a rollback names the build to go back to, and is a
// promotion with another event. So the robot reads what was deployed there and puts the
// same build there again, with the parameters that it was deployed with.
package drone_rollback
