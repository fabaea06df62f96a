package issue

import (
	"cmp"
	"time"
)

// Progress is how far a job is.
type Progress string

const (
	JobAccepted  Progress = ""          // asked for, and not heard of since
	JobRunning   Progress = "running"   // under way: no call is made to say so
	JobWaiting   Progress = "waiting"   // for a person, whom the reply names
	JobSucceeded Progress = "succeeded" // the end, as it was meant
	JobFailed    Progress = "failed"    // the end
	JobCancelled Progress = "cancelled" // the end, before its own
)

// Unseen is the name of a job that its platform has not shown yet.
const Unseen = "?"

// News is how a job stands.
type News struct {
	Job      string    // the platform's name for it, as Call.Follow was given it
	Refs     []string  // what the job carries that may be its reference
	Given    []string  // the references that it may have been given, where its reply was posted just now
	Bind     []string  // what its reference is bound to, if it is meant for this job
	Place    string    // of the command that the reply is to (see Call.Place)
	Since    time.Time // when the job was made, about: no reply about it is older, and of an Unseen one none is younger
	Unnamed  bool      // the reply does not say what the job does: its text may
	Attempt  int       // from 1; a job that is run again has the next one
	Progress Progress
	Text     Text // one line of Markdown: "Run [5](…) **failed** after 40 s: …"

	// Log is the last lines of what failed, as they are: secrets, control characters and all.
	// The reply shows the end of it, made fit to be shown.
	Log []string
}

// ended reports whether p is an end.
func (p Progress) ended() bool { return p == JobSucceeded || p.bad() }

// bad reports whether p is an end that nobody wanted.
func (p Progress) bad() bool { return p == JobFailed || p == JobCancelled }

// worth reports whether there is something to write about a job that a reply does not say
// already: that one is under way, it says from the beginning, but for one that it had not
// seen, or that has taken the place of the one it names.
func (n News) worth(line markedLine) bool {
	seen := line.Job != n.Job && n.Job != Unseen && n.Progress != JobAccepted
	return (seen || n.Progress.rank() >= JobWaiting.rank()) && n.after(line)
}

func (p Progress) icon() string {
	switch {
	case p == JobWaiting:
		return "✋"
	case p == JobSucceeded:
		return "🚀"
	case p.bad():
		return "😕"
	}
	return "⏳"
}

// rank is the place of p on a job's way. The three ends are one place: who has ended has
// ended.
func (p Progress) rank() int {
	switch {
	case p == JobRunning:
		return 1
	case p == JobWaiting:
		return 2
	case p.ended():
		return 3
	}
	return 0
}

// after reports whether the news are further on than what a reply says: a later attempt, or
// a later place in the same one. It is what keeps a reply from ever going backwards.
func (n News) after(line markedLine) bool {
	return cmp.Or(cmp.Compare(max(n.Attempt, 1), max(line.Attempt, 1)), cmp.Compare(n.Progress.rank(), line.Progress.rank())) > 0
}
