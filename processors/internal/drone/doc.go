// Package drone is what the robots for Drone share: calls that carry a context and a
// token, and answers as sentences for the commenter.
//
//	robot ─▶ Client.Promote ─▶ drone-go ─▶ exchange (context, record) ─▶ token ─▶ Drone
//	              ▲                             │
//	              └──── issue.Said ◀── explain ◀┘
//
// Every error of a Client's call is an issue.Said: its text is made for people and
// holds neither an address nor a word of Drone's, but for Drone's own complaint about
// a .drone.yml; its cause is for the log and holds neither a query nor the token.
//
// What stands before a deployment is here, too, since each robot that deploys needs it: the
// form of a target (CheckTarget), its rule (May, Allow) and the robot's parameters (Ours).
//
// A call that starts something is made once. Where Drone may have got it and did not
// say so, the error says that it was asked and is not confirmed.
package drone
