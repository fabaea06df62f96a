package comment

import "fmt"

// Reason is why a line is not run, in words: a format and its arguments, as fmt has them,
// so that it can be said in other languages, too. The zero Reason is none.
type Reason struct {
	Format string
	Args   []any
}

// String is the Reason in English.
func (r Reason) String() string { return fmt.Sprintf(r.Format, r.Args...) }

func (r Reason) none() bool { return r.Format == "" }

// because is a Reason that a commenter is told. Its format is a literal, so that a test can
// see that it exists in every language.
func because(format string, args ...any) Reason { return Reason{format, args} }

// unsaid is a Reason that a commenter is not told, because the line was not said to us.
func unsaid(why string) Reason { return Reason{"%s", []any{why}} }
