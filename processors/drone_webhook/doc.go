// Package drone_webhook is the way back from Drone: the handler of the webhook that tells how
// builds go, and that brings the replies to the commands that started them to their end.
//
//	request ─verify→ body ─filter→ the end of a build that carries a reference ─Bring→ reply
//	           401            204: not for us, without a call                          204
//
// Drone waits for the answer inside of the call that caused the event, for up to a minute; it
// does not care for the answer, and never sends an event again. So most events, which are of
// builds under way or none of ours, are answered at once; an end is worked before its answer,
// within its own time and in a room of its own. What is lost all the same is found by whoever
// looks: the next command on the issue, the watcher, the sweep.
//
// What an event says is a reason to look, and no more: Bring asks Drone how the build stands.
// Events that are late, told twice or in another order are harmless therefore.
// https://docs.drone.io/webhooks/overview/
package drone_webhook
