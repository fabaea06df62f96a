package config

import "strings"

// template is a text with places that are filled in: "{version}" is a place, "{{version}}"
// the word in braces. What is filled in is never looked at again.
type template []part

// part is some text, or a place.
type part struct{ text, place string }

func parse(text string) (t template) {
	from := 0
	for at := strings.IndexByte(text, '{'); at >= 0; {
		name, end := placeAt(text[at:])
		if end == 0 {
			at = next(text, at+1)
			continue
		}
		if at > from {
			t = append(t, part{text: text[from:at]})
		}
		if strings.HasPrefix(name, "{") {
			t = append(t, part{text: name})
		} else {
			t = append(t, part{place: name})
		}
		from = at + end
		at = next(text, from)
	}
	if from < len(text) {
		t = append(t, part{text: text[from:]})
	}
	return t
}

// next is where a brace opens from there on, or -1.
func next(text string, from int) int {
	if i := strings.IndexByte(text[from:], '{'); i >= 0 {
		return from + i
	}
	return -1
}

// placeAt is what stands in the braces that a text begins with, and where they end: "name" of
// {name}, "{name}" of {{name}}; 0 where they are just braces.
func placeAt(text string) (name string, end int) {
	open := 1
	if strings.HasPrefix(text, "{{") {
		open = 2
	}
	for end = open; end < len(text) && (letter(text[end]) || end > open && strings.IndexByte("0123456789_.:-", text[end]) >= 0); {
		end++
	}
	if end == open || !strings.HasPrefix(text[end:], "}}"[:open]) {
		return "", 0
	}
	return text[1 : end+open-1], end + open
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

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
	return t.fillAfter(func(place, _ string) (string, error) { return value(place) })
}

// fillAfter is fill for values that depend on what stands before them.
func (t template) fillAfter(value func(place, before string) (string, error)) (string, error) {
	var b strings.Builder
	for _, p := range t {
		text := p.text
		if p.place != "" {
			var err error
			if text, err = value(p.place, b.String()); err != nil {
				return "", err
			}
		}
		b.WriteString(text)
	}
	return b.String(), nil
}
