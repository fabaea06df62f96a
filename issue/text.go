package issue

import (
	"fmt"

	"github.com/fanux/robot/issue/internal/words"
)

// Lang is a language that the robot speaks. The zero Lang is English.
type Lang string

const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Langs are all of them. What a person wrote is in none of them, and never translated.
var Langs = []Lang{English, Chinese}

// valid fails for what is none of Langs.
func (l Lang) valid() error {
	switch l {
	case "", English, Chinese:
		return nil
	}
	return fmt.Errorf("language %q: want en or zh", string(l))
}

// lookup is what an English sentence is in the language, and itself where the catalogue of
// that language lacks it.
func (l Lang) lookup(english string) string {
	if l == Chinese {
		if translated, ok := words.Chinese[english]; ok {
			return translated
		}
	}
	return english
}

// Text is a sentence, or a part of one, that is put into a language when it is shown. The
// English one is its key in the catalogues of the others; each must be a literal, so that a
// test can see that none is missing. The zero Text is empty.
type Text struct {
	format string
	args   []any
}

// Textf is a Text of a format and its arguments, as fmt has them. Arguments that are Texts
// themselves are shown in the same language.
func Textf(format string, args ...any) Text {
	if false {
		_ = fmt.Sprintf(format, args...) // so that go vet checks the formats
	}
	return Text{format, args}
}

// Verbatim is a Text that is the same in every language: a name, a link, a word of a person.
func Verbatim(text string) Text { return Text{"%s", []any{text}} }

// In is the text in a language; in English where that language lacks it.
func (t Text) In(l Lang) string {
	args := make([]any, len(t.args))
	for i, arg := range t.args {
		args[i] = inLang(arg, l)
	}
	return fmt.Sprintf(l.lookup(t.format), args...)
}

// String is the text in English.
func (t Text) String() string { return t.In(English) }

func (t Text) empty() bool { return t.format == "" }

func inLang(arg any, l Lang) any {
	if t, ok := arg.(Text); ok {
		return t.In(l)
	}
	return arg
}
