// Package setup is what an operator does before and beside the function: it hangs the
// webhook into a repository, and looks whether everything stands that a comment needs to
// become a command.
//
//	robot hook install ─▶ Hooks.Plan ─▶ Hooks.Do ─▶ Hooks.Ping ─▶ what the function said
//	robot doctor       ─▶ Checkup.Run ─▶ []Finding
//	             --claim-race ─▶ ClaimRace ─▶ Race, and whether GitHub's claim holds
//	robot app manifest ─▶ AccessOf ─▶ Manifest: what the commands need, and no more
//
// What it says is made for people: what is the matter, and what to do next. Text of
// servers is shown in one line, cut, and without any secret of the settings.
package setup
