package issue

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
	Text  Text  // Markdown: what is wrong and what to do next
	State State // Failed or Refused
	Usage bool  // show the command's usage below Text
	Cause error // for the log; never shown
}

func (s *Said) Error() string {
	if s.Cause != nil {
		return s.Text.String() + " (" + s.Cause.Error() + ")"
	}
	return s.Text.String()
}

func (s *Said) Unwrap() error { return s.Cause }

// in is what the issue shows of it, for a command of ours or nil.
func (s *Said) in(l Lang, known *command) string {
	if !s.Usage || known == nil || known.usage == nil {
		return s.Text.In(l)
	}
	return known.withUsage(s.Text).In(l)
}

// Errorf says on the issue that a command failed. Text of users belongs in Code. The format
// and its arguments are those of Textf.
func Errorf(format string, args ...any) error { return Explain(nil, Textf(format, args...)) }

// Explain is Errorf with the error behind it, which goes to the log alone.
func Explain(cause error, text Text) error {
	return &Said{Text: text, State: Failed, Cause: cause}
}

// Refusef says that a command was not run because a rule stands against it.
func Refusef(format string, args ...any) error {
	return &Said{Text: Textf(format, args...), State: Refused}
}

// Usagef says that a command was not run because it was written wrong, and shows its usage.
func Usagef(format string, args ...any) error {
	return &Said{Text: Textf(format, args...), State: Refused, Usage: true}
}
