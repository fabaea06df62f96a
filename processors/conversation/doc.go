// Package conversation are the robots that lock and unlock the conversation of an issue or pull
// request, and the one that says something in it.
//
//	/lock too heated        /unlock        /say The build is green again.
package conversation
