package issue

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// posted is a reply of ours as it stands on GitHub.
type posted struct {
	at   place // the reply itself
	url  string
	body string
	mark mark

	created time.Time
	changed time.Time
	fresh   bool   // it was posted just now
	old     bool   // it was read a while ago
	end     string // that the comment behind it showed in a list, or was given by us; "": not known
}

// line is the command of the reply that a job belongs to, or -1. A job that had no name yet
// when the reply was posted belongs to the command that its reference names.
func (p *posted) line(news News, from *ref) int {
	for i, line := range p.mark.Commands {
		switch {
		case line.Job == "":
		case line.Job == news.Job:
			return i
		case line.Job == Unseen && from != nil && from.Source == p.mark.Source && from.Line == line.Line && from.Name == line.follower():
			return i
		}
	}
	return -1
}

// goesOn reports whether a job of the reply has still to end, or may be run again because
// it ended badly.
func (p *posted) goesOn() (running, again bool) {
	for _, line := range p.mark.Commands {
		running = running || line.Job != "" && !line.Progress.ended()
		again = again || line.Job != "" && line.Progress.bad()
	}
	return running, again
}

// jobs is how many jobs the reply walks on with.
func (p *posted) jobs() (n int) {
	for _, line := range p.mark.Commands {
		if line.Job != "" {
			n++
		}
	}
	return n
}

// open is how many of them have still to end: each may have as much to say then.
func (p *posted) open() (n int) {
	for _, line := range p.mark.Commands {
		if line.Job != "" && !line.Progress.ended() {
			n++
		}
	}
	return n
}

// The progress of a job stands between two comments that no reader sees and that only we
// write (see tame): its text is replaced there. In a table it is on one line with its row.
const (
	beforeProgress = "<!-- job %d -->"
	afterProgress  = "<!-- /job -->"
)

// doubtful reports whether a command may have started a job, and does not know.
func (r Result) doubtful() bool { return r.job.name == Unseen && r.State != Ran }

// begun is the place of a job's progress in a new reply. A comment of HTML ends what stands
// on its line, so that text has one of its own where it may.
func begun(l Lang, r Result, detail, lineEnd string) string {
	text := Textf("Under way.").In(l)
	switch {
	case r.doubtful(): // what the job turns out to be takes the place of it
		text = strings.Join(strings.Fields(detail), " ")
	case r.job.name == Unseen:
		text = Textf("Not seen yet.").In(l)
	}
	return fmt.Sprintf(beforeProgress, r.command.Line) + lineEnd + JobRunning.icon() + " " + text + lineEnd + afterProgress
}

// restated is the reply with the news of a job where its progress stands, what more there is
// to say at its end, where there is room, and its marker anew. Where somebody took that place
// away, the news stand before the marker.
func (p *posted) restated(i int, news News, text, below string, k keys) posted {
	next := *p
	next.mark.Commands = slices.Clone(p.mark.Commands)
	line := &next.mark.Commands[i]
	line.Job, line.Attempt, line.Progress = news.Job, news.Attempt, news.Progress
	begin := fmt.Sprintf(beforeProgress, line.Line)
	body := p.body
	if all := markerLine.FindAllStringIndex(body, -1); len(all) > 0 { // the last one is ours
		last := all[len(all)-1]
		body = body[:last[0]] + body[last[1]:]
	}
	body = strings.TrimSpace(body)
	place := regexp.MustCompile(regexp.QuoteMeta(begin) + `(\r?\n?)[^\r\n]*(\r?\n?)` + regexp.QuoteMeta(afterProgress))
	if found := place.FindStringSubmatchIndex(body); found != nil {
		lineEnd := body[found[2]:found[3]]
		if lineEnd == "" {
			text = cell(text)
		}
		body = body[:found[0]] + begin + lineEnd + text + lineEnd + afterProgress + body[found[1]:]
	} else {
		body += "\n\n" + text
	}
	if below != "" && utf8.RuneCountInString(body+below)+next.open()*maxNews < maxReply {
		body += "\n\n" + below
	}
	next.body = body + "\n\n" + k.marker(next.mark)
	return next
}
