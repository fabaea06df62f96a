// Package lifecycle are the robots that close and reopen an issue or pull request.
//
//	/close not-planned        /close duplicate #12        /reopen
//
//	what is asked for? ─▶ is it so already? ─▶ is there #12? ─▶ PATCH the issue
package lifecycle
