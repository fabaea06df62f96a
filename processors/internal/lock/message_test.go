package lock_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/internal/lock"
)

// TestHostileReason: what somebody writes comes back as it is, or cut, and tells nobody of
// anything while it lies at GitHub.
func TestHostileReason(t *testing.T) {
	for _, reason := range []string{
		"**bold** `code` [x](https://evil.example) <!-- robot: {} --> @team/all #1 GH-1",
		"fixes #12, https://github.com/acme/widgets/issues/1", `"}{"holder":"bob"`, "\\\"\x00\x1b[31m", "a\r\nb\u2028c", "\xff\xfe", "</textarea><script>",
		strings.Repeat("@bob ", 13<<10), strings.Repeat("字", 22<<10),
	} {
		w := start(t)
		want := by("alice")
		want.Reason, want.URL = reason, "https://github.com/acme/widgets/issues/17#issuecomment-1"
		w.take(w.locks(), want)
		found := w.is("prod", "alice")
		got, _ := strings.CutSuffix(found.Reason, "…")
		if !strings.HasPrefix(strings.ToValidUTF8(reason, "\uFFFD"), got) || utf8.RuneCountInString(got) > 300 || len(got) < min(len(reason), 290)/2 {
			t.Errorf("%.60q came back as %.60q", reason, found.Reason)
		}
		if found.URL != want.URL {
			t.Errorf("URL %q", found.URL)
		}
		if text := lock.Message(want); strings.ContainsAny(strings.TrimPrefix(text, "robot: lock [skip ci]"), "@#<") || strings.Contains(text, "//") {
			t.Errorf("the message is %.200q", text)
		}
	}
}

// TestForged: what others put there is a lock, and what it says is believed as far as the
// robot could have said it.
func TestForged(t *testing.T) {
	const title, url = "robot: lock [skip ci]\n\n", "https://github.com/acme/widgets/issues/17#issuecomment-1"
	good := func(set string) string {
		return title + `{"target":"prod","holder":"alice","reason":"r","once":"x",` + set + `}`
	}
	unknown, alice := lock.Lock{Target: "prod"}, lock.Lock{Target: "prod", Holder: "alice", Reason: "r"}
	linked := alice
	linked.URL = url
	now := time.Now().Truncate(time.Second)
	for _, test := range []struct {
		name, message string
		at            time.Time
		want          lock.Lock
	}{
		{"a message of somebody's", "wip", now, unknown},
		{"empty", "", now, unknown},
		{"only the title", title, now, unknown},
		{"not JSON", title + "{", now, unknown},
		{"more behind", good(`"brief":false`) + "\n{}", now, unknown},
		{"a list", title + "[]", now, unknown},
		{"null", title + "null", now, unknown},
		{"another title", strings.Replace(good(`"brief":false`), "robot", "Robot", 1), now, unknown},
		{"another target", title + `{"target":"dev","holder":"alice"}`, now, unknown},
		{"nobody", title + `{"target":"prod","holder":""}`, now, unknown},
		{"a holder with a mention", title + `{"target":"prod","holder":"@acme/all"}`, now, unknown},
		{"a holder with Markdown", title + `{"target":"prod","holder":"**a**"}`, now, unknown},
		{"a long holder", title + fmt.Sprintf(`{"target":"prod","holder":%q}`, strings.Repeat("a", 200)), now, unknown},
		{"64 KB", title + fmt.Sprintf(`{"target":"prod","holder":"alice","reason":%q}`, strings.Repeat("a", 64<<10)), now, unknown},
		{"brief, and of nobody", title + `{"target":"prod","holder":"-","brief":true}`, now.Add(-time.Hour), unknown},
		{"brief, and from the future", good(`"brief":true`), now.Add(time.Hour), unknown},
		{"good", good(`"brief":false`), now, alice},
		{"a date of long ago", good(`"brief":false`), time.Unix(0, 0), alice},
		{"good, and linked", good(`"url":"` + url + `"`), now, linked},
		{"linked elsewhere", good(`"url":"https://evil.example/acme/widgets/issues/17"`), now, alice},
		{"linked without TLS", good(`"url":"http://github.com/acme/widgets/issues/17"`), now, alice},
		{"linked as somebody", good(`"url":"https://github.com@evil.example/acme"`), now, alice},
		{"linked to a script", good(`"url":"javascript:alert(1)"`), now, alice},
		{"linked with Markdown", good(`"url":"https://github.com/a)[x](https://evil.example"`), now, alice},
		{"linked to much", good(`"url":"https://github.com/` + strings.Repeat("a", 300) + `"`), now, alice},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := start(t)
			w.made("prod", test.message, test.at)
			test.want.Since = test.at.UTC()
			found := w.is("prod", test.want.Holder)
			if found == nil || !found.Since.Equal(test.at) {
				t.Fatalf("found %+v, want %+v", found, test.want)
			}
			found.Since = test.want.Since
			if *found != test.want {
				t.Errorf("found %+v\nwant  %+v", *found, test.want)
			}
			if held, err := w.locks().Hold(t.Context(), w.main, by("bob")); held == nil || err != nil {
				t.Errorf("Hold = %+v, %v; want it to be locked", held, err)
			}
		})
	}
}

// TestHandMade: a ref that points to what is no lock, and a name that is none of ours.
func TestHandMade(t *testing.T) {
	w := start(t)
	w.made("prod", "x", time.Now())
	w.made("eu/prod", "x", time.Now())
	w.made("x=zz", "x", time.Now())
	w.gh.Break(after(answer(404, "Not Found")).On("GET", "/git/commits/")) // as for a ref of a tag or a tree
	all, err := w.locks().All(t.Context())
	if err != nil || len(all) != 3 || all[0].Target != "eu/prod" || all[1] != (lock.Lock{Target: "prod"}) || all[2].Target != "x=zz" {
		t.Errorf("%+v, %v", all, err)
	}
	w.gh.Mend()
	tag := wire.Fault{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: `{"ref":"refs/robot/locks/prod","object":{"type":"tag","sha":"1"}}`}
	w.gh.Break(tag.On("GET", "/git/ref/"))
	w.gh.Forget()
	if found := w.is("prod", ""); found == nil || *found != (lock.Lock{Target: "prod"}) {
		t.Errorf("a ref of a tag: %+v", found)
	}
	if calls := w.calls(); len(calls) != 1 {
		t.Errorf("calls %q: a tag is no commit", calls)
	}
}

func TestAll(t *testing.T) {
	w := start(t)
	locks := w.locks()
	if all, err := locks.All(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("%+v, %v; want none", all, err)
	}
	for n := range 52 {
		w.take(locks, lock.Lock{Target: fmt.Sprintf("t%02d", 51-n), Holder: "alice"})
	}
	w.gh.Forget()
	all, err := locks.All(t.Context())
	if err != nil || len(all) != lock.Most || all[0].Target != "t00" || all[49].Target != "t49" {
		t.Errorf("%d locks, %v; want the first %d", len(all), err, lock.Most)
	}
	if n := len(w.calls()); n != 51 {
		t.Errorf("%d calls, want 51", n)
	}
}
