// Package story is what people do in a sandbox, written down: it can be played, recorded,
// and held to how it ended.
//
//	The article's promotion: build 42 goes to dev, and the reply says how it ended.
//
//	-- script --
//	alice on 17: The fix is in build 42.
//	|
//	| /promote 42 dev REVISION=abc
//	wait
//	stranger on 17: /promote 42 dev
//	-- issue 17 --
//	open: Widgets wobble on dev
//	…
//
// A story is a txtar file: prose, and then sections in this order, of which only script has to
// be there.
//
//   - given is what there is beside the sandbox's own world;
//   - robot.yml is the robot's configuration;
//   - script is what happens, until everything has come to its end;
//   - issue N, pull request N, and the same with a repository (issue labring/sealos#1), are
//     how it ends.
//
// In given and script a line is a sentence. The lines below it that begin with a bar are its
// text, or go on with it; ␍ in it is the carriage return that browsers end a line with. A # begins
// a remark. Whatever else there is is a mistake, which is told with its line, and with all
// sentences there are: givens, events and deeds.
//
// The robot, builds and runs go on where the script waits, and nowhere else. "wait for the robot"
// is until it has answered, "wait a moment" until a build or run has made a step, and "wait" until
// everything has ended. Who acts while the robot is at work does so after "wait for 3 calls",
// between it and GitHub and from it to Drone, or after "wait a moment and for 3 calls". So a story
// ends the same way every time, unless somebody acts between two calls that the robot makes at once,
// or while it tries again for as long as it has time. What somebody cannot do is told when it is
// over: it goes on without.
//
// What there are no words for is a call: "owner calls DELETE /api/repos/acme/widgets/builds/43 at
// Drone", or of GitHub's API, where {issue-19}, {run-1} and {delivery-3} are ids.
//
// What a story tells of its end is what a reader of the issue sees, without what differs from
// one time to the next: times, numbers of runs and comments, ports.
package story
