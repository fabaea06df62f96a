package comment

import (
	"strings"
	"unicode/utf8"
)

// words splits what follows a command's name. Words are separated by blanks; "…" and
// '…' hold blanks, and so do the “…” that phones type; a word with a = outside of
// quotes is a parameter, split at the first one. There are no escapes.
//
// A quote opens only where a word or its value begins, so that don't is a word.
// The last result says, to the commenter, what is wrong.
func words(rest string) (args []string, params map[string]string, keys []string, wrong Reason) {
	params = map[string]string{}
	for {
		rest = strings.TrimLeftFunc(rest, isBlank)
		if rest == "" {
			return args, params, keys, Reason{}
		}
		w, tail, wrong := nextWord(rest)
		if !wrong.none() {
			return nil, nil, nil, wrong
		}
		rest = tail
		if !w.param {
			args = append(args, w.value)
			continue
		}
		if w.key == "" {
			return nil, nil, nil, because("there is nothing before the = of a parameter; write key=value")
		}
		if _, twice := params[w.key]; twice {
			return nil, nil, nil, because("the parameter %s is given twice", harmless(w.key))
		}
		params[w.key], keys = w.value, append(keys, w.key)
	}
}

// word is one word of a command: an argument, or a parameter with its key.
type word struct {
	param      bool
	key, value string
}

// nextWord takes the word that s, which is not empty, starts with.
func nextWord(s string) (w word, tail string, wrong Reason) {
	var b strings.Builder
	quotable := true // here begins a word or a value
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case quotable && closers(r) != "":
			inside, after, closed := cutAny(s[size:], closers(r))
			if !closed {
				return w, "", because("the quote %c is not closed on this line", r)
			}
			b.WriteString(inside)
			s, quotable = after, false
			continue
		case isBlank(r):
			w.value = b.String()
			return w, s, Reason{}
		case r == '=' && !w.param:
			w.param, w.key, quotable = true, b.String(), true
			b.Reset()
		default:
			b.WriteString(s[:size])
			quotable = false
		}
		s = s[size:]
	}
	w.value = b.String()
	return w, "", Reason{}
}

// closers are the quotes that close what r opens; none if r is no quote. Which way a
// double quote is curled is the phone's choice, not the writer's. Single ones are not
// curled here: ’ is an apostrophe.
func closers(r rune) string {
	switch r {
	case '\'':
		return "'"
	case '"', '“', '”', '„':
		return "\"“”"
	}
	return ""
}

func cutAny(s, any string) (before, after string, found bool) {
	i := strings.IndexAny(s, any)
	if i < 0 {
		return s, "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+size:], true
}

// harmless returns s if it is a name, and an ellipsis otherwise: a Reason is shown to
// people, and what the commenter wrote must not mention anybody in it.
func harmless(s string) string {
	if len(s) <= 64 && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-_") == "" {
		return s
	}
	return "…"
}
