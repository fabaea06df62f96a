package issue

import (
	"strings"
	"testing"
)

func TestMarkerCountsOnlyWithOurMAC(t *testing.T) {
	old, both, other := keys{"old secret"}, keys{"new secret", "old secret"}, keys{"another"}
	m := mark{Repo: "acme/widgets", Issue: 17, Source: "comment/99001", Commands: []markedLine{{Line: 1, Name: "/promote", State: Ran}}}
	ours := "hello\n\n" + old.marker(m)
	forged := strings.Replace(ours, markerStart, markerStart+"e30", 1)
	for name, row := range map[string]struct {
		keys keys
		text string
		want bool
	}{
		"ours":                        {old, ours, true},
		"after a rotation":            {both, ours, true},
		"another robot's":             {other, ours, false},
		"forged":                      {old, forged, false},
		"a second one, forged first":  {old, forged + ours, true},
		"behind many forged ones":     {old, strings.Repeat(markerStart+"a.b -->", 100) + ours, true},
		"unsigned":                    {old, markerStart + "e30.e30 -->", false},
		"no keys":                     {nil, ours, false},
		"none":                        {old, "hello", false},
		"a reference is not a marker": {old, markerStart + old.seal(forRef, m) + " -->", false},
		"for ever opened":             {old, strings.Repeat(markerStart, 10_000), false},
		"signed with nothing":         {keys{""}, markerStart + keys(nil).seal(forMarker, m) + " -->", false},
	} {
		if got := row.keys.ours(row.text); got != row.want {
			t.Errorf("%s: ours is %v, want %v", name, got, row.want)
		}
	}
}

func TestRefIsTheSameForTheSame(t *testing.T) {
	k := keys{"secret"}
	r := ref{"acme/widgets", 17, "comment/99001", 3, "/promote", []string{"42", "dev"}}
	sealed := k.seal(forRef, r)
	if again := k.seal(forRef, r); again != sealed {
		t.Errorf("sealed again: %q, then %q", sealed, again)
	}
	var got ref
	if !k.open(forRef, sealed, &got) || got.Bind[1] != "dev" || got.Line != 3 {
		t.Errorf("opened: %+v", got)
	}
	for i := range sealed {
		other := sealed[:i] + string(sealed[i]^1) + sealed[i+1:]
		if k.open(forRef, other, &got) {
			t.Fatalf("opens with byte %d changed", i)
		}
	}
}

func TestRedactor(t *testing.T) {
	r := NewRedactor("s3cr3t-Wert?&", "", "short")
	for _, leak := range []string{
		"s3cr3t-Wert?&", "s3cr3t-Wert%3F%26", "czNjcjN0LVdlcnQ/Jg==", "czNjcjN0LVdlcnQ_Jg",
		"ghs_" + strings.Repeat("a1_B", 60), "github_pat_11ABCDEFG0123456789_abcdef",
	} {
		if got := r.Text("x " + leak + " y"); got != "x [redacted] y" {
			t.Errorf("%q becomes %q", leak, got)
		}
	}
	if got := NewRedactor("hunter2hunter2", "hunter2hunter2-new").Text("hunter2hunter2-new"); got != "[redacted]" {
		t.Errorf("of two secrets, one the beginning of the other: %q", got)
	}
	if got := r.Text("a short ghs_ word"); got != "a short ghs_ word" {
		t.Errorf("blanked what is no secret: %q", got)
	}
}
