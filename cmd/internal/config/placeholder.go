package config

import (
	"regexp"
	"strings"
)

// template is a text with places that are filled in: "{version}" is a place, "{{version}}"
// the word in braces. What is filled in is never looked at again.
type template []part

// part is some text, or a place.
type part struct{ text, place string }

var place = regexp.MustCompile(`\{\{[a-zA-Z][\w.:-]*\}\}|\{[a-zA-Z][\w.:-]*\}`)

func parse(text string) (t template) {
	from := 0
	for _, at := range place.FindAllStringIndex(text, -1) {
		if at[0] > from {
			t = append(t, part{text: text[from:at[0]]})
		}
		found := text[at[0]:at[1]]
		if strings.HasPrefix(found, "{{") {
			t = append(t, part{text: found[1 : len(found)-1]})
		} else {
			t = append(t, part{place: found[1 : len(found)-1]})
		}
		from = at[1]
	}
	if from < len(text) {
		t = append(t, part{text: text[from:]})
	}
	return t
}

// places are the names of the places, in order.
func (t template) places() (names []string) {
	for _, p := range t {
		if p.place != "" {
			names = append(names, p.place)
		}
	}
	return names
}

// fill puts values into the places. It fails with the error of value.
func (t template) fill(value func(place string) (string, error)) (string, error) {
	var b strings.Builder
	for _, p := range t {
		if p.place == "" {
			b.WriteString(p.text)
			continue
		}
		text, err := value(p.place)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
	}
	return b.String(), nil
}
