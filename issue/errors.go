package issue

import "fmt"

// State is how a command ended.
type State string

const (
	Ran       State = "ran"       // it worked
	Denied    State = "denied"    // the commenter may not
	Refused   State = "refused"   // wrong usage, or against a rule
	Unknown   State = "unknown"   // not a command of ours, but close to one
	Failed    State = "failed"    // it went wrong
	Skipped   State = "skipped"   // there was no time left for it
	Duplicate State = "duplicate" // another delivery of the same comment has it
)

// Said is an error whose text is made for people: it is shown on the issue as it is.
// The text of every other error is kept from the issue and goes to the log alone.
type Said struct {
	Text  string // Markdown: what is wrong and what to do next
	State State  // Failed or Refused
	Usage bool   // show the command's usage below Text
	Cause error  // for the log; never shown
}

func (s *Said) Error() string {
	if s.Cause != nil {
		return s.Text + " (" + s.Cause.Error() + ")"
	}
	return s.Text
}

func (s *Said) Unwrap() error { return s.Cause }

// Errorf says on the issue that a command failed. Text of users belongs in Code.
func Errorf(format string, args ...any) error { return Explain(nil, format, args...) }

// Explain is Errorf with the error behind it, which goes to the log alone.
func Explain(cause error, format string, args ...any) error {
	return &Said{Text: fmt.Sprintf(format, args...), State: Failed, Cause: cause}
}

// Refusef says that a command was not run because a rule stands against it.
func Refusef(format string, args ...any) error {
	return &Said{Text: fmt.Sprintf(format, args...), State: Refused}
}

// Usagef says that a command was not run because it was written wrong, and shows its usage.
func Usagef(format string, args ...any) error {
	return &Said{Text: fmt.Sprintf(format, args...), State: Refused, Usage: true}
}
