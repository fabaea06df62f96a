package issue

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxReply is what GitHub takes, in characters, with room for the marker and the words
// around; and maxComment is without the marker's.
// https://docs.github.com/rest/issues/comments answers 422 above 65,536.
const (
	maxReply   = 60_000
	maxComment = 65_000
)

// besides is what stands beside the text of a result: the command, and its job's progress.
const besides = 400

// render is the one reply to a comment: the results of its commands. It is "" where there
// is nothing to say.
func render(l Lang, login string, results []Result, marker string) string {
	if !speaks(results) {
		return ""
	}
	var b strings.Builder
	if len(results) == 1 {
		text := cut(l, tame(login, results[0].Detail), maxReply-besides)
		if !results[0].doubtful() {
			b.WriteString(text + "\n\n")
		}
		if results[0].job.name != "" {
			b.WriteString(begun(l, results[0], text, "\n"))
		}
	} else {
		table(&b, l, login, results)
	}
	body := cut(l, strings.TrimRight(b.String(), "\n"), min(maxReply, maxComment-len(marker)))
	greeting := ""
	if login != "" {
		greeting = "@" + login + "\n\n"
	}
	return greeting + body + "\n\n" + marker
}

// table writes a row for each result, long ones below.
func table(b *strings.Builder, l Lang, login string, results []Result) {
	var below strings.Builder
	b.WriteString(Textf("| command | result |").In(l) + "\n|---|---|\n")
	for _, r := range results {
		text := cut(l, tame(login, r.Detail), maxReply/len(results)-besides)
		if strings.Contains(text, "\n") {
			fmt.Fprintf(&below, "\n%s\n\n%s\n", r.written(), text)
			text = Textf("see below").In(l)
		}
		detail := cell(text)
		text = strings.TrimSpace(r.icon() + " " + detail)
		switch {
		case r.doubtful():
			text = begun(l, r, detail, "")
		case r.job.name != "":
			text += " " + begun(l, r, "", "")
		}
		fmt.Fprintf(b, "| %s | %s |\n", cell(r.written()), text)
	}
	b.WriteString(below.String())
}

// seen is a text without anything that a reader cannot see: that is ours alone.
func seen(text string) string { return strings.ReplaceAll(text, "<!--", "<!\u200b--") }

// cell is Markdown that may stand in a table.
func cell(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "|", `\|`), "\n", " ")
}

// cut shortens a text in words, and closes a code fence that it cuts through.
func cut(l Lang, text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	text = text[:max(0, most)]
	if strings.Count(text, "```")%2 == 1 {
		text += "\n```"
	}
	return text + "\n\n" + Textf("… (the rest is longer than a comment may be)").In(l)
}

// unseen are the characters that a reader does not see.
const unseen = `[\x00-\x08\x0b-\x1f\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\x{034f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180f}\x{2065}\x{2800}\x{3164}\x{fe00}-\x{fe0f}\x{ffa0}\x{fff0}-\x{fffd}\x{e0000}-\x{e0fff}]`

var (
	// A name may be written with character references, and those of managed users have a _.
	atName = regexp.MustCompile(`@(?:&|[A-Za-z0-9][A-Za-z0-9_-]*/?)`)
	// What GitHub surely makes a link of, as far as nothing in it may end that.
	address = regexp.MustCompile(`https?://(?:[A-Za-z0-9-]+\.)+[a-z]+(?::[0-9]+)?[/?#][A-Za-z0-9/@?#=&%.+~-]*`)
	// An @ may be written as a character reference, too.
	// https://html.spec.whatwg.org/multipage/named-characters.html
	atReference = regexp.MustCompile(`(?i)&(#0*64|#x0*40|commat);`)
	// Other robots may pass over what nobody sees, as ours does in order to refuse it.
	commandLike = regexp.MustCompile(`(?m)^(` + unseen + `*(?:[\t\p{Zs}]` + unseen + `*){0,3})/(` + unseen + `*[A-Za-z0-9_-])`)
	lineEnds    = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// tame takes from a Robot's text what would act on others: it pings nobody but the
// commenter, no line of it is a command, to us or to another robot, and nothing in it is
// hidden. A URL stays as it is: GitHub finds no mention in it.
func tame(login, text string) string {
	text = lineEnds.Replace(text)
	text = atReference.ReplaceAllString(text, "&amp;$1;")
	text = seen(text)
	var b strings.Builder
	end := 0
	for _, link := range address.FindAllStringIndex(text, -1) {
		if !linked(text, link[0], link[1]) {
			continue
		}
		b.WriteString(silent(login, text[end:link[0]]) + text[link[0]:link[1]])
		end = link[1]
	}
	b.WriteString(silent(login, text[end:]))
	return commandLike.ReplaceAllString(b.String(), `$1\/$2`)
}

// linked reports whether GitHub surely makes a link of the address at text[from:to].
func linked(text string, from, to int) bool {
	switch {
	case from == 0:
		return true
	case text[from-1] == '<': // an autolink, where it ends
		return strings.HasPrefix(text[to:], ">")
	}
	return strings.ContainsRune(" \t\n(*_~", rune(text[from-1]))
}

// silent takes from a text without links its mentions of others.
func silent(login, text string) string {
	var b strings.Builder
	end := 0
	for _, m := range atName.FindAllStringIndex(text, -1) {
		mail := m[0] > 0 && alphanumeric(text[m[0]-1])
		if mail || strings.EqualFold(text[m[0]+1:m[1]], login) {
			continue
		}
		b.WriteString(text[end:m[0]+1] + "\u200b")
		end = m[0] + 1
	}
	return b.String() + text[end:]
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
