package comment

import (
	"fmt"
	"strings"
	"testing"
)

var ours = []string{"promote", "run", "help", "label", "kind"}

// show is how a line is written in the tables below: the verdict's sign, the name, and
// then what runs or why it does not.
func show(l Line) string {
	switch l.Verdict {
	case Runs:
		s := "run " + l.Name
		for _, a := range l.Args {
			s += fmt.Sprintf(" <%s>", a)
		}
		for _, k := range l.Keys {
			s += fmt.Sprintf(" %s=<%s>", k, l.Params[k])
		}
		return s
	case Refused:
		return "refuse " + l.Name + ": " + l.Reason.String()
	case Near:
		return "near " + l.Name + ": " + l.Suggestion
	}
	return "silent " + l.Name + ": " + l.Reason.String()
}

func showAll(lines []Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, fmt.Sprintf("%d %s", l.Number, show(l)))
	}
	return strings.Join(all, "; ")
}

type row struct{ comment, want string }

// check compares what Explain says of each comment, and that Find says the same but
// for what is silent. A want that ends in … is the beginning.
func check(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		lines := Explain(r.comment, ours)
		got := showAll(lines)
		if begin, more := strings.CutSuffix(r.want, "…"); got != r.want && !(more && strings.HasPrefix(got, begin)) {
			t.Errorf("%q:\n got %s\nwant %s", r.comment, got, r.want)
		}
		var loud []Line
		for _, l := range lines {
			if l.Verdict != Silent {
				loud = append(loud, l)
			}
		}
		if got, want := showAll(Find(r.comment, ours)), showAll(loud); got != want {
			t.Errorf("%q: Find:\n got %s\nwant %s", r.comment, got, want)
		}
	}
}

func TestShapeOfACommand(t *testing.T) {
	check(t, []row{
		{"", ""},
		{"LGTM", ""},
		{"/", ""},
		{"//help", ""},
		{"/ help", ""},
		{"/help", "1 run help"},
		{"/HELP", "1 run help"},
		{"/Promote 42 Dev", "1 run promote <42> <Dev>"},
		{"/help.", ""},
		{"/help,", ""},
		{"/help/me", ""},
		{"/kindergarten", "1 silent kindergarten: not a command of ours"},
		{"/kind bug", "1 run kind <bug>"},
		{"/kınd bug", ""},
		{"/9help", ""},
		{"/usr/bin/env", ""},
		{"see /help", ""},
		{" /help", "1 run help"},
		{"   /help", "1 run help"},
		{"\u00a0/help", "1 run help"},
		{" \u00a0 /help", "1 run help"},
		{"    /help", "1 silent help: indented by four or more"},
		{"\t/help", "1 silent help: indented by four or more"},
		{"LGTM\n     /help", "2 silent help: indented by four or more"},
		{"LGTM\n\t/help", "2 silent help: indented by four or more"},
		{"LGTM\n/promote 42 dev", "2 run promote <42> <dev>"},
		{"/promote 42\ndev", "1 run promote <42>"},
		{"/help\n/run a\n\n/label b", "1 run help; 2 run run <a>; 4 run label <b>"},
		{"\n\n/help", "3 run help"},
		{"/lgtm", "1 silent lgtm: not a command of ours"},
		{"\\/help", "1 silent help: escaped"},
		{"see below:\n\\/help", "2 silent help: escaped"},
		{"/help me  ", "1 run help <me>"},
	})
}

func TestLineEnds(t *testing.T) { // the traps LF, CRLF and CR
	check(t, []row{
		{"a\n/help\nb", "2 run help"},
		{"a\r\n/help\r\nb", "2 run help"},
		{"a\r/help\rb", "2 run help"},
		{"a\r\n\r\n/promote 42 dev\r\n", "3 run promote <42> <dev>"},
		{"\r/help\r\n/run a\n\r/label b", "2 run help; 3 run run <a>; 5 run label <b>"},
		{"```\r\n/help\r\n```\r\n/run a", "2 silent help: inside a code fence; 4 run run <a>"},
		{"```\r/help\r```\r/run a", "2 silent help: inside a code fence; 4 run run <a>"},
		{"/promote 42 dev\r", "1 run promote <42> <dev>"},
		{"/help\r===", "1 silent help: in a heading"},
	})
}

func TestWords(t *testing.T) {
	check(t, []row{
		{"/promote 42 dev REVISION=abc", "1 run promote <42> <dev> REVISION=<abc>"},
		{"/promote  42\tdev", "1 run promote <42> <dev>"},
		{"/promote\u00a042\u00a0dev", "1 run promote <42> <dev>"},
		{"/promote\u300042\u2003dev", "1 run promote <42> <dev>"},
		{"/label \"a b\" 'c d'", "1 run label <a b> <c d>"},
		{"/label “a b” c", "1 run label <a b> <c>"},
		{"/label ”a b” „c d“", "1 run label <a b> <c d>"},
		{"/label \"a b”", "1 run label <a b>"},
		{"/label don't", "1 run label <don't>"},
		{"/label don’t ‘a b’", "1 run label <don’t> <‘a> <b’>"},
		{"/label a\"b", "1 run label <a\"b>"},
		{"/label \"it's\" '\"'", "1 run label <it's> <\">"},
		{"/label \"\"", "1 run label <>"},
		{"/label \"a\"b", "1 run label <ab>"},
		{"/run a k=\"b c\"", "1 run run <a> k=<b c>"},
		{"/run a k='b c' d", "1 run run <a> <d> k=<b c>"},
		{"/run a k=“b = c”", "1 run run <a> k=<b = c>"},
		{"/run a \"k=b\"", "1 run run <a> <k=b>"},
		{"/run key=a=b", "1 run run key=<a=b>"},
		{"/run key=", "1 run run key=<>"},
		{"/run key==", "1 run run key=<=>"},
		{"/run key= b", "1 run run <b> key=<>"},
		{"/run b=1 a=2", "1 run run b=<1> a=<2>"},
		{"/run a=1 A=2", "1 run run a=<1> A=<2>"},
		{"/run =v", "1 refuse run: there is nothing before the = of a parameter; write key=value"},
		{"/run a = b", "1 refuse run: there is nothing before the = of a parameter; write key=value"},
		{"/run \"\"=v", "1 refuse run: there is nothing before the = of a parameter; write key=value"},
		{"/run a=1 a=2", "1 refuse run: the parameter a is given twice"},
		{"/run a=1 a=1", "1 refuse run: the parameter a is given twice"},
		{"/run @a=1 @a=1", "1 refuse run: the parameter … is given twice"},
		{"/run \"a", "1 refuse run: the quote \" is not closed on this line"},
		{"/run “a", "1 refuse run: the quote “ is not closed on this line"},
		{"/run a='b\nc'", "1 refuse run: the quote ' is not closed on this line"},
		{"/run URL=https://example.com/a_b?c=d", "1 run run URL=<https://example.com/a_b?c=d>"},
		{"/run a https://example.com", "1 run run <a> <https://example.com>"},
		{"/run www.example.com a@example.com", "1 run run <www.example.com> <a@example.com>"},
		{"/run a_b*c ~d *e* @f #12 :tada: a&b 1<2 a|b [x]", "1 run run <a_b*c> <~d> <*e*> <@f> <#12> <:tada:> <a&b> <1<2> <a|b> <[x]>"},
		{"/run C:\\dir\\x", "1 run run <C:\\dir\\x>"},
		{"/run 中文 é 🎉", "1 run run <中文> <é> <🎉>"},
	})
}

func TestUnseenCharacters(t *testing.T) { // the traps BOM and RTL override
	const before, after = "it has a character that nobody sees, ", "; write it again by hand"
	check(t, []row{
		{"/help\u200b", "1 refuse help: " + before + "U+200B ZERO WIDTH SPACE" + after},
		{"/he\u200blp", "1 refuse help: " + before + "U+200B ZERO WIDTH SPACE" + after},
		{"\u200b/help", "1 refuse help: " + before + "U+200B ZERO WIDTH SPACE" + after},
		{"/\u200bhelp me", "1 refuse help: " + before + "U+200B ZERO WIDTH SPACE" + after},
		{"/help\u200bme", "1 silent helpme: not a command of ours"},
		{"\ufeff/help", "1 refuse help: " + before + "U+FEFF ZERO WIDTH NO-BREAK SPACE" + after},
		{"/promote 42 \u202edev", "1 refuse promote: " + before + "U+202E RIGHT-TO-LEFT OVERRIDE" + after},
		{"/promote 42 \u2066dev", "1 refuse promote: " + before + "U+2066 LEFT-TO-RIGHT ISOLATE" + after},
		{"/promote 42 d\u00adev", "1 refuse promote: " + before + "U+00AD SOFT HYPHEN" + after},
		{"/promote 42 \U000e0041", "1 refuse promote: " + before + "U+E0041" + after},
		{"/promote 42\u2028dev", "1 refuse promote: " + before + "U+2028 LINE SEPARATOR" + after},
		{"/promote 42 \u3164", "1 refuse promote: " + before + "U+3164 HANGUL FILLER" + after},
		{"/promote 42 \x1b[0m", "1 refuse promote: " + before + "U+001B ESCAPE" + after},
		{"/promote 42 \x00", "1 refuse promote: " + before + "U+0000 NULL" + after},
		{"/promote 42 \u0085", "1 refuse promote: " + before + "U+0085 NEXT LINE" + after},
		{"/promote 42 \v", "1 refuse promote: " + before + "U+000B LINE TABULATION" + after},
		{"/promote 42 a\ufe0f", "1 refuse promote: " + before + "U+FE0F VARIATION SELECTOR-16" + after},
		{"/promote 42 ❤\ufe0f\ufe0f", "1 refuse promote: " + before + "U+FE0F VARIATION SELECTOR-16" + after},
		{"/promote 42 👩\u200d💻", "1 refuse promote: " + before + "U+200D ZERO WIDTH JOINER" + after},
		{"/label ❤\ufe0f ☁\ufe0f", "1 run label <❤\ufe0f> <☁\ufe0f>"},
		{"/promote 42 \xff", "1 refuse promote: it has a character that could not be read, U+FFFD; write it again by hand"},
		{"> /he\u200blp", ""},
		{"```\n/he\u200blp\n```", "2 silent help: inside a code fence"},
		{"/lgtm\u200b", "1 silent lgtm: not a command of ours"},
		{"a\u200b\n/help", "2 run help"},
	})
}

func TestNearMisses(t *testing.T) {
	check(t, []row{
		{"/promot 42", "1 near promot: promote"},
		{"/promotes", "1 near promotes: promote"},
		{"/pormote", "1 near pormote: promote"},
		{"/Promite", "1 near promite: promote"},
		{"/prromote", "1 near prromote: promote"},
		{"/hepl", "1 near hepl: help"},
		{"/lable", "1 near lable: label"},
		{"/hel", "1 silent hel: not a command of ours"},
		{"/ran", "1 silent ran: not a command of ours"},
		{"/runs", "1 silent runs: not a command of ours"},
		{"/prmt", "1 silent prmt: not a command of ours"},
		{"/demote", "1 silent demote: not a command of ours"},
		{"> /promot", ""},
		{"```\n/promot\n```", "2 silent promot: inside a code fence"},
		{"/promot 42 \"", "1 near promot: promote"},
	})
}

func TestHiddenLines(t *testing.T) {
	check(t, []row{
		{"```\n/help\n```", "2 silent help: inside a code fence"},
		{"~~~ sh\n/help", "2 silent help: inside a code fence"},
		{"    a\n\n    /help", "3 silent help: indented by four or more"},
		{"> /help", "1 silent help: in a quote"},
		{"> a\n/help", "2 silent help: in a quote"},
		{"> a\n\n/help", "3 run help"},
		{"- /help", "1 silent help: in a list item"},
		{"- [ ] /help", "1 silent help: in a list item"},
		{"1. a\n/help", "2 silent help: in a list item"},
		{"- a\n\n  /help", "3 silent help: in a list item"},
		{"- a\n\n/help", "3 run help"},
		{"# /help", "1 silent help: in a heading"},
		{"/help\n===", "1 silent help: in a heading"},
		{"a\n/help\n---", "2 silent help: in a heading"},
		{"a\n***\n/help\n***\nb", "3 run help"},
		{"`/help`", "1 silent help: in a code span"},
		{"a `b\n/help\nc`", "2 silent help: in a code span"},
		{"a `b\n/help", "2 run help"},
		{"`a\n\n/help\n\nb`", "3 run help"},
		{"<!--\n/help\n-->", "2 silent help: in an HTML block"},
		{"<!-- a\n\n/help\n\n-->\n/run a", "3 silent help: in an HTML block; 6 run run <a>"},
		{"a <!--\n/help\n-->", "2 silent help: in HTML"},
		{"> <!--\n\n/help", "3 silent help: in an HTML comment"},
		{"- <!--\n\n/help\n\n<!-- -->\n\n/run a", "3 silent help: in an HTML comment; 7 refuse run: the HTML before it is broken or not closed…"},
		{"<div>\n/help\n</div>", "2 silent help: in an HTML block"},
		{"<details>\n\n/help\n\n</details>", "3 silent help: inside <details>"},
		{"<details><summary>a</summary>\n\nb\n\n</details>\n\n/help", "7 run help"},
		{"<div></div><x@a`>\n\n/help", "3 refuse help: it is inside of an HTML tag, …, that is not closed…"},
		{"> <details>\n\n/help", "3 silent help: inside <details>"},
		{"a <details>\n/help", "2 silent help: inside <details>"},
		{"<details/>\n\n/help", "3 silent help: inside <details>"},
		{"<DETAILS>\n\n/help\n\n</Details>\n\n/run a", "3 silent help: inside <details>; 7 run run <a>"},
		{"<div title='\n\n/help", "3 refuse help: the HTML before it is broken or not closed…"},
		{"<div><p a></div>\n\n/help", "3 refuse help: the HTML before it is broken or not closed…"},
		{"<svg>\n\n/help", "3 refuse help: the HTML before it is broken or not closed…"},
		{"<title>\n\n/help\n\n</title>\n\n/run a", "3 silent help: inside <title>; 7 run run <a>"},
		{"<br>\n\n/help", "3 run help"},
		{"<p align=center>\n<img src=a>\n</p>\n\n/help", "5 run help"},
		{"<p align=center>\n\n/help", "3 run help"},
		{"<hr>\n<img src=a>\n<a name=b>\n\n/help", "5 run help"},
		{"a <kbd>b</kbd> <br>\n/help", "2 run help"},
		{"a List<string> b\n\n/help", "3 run help"},
		{"[a](b '\n/help\n')", "2 silent help: in a link"},
		{"[a\n/help\n](b)", "2 silent help: in a link"},
		{"[/help](b)", "1 silent help: in a link"},
		{"![a\n/help\n](b)", "2 silent help: in an image"},
		{"[a]:\n/help", "2 silent help: in a link definition"},
		{"[a]: b '\n/help\n'", "2 silent help: in a link definition"},
		{"[a]: b\n/help", "2 run help"},
		{"| a |\n|---|\n| /help |", "3 silent help: in a table"},
		{"| a |\n|---|\n/help", "3 silent help: in a table"},
		{"/help\n:-", "1 silent help: in a table"},
		{"| a |\n|---|\n\n/help", "4 run help"},
		{"a[^1]\n\n[^1]: b\n/help", "4 silent help: in a footnote"},
		{"[^1]: b\n\n    /help\n\na[^1]", "3 silent help: in a footnote"},
		{"$$\n/help\n$$", "2 silent help: in a formula"},
		{"~~x\n/help\n~~", "2 refuse help: it may be struck out (~); write it again without that"},
		{"~~x~~\n/help", "2 run help"},
		{"~never mind:\n/help\nforget it~", "2 refuse help: it may be struck out (~); write it again without that"},
		{"~5 min or ~10\n/help", "2 run help"},
		{"~~x\n/help", "2 run help"},
		{"/promote 42 ~~dev~~", "1 refuse promote: it may be struck out (~); write it again without that"},
		{"/promote 42 dev A=~/x", "1 run promote <42> <dev> A=<~/x>"},
		{"</pre>\n/help", "2 silent help: in an HTML block"},
		{" </Script >\n/help\n\n/help", "2 silent help: in an HTML block; 4 run help"},
		{"x\n</pre>\n/help", "3 run help"},
		{"$$\n/help", "2 run help"},
		{"**/help**", "1 silent help: not at the start of its line"},
		{"**a\n/help\nb**", "2 run help"},
		{"Commands:\n\n| command | what |\n|---|---|\n| `/help` | shows this |\n| `/run a` | runs a |\n\n> /promote 42 dev", // help text containing commands
			"5 silent help: in a table; 6 silent run: in a table; 8 silent promote: in a quote"},
	})
}

func TestLinesThatAreShownOtherwise(t *testing.T) {
	const part = "a part of it is not plain text (code, a link, HTML); write it without markup"
	const escape = "it has an escape that a reader does not see; write the character itself"
	check(t, []row{
		{"/run `a`", "1 refuse run: " + part},
		{"/run [a](b)", "1 refuse run: " + part},
		{"/run [a]\n\n[a]: b", "1 refuse run: " + part},
		{"/run ![a](b)", "1 refuse run: " + part},
		{"/run <b>a</b>", "1 refuse run: " + part},
		{"/run a <!-- b -->", "1 refuse run: " + part},
		{"/run a <!-- b\n-->", "1 refuse run: " + part},
		{"/run a `b\nc`", "1 refuse run: " + part},
		{"/run <https://example.com>", "1 refuse run: " + part},
		{"/run a[^1]\n\n[^1]: b", "1 refuse run: " + part},
		{"/run a\\_b", "1 refuse run: " + escape},
		{"/run a&nbsp;b", "1 refuse run: " + escape},
		{"/run a&#64;b", "1 refuse run: " + escape},
		{"/run a&#x40;b", "1 refuse run: " + escape},
		{"/run a&hello;b &amp", "1 run run <a&hello;b> <&amp>"},
		{"/run a\\\nb", "1 refuse run: it ends in a \\, which Markdown takes for a line break"},
		{"/run a\\", "1 run run <a\\>"},
		{"/run a  \nb", "1 run run <a>"},
		{"<b>a\n/help x</b>", "2 refuse help: " + part},
		{"a <b>\n/help\n</b>", "2 refuse help: it is inside of an HTML tag, b, that is not closed…"},
		{"a List<string> b\n/help", "2 refuse help: it is inside of an HTML tag, string, that is not closed…"},
	})
}

func TestLimits(t *testing.T) {
	check(t, []row{
		{"/run " + strings.Repeat("a", 200_000), "1 refuse run: the line is too long: a command has at most 40,000 bytes"}, // the 200 KB line
		{"/help\n" + strings.Repeat("a", 200_000), "1 run help"},
		{"/help\n" + strings.Repeat("a", 300_000), "1 refuse help: the text is too long…"},
		{"/help\n" + strings.Repeat(">", 21), "1 refuse help: the text has quotes or lists nested too deeply…"},
		{"/help\n" + strings.Repeat("> ", 20) + "a", "1 run help"},
		{"/help\n" + strings.Repeat("1. ", 21), "1 refuse help: the text has quotes or lists nested too deeply…"},
		{"/help\n\n" + strings.Repeat("-", 300) + "\n" + strings.Repeat("*", 300) + "\n...............................", "1 run help"},
		{"/help\n" + strings.Repeat("[", 1001), "1 refuse help: the text has too many [ …"},
		{"/help\n" + strings.Repeat("<", 1001), "1 refuse help: the text has too many < …"},
		{"/help\n" + strings.Repeat("www.", 1001), "1 refuse help: the text has too many links …"},
		{strings.Repeat("> ", 30) + "\n/promot", "2 silent promot: the text has quotes…"},
		{strings.Repeat("> ", 30) + "\nno command", ""},
		{strings.Repeat("/help\n", 1000) + "`", thousandTimes()},
	})
}

// thousandTimes is what is to be said about a thousand lines of /help.
func thousandTimes() string {
	var all []string
	for i := range 1000 {
		all = append(all, fmt.Sprintf("%d run help", i+1))
	}
	return strings.Join(all, "; ")
}

func TestFindIsForManyAtOnce(t *testing.T) {
	for i := range 4 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			check(t, []row{{"[a]: b\n\n> <!--\n-->\n\n/help", "6 silent help: in an HTML comment"}, {"a[^1]\n/help\n\n[^1]: b", "2 run help"}})
		})
	}
}

func TestLineFields(t *testing.T) {
	l := Find("a\n  /Promote\u00a0 42 dev A=\"b c\" \t", ours)[0]
	if l.Number != 2 || l.Name != "promote" || l.Text != "/Promote\u00a0 42 dev A=\"b c\"" || l.Rest != "42 dev A=\"b c\"" {
		t.Errorf("got %+v", l)
	}
	if l := Find("/help", ours)[0]; l.Params == nil || l.Rest != "" {
		t.Errorf("got %+v, want empty parameters and rest", l)
	}
}
