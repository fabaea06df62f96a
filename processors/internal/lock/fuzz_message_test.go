package lock

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
)

const fuzzPage = "https://github.com/acme/widgets"

// FuzzMessage: what a lock's commit says comes back, and tells nobody of it meanwhile.
func FuzzMessage(f *testing.F) {
	f.Add("prod", "alice", "a release", fuzzPage+"/issues/17#issuecomment-1", false)
	f.Add("eu/prod", "dependabot[bot]", "@bob #1 https://x.y/z", "https://github.com@evil.example/", true)
	f.Add("a..b", "@bob", "\"},{\"\u2028\xff\x00", "javascript:alert(1)", false)
	f.Add("ÄRGER", "", strings.Repeat("字", 400), "https://github.com.evil.example/acme", false)
	f.Fuzz(func(t *testing.T, target, holder, reason, url string, brief bool) {
		text := message(Lock{Target: target, Holder: holder, Reason: reason, URL: url, Brief: brief})
		if quoted := strings.TrimPrefix(text, title); strings.ContainsAny(quoted, "@#") || strings.Contains(quoted, "//") || strings.Count(text, "\n") != 3 {
			t.Errorf("the commit says %q", text)
		}
		got, ok := parse(text, nameOf(target), fuzzPage)
		sound(t, got, ok, nameOf(target))
		if !login.MatchString(holder) || !utf8.ValidString(target) || !utf8.ValidString(reason) || len(text) > maxMessage {
			return
		}
		if want := issue.Short(strings.TrimSpace(issue.Short(reason, MaxReason)), MaxReason); !ok || got.Target != target || got.Holder != holder || got.Reason != want || got.Brief != brief {
			t.Errorf("%q comes back as %+v, %v; want the reason %q", text, got, ok, want)
		}
	})
}

// FuzzParse: whoever may write to the repository writes anything there.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "null", "[]", "{}", `{"target":"prod","holder":"alice"}`, `{"target":"prod","holder":"@bob","url":"x"}`,
		`{"target":"prod","holder":"a","url":"https://github.com/x"}{}`, `{"target":"prod","Holder":"a","holder":"<b>","reason":null}`} {
		f.Add(text, "prod")
	}
	f.Fuzz(func(t *testing.T, text, target string) {
		for _, whole := range []string{text, title + text} {
			got, ok := parse(whole, nameOf(target), fuzzPage)
			sound(t, got, ok, nameOf(target))
		}
	})
}

// sound is what is shown of a lock: nothing that acts, and nothing of another one.
func sound(t *testing.T, got Lock, ok bool, ref string) {
	t.Helper()
	switch {
	case !ok && got != Lock{}:
		t.Errorf("it is none, and says %+v", got)
	case ok && (nameOf(got.Target) != ref || !login.MatchString(got.Holder) || strings.ContainsAny(got.Holder, "@`<>*\n")):
		t.Errorf("%+v is believed of %s", got, ref)
	case utf8.RuneCountInString(got.Reason) > MaxReason+1:
		t.Errorf("the reason has %d characters", utf8.RuneCountInString(got.Reason))
	case got.URL != "" && (!strings.HasPrefix(got.URL, "https://github.com/") || strings.ContainsAny(got.URL, "()[]<> \"'`@\n")):
		t.Errorf("the link is %q", got.URL)
	}
}
