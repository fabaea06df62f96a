package issue_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanux/robot/issue"
)

const (
	hush = "s3cr+t/of=the-day"
	pem  = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAy8Dbv8prpJ/0kKhlGeJYozo2t60EG8L0561g13R29LvMR5hy\nvGZlGJpmn65+A4xHXInJYiPuKzrKUnApeLZ+vw1HocOAZtWK0z3r26uA8kQYOKX9\nQt/DbCdvsF9wF8gRK0ptx9M6R13NvBxvVQAp\n-----END RSA PRIVATE KEY-----\n"
)

// failed is /build a, and its reply after the job failed with that log.
func failed(t *testing.T, log []string, change ...func(*issue.Config)) (w *world, reply string) {
	w = newWorld(t)
	change = append(change, func(c *issue.Config) { c.Redact = []string{hush, pem} })
	w.url = w.serve(change...)
	h := w.webhook(change...)
	w.say("alice", "/build a")
	n := w.of(1, ended("job/1", 1, issue.JobFailed))
	n.Log = log
	if r := w.bring(h, n); r == nil {
		t.Fatal("the news were not told")
	}
	return w, w.replies()[0]
}

// shown is what stands in the fence of a reply, without the fence.
func shown(t *testing.T, reply string) string {
	t.Helper()
	_, after, ok := strings.Cut(reply, "The end of its log:\n\n")
	fence, rest, _ := strings.Cut(after, "text\n")
	text, end, closed := strings.Cut(rest, "\n"+fence+"\n")
	if !ok || !closed || strings.Trim(fence, "`") != "" || len(fence) < 3 || strings.Contains(text, fence) || !strings.HasPrefix(end, "\n<!-- robot ") {
		t.Fatalf("no log in a fence: %q", reply)
	}
	return text
}

func TestLogStandsBelow(t *testing.T) {
	w, reply := failed(t, []string{"go test\n", "FAIL\r\n", "exit 1", "\n", "  \n"})
	if text := shown(t, reply); text != "go test\nFAIL\nexit 1" {
		t.Errorf("%q", text)
	}
	if !strings.Contains(reply, "<!-- job 1 -->\n😕 Job job/1 is failed (1).\n<!-- /job -->\n\nThe end of its log:\n\n```text\n") {
		t.Errorf("%q", reply)
	}
	if mention := w.replies()[1]; strings.Contains(mention, "FAIL") {
		t.Errorf("the mention has it, too: %q", mention)
	}
	for _, log := range [][]string{nil, {}, {""}, {"\n", "\x1b[0m \u200b\r\n"}} {
		if _, reply := failed(t, log); strings.Contains(reply, "log") {
			t.Errorf("%q: %q", log, reply)
		}
	}
	if _, reply := failed(t, []string{"错误：失败\n"}, func(c *issue.Config) { c.Lang = issue.Chinese }); !strings.Contains(reply, "日志末尾：\n\n```text\n错误：失败\n```\n") {
		t.Errorf("%q", reply)
	}
}

// TestLogIsSafeToShow: each line as it is shown.
func TestLogIsSafeToShow(t *testing.T) {
	std, raw := base64.StdEncoding.EncodeToString, base64.RawURLEncoding.EncodeToString
	for in, want := range map[string]string{
		// What a terminal makes of it.
		"\x1b[31mred\x1b[0m \x1b]0;title\x07x \x1b]8;;http://x\x1b\\y": "red x y",
		"\x1b(Ba\x1b)0b\x1b7c\x1b=d\x1bce\x1b#8f\u009b1mg":             "abcdefg",
		"\x1bP1$r0m\x1b\\a \x1b_x\x1b\\b \x1b[?25lc\x1b[38;2;1;2;3md":  "a b cd",
		" 10%\r 50%\r100%": "100%",
		"a\rb\r":           "b",
		"a\x00\x07b":       "ab",
		"a\xff\xfeb\xc3":   "ab",
		"\tx\ty":           "\tx\ty",
		"a\u202eb\u2066c":  "abc",

		// Who it acts on.
		"cc @bob, @acme/team":             "cc @\u200bbob, @\u200bacme/team",
		"/promote 42 prod":                "\u200b/promote 42 prod",
		"   /lgtm":                        "   \u200b/lgtm",
		"\x1b[0m/lgtm":                    "\u200b/lgtm",
		"x\r/lgtm":                        "\u200b/lgtm",
		"<!-- job 1 -->x<!-- /job -->":    "<!\u200b-- job 1 -->x<!\u200b-- /job -->",
		"<!\u200b-- job 1 -->":            "<!\u200b-- job 1 -->",
		"<!\x1b[1m-- robot e30.e30 -->":   "<!\u200b-- robot e30.e30 -->",
		"```\n@x":                         "```\n@\u200bx",
		"`````go":                         "`````go",
		"</details><img src=x> ~~~ & &lt": "</details><img src=x> ~~~ & &lt",

		// Secrets.
		"x " + hush + " y":                           "x [redacted] y",
		"x" + hush + hush:                            "x[redacted][redacted]",
		url.QueryEscape(hush):                        "[redacted]",
		"u=" + url.PathEscape(hush) + "&":            "u=[redacted]&",
		std([]byte(hush)):                            "[redacted]",
		raw([]byte(hush)):                            "[redacted]",
		hush[:5] + "\x1b[1;31m" + hush[5:]:           "[redacted]",
		"\x1b]0;x\x07" + hush + "\x1b" + hush:        "[redacted]edacted]",
		"\u009b" + hush:                              "redacted]",
		hush[:5] + "\x1b(B" + hush[5:]:               "[redacted]",
		hush[:5] + "\u200b\u00ad\ufeff" + hush[5:]:   "[redacted]",
		hush[:5] + "\x00\xff" + hush[5:]:             "[redacted]",
		"ghp_" + strings.Repeat("a1", 18):            "[redacted]",
		"ghs_\x1b[1m" + strings.Repeat("a1", 18):     "[redacted]",
		pem:                                          "[redacted]",
		"  " + strings.ReplaceAll(pem, "\n", "\n  "): "  -----BEGIN RSA PRIVATE KEY-----\n  [redacted]\n  [redacted]\n  [redacted]\n  -----END RSA PRIVATE KEY-----",
		strings.ReplaceAll(pem, "\n", `\n`):          `-----BEGIN RSA PRIVATE KEY-----\n[redacted]\n[redacted]\n[redacted]\n-----END RSA PRIVATE KEY-----\n`,
		secret:                                       "[redacted]",
	} {
		_, reply := failed(t, []string{"first\n", in})
		if got := shown(t, reply); got != "first\n"+want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestLogHidesBase64OfLogins: a name, a colon and the secret, whatever their length.
func TestLogHidesBase64OfLogins(t *testing.T) {
	for _, user := range []string{"", "u", "us", "use", "user"} {
		for _, tail := range []string{"", "\n", "@x", "@xy"} {
			for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
				sealed := encoding.EncodeToString([]byte(user + ":" + hush + tail))
				_, reply := failed(t, []string{"Authorization: Basic " + sealed})
				got, plain := shown(t, reply), strings.TrimRight(base64.RawStdEncoding.EncodeToString([]byte(hush)), "=")
				if !strings.Contains(got, "[redacted]") || strings.Contains(got, plain[4:8]) {
					t.Errorf("%q %q: %q of %q", user, tail, got, sealed)
				}
			}
		}
	}
}

// TestLogIsBounded: its last lines, and of each so much.
func TestLogIsBounded(t *testing.T) {
	var log []string
	for i := range 5000 {
		log = append(log, fmt.Sprintf("line %d\n", i))
	}
	_, reply := failed(t, log)
	if lines := strings.Split(shown(t, reply), "\n"); len(lines) != 30 || lines[0] != "line 4970" || lines[29] != "line 4999" {
		t.Errorf("%q", lines)
	}
	_, reply = failed(t, []string{strings.Repeat("é", 1<<20), strings.Repeat("x", 295) + hush})
	lines := strings.Split(shown(t, reply), "\n")
	if len(lines) != 2 || lines[0] != strings.Repeat("é", 300)+"…" || !strings.HasPrefix(lines[1], strings.Repeat("x", 295)+"[reda") {
		t.Errorf("%d lines, %.100q", len(lines), lines)
	}
	_, reply = failed(t, []string{"one\ntwo\r\nthree\n\nfour"})
	if got := shown(t, reply); got != "one\ntwo\nthree\n\nfour" {
		t.Errorf("%q", got)
	}
}

// TestLogIsNoReply: a marker of ours in it, copied from another reply, is none there.
func TestLogIsNoReply(t *testing.T) {
	w := newWorld(t)
	h := w.webhook()
	w.say("alice", "/build a")
	w.say("alice", "/build b")
	other := w.replies()[0]
	marker := other[strings.LastIndex(other, "<!-- robot "):]
	n := w.of(2, ended("job/2", 1, issue.JobFailed))
	n.Log = []string{marker, "\n" + other}
	w.bring(h, n)
	if got := w.replies()[1]; strings.Count(got, "<!-- robot ") != 1 || strings.Count(got, "<!-- job") != 1 {
		t.Errorf("%q", got)
	}
	w.bring(h, w.of(2, ended("job/2", 2, issue.JobSucceeded)))
	w.bring(h, w.of(1, ended("job/1", 1, issue.JobSucceeded)))
	if got := w.replies(); !strings.Contains(got[0], "🚀 Job job/1") || strings.Contains(got[0], "job/2") || !strings.Contains(got[1], "🚀 Job job/2 is succeeded (2).") {
		t.Errorf("%q", got)
	}
}

// TestTwentyLogs: all the ends stand in the reply, and as many logs as there is room for.
func TestTwentyLogs(t *testing.T) {
	for _, lang := range issue.Langs {
		w := newWorld(t)
		speak := func(c *issue.Config) { c.Lang = lang }
		w.url = w.serve(speak)
		h := w.webhook(speak)
		w.say("alice", strings.Repeat("/build a\n", 20))
		for i := range 20 {
			n := w.of(i+1, ended(fmt.Sprintf("job/%d", i+1), 1, issue.JobFailed))
			n.Text = issue.Textf("Job %s is failed: %s", n.Job, strings.Repeat("界", 1400))
			for range 30 {
				n.Log = append(n.Log, strings.Repeat("x", 300))
			}
			w.bring(h, n)
		}
		got := w.replies()[0]
		for i := range 20 {
			if !strings.Contains(got, fmt.Sprintf("😕 Job job/%d is failed", i+1)) {
				t.Errorf("%s: the end of job %d is not there", lang, i+1)
			}
		}
		if n := utf8.RuneCountInString(got); n > 65_536 || strings.Count(got, "```text") != 3 {
			t.Errorf("%s: %d characters, %d logs", lang, n, strings.Count(got, "```text"))
		}
	}
}

// TestNewsHideSecrets also where they are cut, or where an @ of theirs would be tamed.
func TestNewsHideSecrets(t *testing.T) {
	const at = "to/-@cret-of-the-day"
	w := newWorld(t)
	set := func(c *issue.Config) { c.Redact = []string{hush, at} }
	w.url = w.serve(set)
	h := w.webhook(set)
	for i, text := range []string{"x " + at, strings.Repeat("x", 1490) + " " + hush, "x " + hush} {
		w.say("alice", "/build a")
		n := w.of(i+1, ended(fmt.Sprintf("job/%d", i+1), 1, issue.JobSucceeded))
		n.Text = issue.Verbatim(text)
		w.bring(h, n)
		if got := w.lastReply(); strings.Contains(got, "cret") || strings.Contains(got, hush[:4]) || !strings.Contains(got, "[redact") {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestLogHidesWhatIsBrokenUp: whatever that nobody sees stands between the letters.
func TestLogHidesWhatIsBrokenUp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	junk := []string{"\x1b[0m", "\x1b[38;5;196m", "\x1b(B\x1b[m", "\x1b]8;;https://x\x1b\\", "\u200b", "\u00ad", "\x00", "\a", "\xff", "\u009b1m", "\x1b7", "\u2060", "\ufffd"}
	w := newWorld(t)
	set := func(c *issue.Config) { c.Redact = []string{hush, pem} }
	w.url = w.serve(set)
	h := w.webhook(set)
	for i := range 40 {
		w.say("alice", "/build a")
		n := w.of(i+1, ended(fmt.Sprintf("job/%d", i+1), 1, issue.JobFailed))
		var line strings.Builder
		for _, letter := range "X" + hush + "Y" {
			line.WriteRune(letter)
			for random.IntN(3) == 0 {
				line.WriteString(junk[random.IntN(len(junk))])
			}
		}
		n.Log = []string{line.String()}
		w.bring(h, n)
		if got := w.repo.Issue(17).By("sealrobot")[2*i].Body; !strings.Contains(got, "```text\nX[redacted]Y\n```") {
			t.Fatalf("%q: %q", line.String(), got)
		}
	}
}

func TestLogOfOneAmongSeveral(t *testing.T) {
	w := newWorld(t)
	h := w.webhook()
	w.say("alice", "/build a\n/build b")
	for i := range 2 {
		n := w.of(i+1, ended(fmt.Sprintf("job/%d", i+1), 1, issue.JobFailed))
		n.Log = []string{"no " + n.Job}
		w.bring(h, n)
		w.bring(h, n)
	}
	if got := w.replies()[0]; strings.Count(got, "\n\nThe end of the log of `job/1`:\n\n```text\nno job/1\n```\n\n") != 1 || strings.Count(got, "The end of the log of `job/2`:\n\n```text\nno job/2\n```\n\n<!-- robot ") != 1 {
		t.Errorf("%q", got)
	}
}
