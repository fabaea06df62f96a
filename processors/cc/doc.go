// Package cc are the robots that ask people and teams to review a pull request.
//
//	/cc @alice, acme/leads        /uncc
//
//	who is named? ─▶ GET the pull request ─▶ who is asked already? ─▶ ask the others ─▶ quiet
//	                                                                     │ 422: one of them cannot be asked
//	                                                                     └▶ ask each singly, name who cannot
package cc
