package issue

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func result(line string, state State, detail string) Result {
	name, rest, _ := strings.Cut(line, " ")
	return Result{Name: name, State: state, Detail: detail, command: &Command{Type: name, Command: rest}}
}

func TestRender(t *testing.T) {
	for name, row := range map[string]struct {
		results []Result
		want    string
	}{
		"one": {
			[]Result{result("/promote 42 dev", Ran, "Build 43 runs.")},
			"@alice\n\nBuild 43 runs.\n\nMARK",
		},
		"one that is plain to see": {
			[]Result{result("/kind bug", Ran, "")},
			"",
		},
		"all plain to see": {
			[]Result{result("/kind bug", Ran, ""), result("/area ui", Ran, "")},
			"",
		},
		"several": {
			[]Result{result("/kind bug", Ran, ""), result("/promote 1 a|b", Refused, "No `a|b`."), result("/help", Ran, "one\ntwo")},
			"@alice\n\n| command | result |\n|---|---|\n| `/kind bug` | 🚀 |\n| `/promote 1 a\\|b` | 😕 No `a\\|b`. |\n| `/help` | 🚀 see below |\n" +
				"\n`/help`\n\none\ntwo\n\nMARK",
		},
	} {
		if diff := cmp.Diff(row.want, render(English, "alice", row.results, "MARK")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestReplyIsCutInWords(t *testing.T) {
	var many []Result
	for range 30 {
		many = append(many, result("/promote 42 dev", Failed, strings.Repeat("é", 40_000)))
	}
	for i := range many {
		many[i].job.name = "run/1"
	}
	for _, results := range [][]Result{many, many[:1]} {
		got := render(English, "alice", results, "MARK")
		if n := utf8.RuneCountInString(got); n >= 65_536 || len(got) > 100_000 || !utf8.ValidString(got) {
			t.Errorf("%d results: %d characters, valid %v", len(results), n, utf8.ValidString(got))
		}
		if !strings.Contains(got, "the rest is longer than a comment may be") || !strings.HasSuffix(got, "MARK") {
			t.Errorf("%d results: nothing says that it was cut, or the marker is gone: …%q", len(results), got[len(got)-200:])
		}
	}
	if got := render(English, "alice", many[:1], "MARK"); !strings.HasSuffix(got, "\n\n<!-- job 0 -->\n⏳ Under way.\n<!-- /job -->\n\nMARK") {
		t.Errorf("the place of the job's progress is cut off: …%q", got[len(got)-200:])
	}
	long := []Result{}
	for range 30 {
		long = append(long, result("/promote "+strings.Repeat("w ", 3000), Ran, "one\ntwo"))
	}
	if got := render(English, "alice", long, "MARK"); utf8.RuneCountInString(got) >= 65_536 {
		t.Errorf("long commands: %d characters", utf8.RuneCountInString(got))
	}
	fenced := "```\n" + strings.Repeat("x\n", maxReply)
	if got := cut(English, fenced, maxReply); strings.Count(got, "```") != 2 {
		t.Error("a fence that is cut through stays open")
	}
}

// TestReplyActsOnNobody: it pings nobody but the commenter, and no line is a command.
func TestReplyActsOnNobody(t *testing.T) {
	for in, want := range map[string]string{
		"ask @bob":                  "ask @\u200bbob",
		"@alice knows":              "@alice knows",
		"@Alice knows":              "@Alice knows",
		"@alicex knows":             "@\u200balicex knows",
		"@acme/admins (@x)":         "@\u200bacme/admins (@\u200bx)",
		"a@b.example":               "a@b.example",
		"https://example.com/@bob":  "https://example.com/@bob",
		"/promote 42":               `\/promote 42`,
		"one\n  /lgtm\n    /code":   "one\n  \\/lgtm\n    /code",
		"`/promote`":                "`/promote`",
		"1 / 2":                     "1 / 2",
		".@bob /@bob _@bob_":        ".@\u200bbob /@\u200bbob _@\u200bbob_",
		"a/@acme/team":              "a/@\u200bacme/team",
		"&#64;bob &#x40;b &Commat;": "&amp;#64;bob &amp;#x40;b &amp;Commat;",
		"@alice/team":               "@\u200balice/team",
		"one\r/promote":             "one\n\\/promote",
		"**@bob**":                  "**@\u200bbob**",
		"@bob-@eve @a/@b":           "@\u200bbob-@\u200beve @\u200ba/@\u200bb",
		"@@bob":                     "@@\u200bbob",
		"@bob,https://a.b/ c":       "@\u200bbob,https://a.b/ c",
		"[@bob](https://a.b/@c)@d":  "[@\u200bbob](https://a.b/@c)@\u200bd",
		"x://@bob xhttp://a/@bob":   "x://@\u200bbob xhttp://a/@\u200bbob",
		"@http://a.b/@bob":          "@\u200bhttp://a.b/@\u200bbob",
		"@&#98;ob":                  "@\u200b&#98;ob",
		"\x1b \u200b/\u2060lgtm":    "\x1b \u200b\\/\u2060lgtm",
		"@alice_acme":               "@\u200balice_acme",
		"\u00a0\u3000/lgtm":         "\u00a0\u3000\\/lgtm",
	} {
		if got := tame("alice", in); got != want {
			t.Errorf("tame(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"dev":                    "`dev`",
		"a`b":                    "`` a`b ``",
		"``":                     "``` `` ```",
		"":                       "`  `",
		" x":                     "`  x `",
		"a\nb\x00c":              "`a b c`",
		"a\u202eb\u200bc\u2028d": "`a\ufffdb\ufffdc d`",
		"@bob":                   "`@\u200bbob`",
		"&#64;bob":               "`&#64;bob`",
	} {
		if got := Code(in); got != want {
			t.Errorf("Code(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzReply(f *testing.F) {
	f.Add("alice", "/promote 42 dev", "Build `43`\n@bob /x")
	f.Add("", "/x `` | ", "```\n")
	f.Fuzz(func(t *testing.T, login, line, detail string) {
		c := &Command{Type: "/x", Command: line}
		for _, results := range [][]Result{{{Name: "/x", State: Ran, Detail: detail, command: c}}, {{Name: "/x", State: Ran, Detail: detail, command: c, job: started{name: "run/1"}}, {Name: "/x", State: Failed, Detail: detail, command: c}}} {
			got := render(English, login, results, "MARK")
			if got == "" {
				continue
			}
			if !strings.HasSuffix(got, "\n\nMARK") {
				t.Errorf("no marker at the end: %q", got)
			}
			body := got
			if login != "" {
				body = strings.TrimPrefix(got, "@"+login)
			}
			if commandLike.MatchString(body) {
				t.Errorf("a line of it is a command: %q", got)
			}
		}
	})
}
