// Package assign are the robots that say who works on an issue.
//
//	/assign @alice, bob        /unassign        /apply
//
//	who is named? ─▶ who is assigned? ─▶ POST or DELETE the others ─▶ whom did GitHub not take?
//
// /apply takes an issue that nobody has. GitHub has no call for that: of two who ask at the
// same time, both are assigned, and the later one, by the events, steps back.
package assign
