package issue

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"
)

// handed is the commands of a comment on their way to a Worker.
type handed struct {
	Delivery     string       `json:"d"`
	Kind         string       `json:"k"`
	Owner        string       `json:"o"`
	Repo         string       `json:"r"`
	Installation int64        `json:"n,omitempty"`
	Issue        int          `json:"i"`
	Comment      int64        `json:"c,omitempty"`
	Sender       account      `json:"s"`
	SenderType   string       `json:"y"`
	Claim        int64        `json:"e"` // the id of the 👀
	At           int64        `json:"t"` // seconds of Unix
	Lines        []handedLine `json:"l"`
}

// handedLine is a line that was heard.
type handedLine struct {
	Number int    `json:"n"`
	Text   string `json:"t"`
}

func (h *handed) place() place { return place{h.Owner, h.Repo, h.Issue, h.Kind, h.Comment} }

// fresh reports whether a job is of this hour.
func (h *handed) fresh(now time.Time) bool {
	age := now.Sub(time.Unix(h.At, 0))
	return age <= oldJob && age >= -earlyJob
}

func (h *handed) sender() *github.User {
	return &github.User{ID: &h.Sender.ID, Login: &h.Sender.Login, Type: &h.SenderType}
}

// message is the job as text, signed; "" where it has to be worked here, because it is long, or
// because its lines are not the same without the text around them.
func (j *job) message() string {
	if j.held == 0 || len(j.lines) > maxAnswered {
		return ""
	}
	by := j.event.GetSender()
	h := handed{
		Delivery: j.delivery, Kind: j.kind, Owner: j.at.owner, Repo: j.at.repo, Installation: j.event.GetInstallation().GetID(),
		Issue: j.at.number, Comment: j.at.id, Sender: accountOf(by), SenderType: by.GetType(), Claim: j.held, At: time.Now().Unix(),
	}
	for _, line := range j.lines {
		h.Lines = append(h.Lines, handedLine{line.command.Line, line.text})
	}
	if !reflect.DeepEqual(j.heardAgain(&h), j.lines) {
		return ""
	}
	if sealed := j.keys.seal(forJob, h); len(sealed) <= maxJob {
		return sealed
	}
	return ""
}

// heardAgain are the commands of a job: those of its lines, each read alone.
func (j *job) heardAgain(h *handed) (lines []found) {
	for i, line := range h.Lines {
		name, _, _ := strings.Cut(line.Text, " ")
		again := found{command: &Command{Type: name}, known: gone, text: line.Text}
		if heard := j.heard(j.scope.Mux, line.Text, j.event.Sender); len(heard) == 1 {
			again = heard[0]
		}
		again.command.Index, again.command.Line = i, line.Number
		lines = append(lines, again)
	}
	return lines
}

// gone is what stands for a command that was there when it was handed over.
var gone = &command{run: goneRobot{}, help: Help{Needs: Anyone, Effect: Reads, Repeat: Idempotent}}

type goneRobot struct{}

func (goneRobot) Run(_ context.Context, event IssueEvent) (string, error) {
	return "", Refusef("Not run: %s is not a command of this robot any more.", Code(Short(event.Command.Type, maxShown)))
}

// lacks reports whether some command is gone.
func lacks(lines []found) bool {
	return slices.ContainsFunc(lines, func(f found) bool { return f.known == gone })
}
