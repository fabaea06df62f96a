// Package people is what the robots that give work to people share: the logins in the words
// of a command, and who is assigned to its issue.
//
//	logins := people.Named(event)                          // "/assign @a, b": a and b; "/assign": who wrote it
//	err := people.Assignable(logins)                       // a refusal where one is no login
//	s, i, err := site.Look(ctx, event)
//	left, response, err := people.Assign(ctx, s, i, logins) // the commands behind it see that
//	return people.NotAssigned(left)                        // GitHub did not take them, and does not say so
package people
