package issue

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var sealedText = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$`)

// FuzzMarker: a marker that we wrote is read back, whatever stands around it; changed in any
// place, signed with another key or for another purpose, or made up, it is none.
func FuzzMarker(f *testing.F) {
	k := keys{"the new secret", "the old secret"}
	f.Add("acme/widgets", "comment/1", "dev -->", "hello\n\n", "", 0, byte(1))
	f.Add("", "", "<!-- robot e30.e30 -->", markerStart, " -->", 40, byte(0x20))
	f.Add("é", "\n", "-->", markerStart+"a.b -->", "<!-- robot", 80, byte(0))
	f.Fuzz(func(t *testing.T, repo, source, bind, before, after string, at int, flip byte) {
		if k.ours(before + after) {
			t.Fatalf("it is believed: %q", before+after)
		}
		if !utf8.ValidString(repo) || !utf8.ValidString(source) || !utf8.ValidString(bind) { // JSON has no such text
			t.Skip()
		}
		m := mark{Repo: repo, Issue: at, Source: source, By: account{1, repo}, Commands: []markedLine{{Line: 1, Name: bind, State: Ran, Bind: []string{bind, source}}}}
		sealed := k.seal(forMarker, m)
		for _, with := range []keys{k, {"the old secret", "the new secret"}} {
			if got, ok := with.read(before + with.marker(m) + after); !ok || !reflect.DeepEqual(got, m) {
				t.Errorf("%+v comes back as %+v, %v", m, got, ok)
			}
		}
		var got any
		if !sealedText.MatchString(sealed) || k.open(forRef, sealed, &got) || (keys{"another"}).open(forMarker, sealed, &got) || keys(nil).open(forMarker, sealed, &got) {
			t.Errorf("%q opens with what it was not made for", sealed)
		}
		forged := []byte(sealed)
		forged[abs(at)%len(forged)] ^= flip
		if flip != 0 && (k.open(forMarker, string(forged), &got) || k.ours(markerStart+string(forged)+" -->")) {
			t.Errorf("%q opens, and we wrote %q", forged, sealed)
		}
		if k.open(forMarker, sealed+after, &got) && after != "" || k.open(forMarker, before+sealed, &got) && before != "" {
			t.Errorf("%q opens with something around it", sealed)
		}
	})
}

// FuzzRef: a reference counts in its repository and for its words, and nowhere else.
func FuzzRef(f *testing.F) {
	k := keys{"the secret"}
	f.Add("acme/widgets", "acme/Widgets", "42", "dev", "42", "dev")
	f.Add("a", "a", "42", "dev", "42dev", "")
	f.Add("a", "a/", "", "", "[\"\"]", "\x00")
	f.Fuzz(func(t *testing.T, repo, in, one, two, first, second string) {
		if !utf8.ValidString(repo) || !utf8.ValidString(one) || !utf8.ValidString(two) {
			t.Skip()
		}
		r := ref{repo, 17, "comment/1", 1, "/promote", []string{one, two}}
		sealed := k.seal(forRef, r)
		got, ok := k.refers(sealed, in, []string{first, second})
		if want := strings.EqualFold(repo, in) && one == first && two == second; ok != want || ok && !reflect.DeepEqual(*got, r) {
			t.Errorf("%+v in %q for %q, %q: %v %+v", r, in, first, second, ok, got)
		}
		if _, ok := k.refers(sealed, repo, []string{one, two, ""}); ok {
			t.Error("it counts for more words than its own")
		}
		for _, made := range []string{in, first, second, one + "." + two} {
			if _, ok := k.refers(made, repo, nil); ok {
				t.Errorf("%q is believed", made)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
