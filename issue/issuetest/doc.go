// Package issuetest is a fake GitHub on the wire: a robot's real client calls it over
// HTTP, people comment in it, and it sends the webhooks that GitHub would send.
//
//	gh := issuetest.Start(t)                     // checked against GitHub's own description
//	token := gh.SignIn("sealrobot")
//	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write").Grant("alice", "maintain")
//	gh.Hook(robot.URL, "webhook secret")
//	comment := repo.Comment(17, "alice", "/promote 42 production")
//	gh.Wait()                                    // until everything is delivered
//	reply := repo.Issue(17).By("sealrobot")[0].Body
//
// Without a hook, an Event makes the webhook itself: comment.Request(url, secret).
//
// What GitHub is asked to do is logged (Calls) and can be made to go wrong (Break). The
// state is real: permissions, locks, deletions and who reacted first are kept and
// enforced, because that is what a robot's mistakes are about.
//
// The package does not import testing: cmd/playground is built on it, too.
package issuetest
