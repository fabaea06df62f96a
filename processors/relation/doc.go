// Package relation are the robots that say how an issue hangs together with others of its
// repository: whose sub-issue it is, and which ones it has to wait for.
//
//	/parent #12        /remove-parent        /blocked-by #7, #8        /remove-blocked-by #7
//
//	which issues? ─▶ what is so already? ─▶ GET the others: their ids ─▶ one call for each
package relation
