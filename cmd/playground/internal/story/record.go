package story

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// Recorder writes down what people do in a sandbox.
type Recorder struct {
	s *sandbox.Sandbox

	mu     sync.Mutex
	given  []txtar.File // of the story that it began with
	script strings.Builder
	room   room
	last   sandbox.Progress // when somebody did something last
	now    sandbox.Progress // when the one began who is doing something
	before string           // what that one waited for
	act    string           // what they are doing; "" where that is known afterwards
}

// Record writes down what happens from now on.
func Record(s *sandbox.Sandbox) *Recorder {
	s.InTurn() // so that it can happen again
	r := &Recorder{s: s, room: room{s, home}}
	s.OnAct(r.begins, r.ends)
	return r
}

// Given puts what a story begins with before what happens.
func (r *Recorder) Given(s *Story) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, file := range s.archive.Files {
		if file.Name == "given" {
			r.given = append(r.given, file)
		}
	}
}

// Story waits until everything has come to its end, and is what has happened. Where ctx ends
// before that, it does not tell its end, and there is the error of ctx.
func (r *Recorder) Story(ctx context.Context, about string) ([]byte, error) {
	err := r.s.Wait(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	told := &txtar.Archive{Comment: []byte(about + "\n\n"), Files: r.given}
	told.Files = append(told.Files, txtar.File{Name: "script", Data: []byte(r.script.String())})
	if err == nil {
		told.Files = append(told.Files, endsOf(r.s)...)
	}
	return txtar.Format(told), err
}

// begins looks at the world before somebody changes it: which comment is the second, and
// which is gone afterwards.
func (r *Recorder) begins(a sandbox.Act) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.s.Progress()
	r.act, r.before = "", r.waits()
	if a.By != "" {
		r.act = r.enters(a) + r.words(a)
	}
}

// ends writes down what somebody did.
func (r *Recorder) ends(a sandbox.Act) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a.By == "" || callOf(a).made != 0 { // its number is in the answer
		r.act = r.enters(a) + r.words(a)
	}
	if r.script.Len() > 0 {
		r.script.WriteString(r.before)
	}
	r.script.WriteString(r.act)
	r.last = r.now
	r.last.Calls = r.s.Progress().Calls // of a sweep, its own
	if _, name, is := place(a); is {
		r.room.name = name
	}
}

// waits is how far the world has come since somebody did something last, in sentences.
func (r *Recorder) waits() string {
	steps, calls := r.now.Steps-r.last.Steps, r.now.Calls-max(r.last.Calls, r.now.Step)
	switch {
	case r.now == r.last && r.now.Answered:
		return "" // nothing has begun meanwhile
	case r.now.Rest:
		return "wait\n"
	case r.now.Answered && steps > 0:
		return moments(steps)
	case r.now.Answered:
		return "wait for the robot\n"
	case steps > 0:
		return moments(steps-1) + form("wait a moment and for CALLS").write(counted(calls)).String()
	case calls > 0:
		return form("wait for CALLS").write(counted(calls)).String()
	}
	return ""
}

func moments(steps int) string { return strings.Repeat("wait a moment\n", steps) }

// counted is "3 calls".
func counted(calls int) string {
	if calls == 1 {
		return "1 call"
	}
	return fmt.Sprint(calls, " calls")
}

// enters is the sentence that leads to where somebody does something, if it is elsewhere.
func (r *Recorder) enters(a sandbox.Act) string {
	if _, name, is := place(a); is && name != r.room.name {
		return form("in REPOSITORY").write(name).String()
	}
	return ""
}

// words are what somebody does, in a sentence.
func (r *Recorder) words(a sandbox.Act) string {
	switch {
	case a.By != "":
		c, there := callOf(a), r.room
		if path, name, is := place(a); is {
			c.path, there.name = path, name
		}
		if l, ok := there.written(c); ok {
			return l.String()
		}
		return "# " + a.By + ": " + a.Method + " " + a.Path + ", which cannot be played\n"
	case a.Switch != "":
		return form("turn SWITCH STATE").write(string(a.Switch), map[bool]string{true: "on", false: "off"}[a.On]).String()
	case a.Sweep:
		return "sweep\n"
	}
	text := strings.ReplaceAll(*a.Configuration, "\r\n", "\n") // \r\n: a browser's
	return form("configure" + below).write(strings.TrimSuffix(text, "\n")).String()
}
