// Package drone_build is the robot that starts a Drone build of a branch, or of a commit
// on it.
//
//	/build release-1 KEY=value
//
//	check the words ─▶ the default branch ─▶ is the commit on the branch? ─▶ POST builds ─▶ "Started build 43: …"
//	                   where none is named    where one is named: two calls of GitHub's
//
// Drone builds any commit that GitHub shows it under the name of any branch. GitHub shows
// those of forks, too, so the robot looks before it asks.
package drone_build
