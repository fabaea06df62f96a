// Package params holds the rules for the KEY=value words of a comment, which become
// the environment of a build. Whoever may comment chooses them, so they are checked
// before anything is asked of anybody:
//
//	if err := params.Env(event.Command.Params); err != nil {
//		return "", err // a sentence for the commenter
//	}
package params
