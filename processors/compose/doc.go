// Package compose is a robot for commands that are configured: it does several small things
// to an issue or pull request in one go. An operator's /accept may be a label, an assignee
// and a canned reply:
//
//	Order{AddLabels: {"accepted"}, Assign: {"@alice"}, Reply: "Thank you, we take it on."}
//
//	check the words ─▶ GET the issue ─▶ the labels there are ─▶ labels ─▶ assignees ─▶ close ─▶ reply
//
// What is there already is left as it is, so that an order may be carried out again. A label
// that the repository lacks is refused before anything is changed: GitHub would create it. A
// dry run ends before the first change, and names each of them.
package compose
