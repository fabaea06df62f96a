// Package drone_status is the robot that says what is deployed where, and what runs.
//
//	/status        GET builds, newest first ─▶ of each target: what is there? what became of the last attempt? ─▶ a table
//	/status prod                            └▶ of prod: what was tried? who asked, and where? ─▶ the last ten
//
// It keeps nothing: what it says is in Drone's builds, and who asked for them in the
// references that the robot gave them.
package drone_status
