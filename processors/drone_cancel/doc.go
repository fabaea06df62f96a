// Package drone_cancel is the robot that cancels a Drone build.
//
//	/cancel 57
//
//	GET build 57 ─▶ still to end? ─▶ may they? ─▶ DELETE build 57 ─▶ GET build 57 ─▶ "Build 57, which …, was cancelled."
//	/cancel ─▶ GET builds, newest first ─▶ asked for on this issue? still to end? ─┘
//
// Drone says that it did whatever became of it, so the robot looks what that was.
package drone_cancel
