package config

import (
	"fmt"
	"testing"
)

func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":              "[]",
		"plain":         "[{plain }]",
		"{a}":           "[{ a}]",
		"x{a.b-c:9_}y":  "[{x } { a.b-c:9_} {y }]",
		"{{a}}":         "[{{a} }]",
		"{{a}":          "[{{ } { a}]",
		"{{{a}}}":       "[{{ } {{a} } {} }]",
		"{a}}":          "[{ a} {} }]",
		"{a}{b}{{c}}":   "[{ a} { b} {{c} }]",
		"{} {1} {a {é}": "[{{} {1} {a {é} }]",
		"{\"a\": {b}}":  "[{{\"a\":  } { b} {} }]",
	} {
		if got := fmt.Sprint([]part(parse(text))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		if got := parse(text).String(); got != text {
			t.Errorf("%s: written again it is %s", text, got)
		}
	}
}
