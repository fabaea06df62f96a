package issue

import (
	"cmp"
	"context"
)

// Call is what a Runner may ask about the command it runs, beside its event.
type Call struct {
	// Delivery is the X-GitHub-Delivery of the webhook, for log lines; empty in Process.
	Delivery string

	// Self is the robot's login; empty where GitHub does not say it.
	Self string

	place   string
	lang    Lang
	version string
	ref     func(bind ...string) string
	allows  func(need Permission) (bool, error)
	level   Permission
	refers  func(sealed string, bind ...string) (number int, ok bool)
	mine    func(sealed string, bind ...string) bool
	knows   func(name string) bool
	confirm func(ctx context.Context) (string, error)
	follow  func(job string, bind []string)
	asks    func(what Text, exactly string, others bool) error
	labels  func(ctx context.Context) (*Labels, error)
	forget  func()
	resumed bool
	turn    func() error
	fresh   bool
	dry     *remarks // nil where the command is to be run in earnest
}

type callKey struct{}

// From returns the Call that belongs to a Runner's context. It is never nil.
func From(ctx context.Context) *Call {
	if c, ok := ctx.Value(callKey{}).(*Call); ok {
		return c
	}
	return &Call{}
}

// Lang is the language that the robot speaks here.
func (c *Call) Lang() Lang { return c.lang }

// Sayf is a Textf in the language that the robot speaks here: what a Runner replies.
func (c *Call) Sayf(format string, args ...any) string { return Textf(format, args...).In(c.lang) }

// Ref is a signed reference to this command (its repository, issue, comment and line),
// bound to the given words: what a job is handed so that its outcome finds the way back.
// The same command and words make the same reference. It is empty outside of a Mux.
func (c *Call) Ref(bind ...string) string {
	if c.ref == nil {
		return ""
	}
	return c.ref(bind...)
}

// Place names this command within its repository, by the text and the line that it stands in:
// "comment-99001-3". No other has that name, and News of what it starts have it too. It is
// empty outside of a Mux.
func (c *Call) Place() string { return c.place }

// Allows reports whether the commenter has a further permission, for a Runner whose
// arguments decide what is needed. Outside of a Mux nobody has any.
func (c *Call) Allows(need Permission) (bool, error) {
	if c.allows == nil {
		return false, nil
	}
	return c.allows(need)
}

// Level is the commenter's role in the repository, for a Runner that refuses them something.
func (c *Call) Level() Text { return cmp.Or(c.level, none).Text() }

// Follow makes the reply to this command walk on with a job that the command started, to
// the job's end; the robot must be a Follower. job is the platform's name for it, unique in
// the repository: "run/30433642"; Unseen is one that the platform has not named yet, and
// that will be known by its reference, which was bound to those words (see Ref). A command
// has one job: the last one counts, and "" is none. The reply walks on also where the command fails after
// that, as one does that was started and not confirmed.
func (c *Call) Follow(job string, bind ...string) {
	if c.follow != nil {
		c.follow(job, bind)
	}
}

// DryRun reports whether the command is only to say what it would do: whoever wrote it put
// --dry-run behind it. A Runner that has effects and declares Help.Dry checks all that it
// checks otherwise, and names its effects instead of doing them. A client that it was given
// does nothing but read then.
func (c *Call) DryRun() bool { return c.dry != nil }

// Remark adds to what a dry run says that the command would be denied, or asked about, in
// earnest. In earnest it does nothing.
func (c *Call) Remark(text Text) {
	if c.dry != nil {
		c.dry.texts = append(c.dry.texts, text)
	}
}

// Knows reports whether there is a command of that name here, so that it can be named.
func (c *Call) Knows(name string) bool { return c.knows != nil && c.knows(name) }

// Refers reads a reference that Ref made, where it was made in this repository and bound to
// those words, and reports the issue that it leads to.
func (c *Call) Refers(sealed string, bind ...string) (number int, ok bool) {
	if c.refers == nil {
		return 0, false
	}
	return c.refers(sealed, bind...)
}

// Mine reports whether a reference was made by Ref for this very command, and bound to those
// words.
func (c *Call) Mine(sealed string, bind ...string) bool {
	return c.mine != nil && c.mine(sealed, bind...)
}

// Resumed reports whether an earlier run of this very command was broken off, by a crash or
// the end of its time. What it did has been looked for, where the Runner is a Finder. Another
// one that declares Keyed looks itself, before it checks anything else (see Mine): where it
// cannot look, it returns Later's error, and where its work leaves no trace, Unsure's.
func (c *Call) Resumed() bool { return c.resumed }

// Turn is nil where it is this command's turn, and is asked by a Finder just before it begins what
// Find looks for. Of a comment that was begun before, what stands below this command may have been
// begun already: the error is what the Runner returns then, so that the order is kept.
func (c *Call) Turn() error {
	if c.turn == nil {
		return nil
	}
	return c.turn()
}

// Fresh reports whether the event tells how its issue or pull request is: its state, labels
// and people. One that comes late does not, nor does what was found later, without an event:
// a Runner that goes by the state looks then.
func (c *Call) Fresh() bool { return c.fresh }

// Confirm asks a person to confirm what a Runner is about to do, and is nil where a person
// has. The error is what the Runner returns: the reply asks for /confirm, and the command is
// run again when somebody who may says so, within a day. what is what they read: "promote
// build 42 to prod"; exactly is the same for a machine, with all that must not have changed
// meanwhile. Where others is set, it has to be somebody else than who asked.
//
// A dry run is told that somebody would be asked.
func (c *Call) Confirm(what Text, exactly string, others bool) error {
	if c.DryRun() {
		c.Remark(Textf("It would wait for %s first.", Code("/confirm")))
		return nil
	}
	if c.asks == nil {
		return Errorf("Nobody can confirm this here: nothing was started.")
	}
	return c.asks(what, exactly, others)
}
