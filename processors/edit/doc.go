// Package edit are the robots that change what stands at the head of an issue or pull request:
// its title, its milestone, and the type that an organization's issues have.
//
//	/retitle Widgets wobble        /milestone v1.2        /type bug        /remove-type
//
//	what is asked for? ─▶ is it so already? ─▶ what is there to choose from? ─▶ PATCH the issue
package edit
