package issue

import "context"

// Call is what a Runner may ask about the command it runs, beside its event.
type Call struct {
	// Delivery is the X-GitHub-Delivery of the webhook, for log lines; empty in Process.
	Delivery string

	// Self is the robot's login; empty where GitHub does not say it.
	Self string

	lang    Lang
	ref     func(bind ...string) string
	allows  func(need Permission) (bool, error)
	confirm func(ctx context.Context) (string, error)
	follow  func(job string, bind []string)
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

// Allows reports whether the commenter has a further permission, for a Runner whose
// arguments decide what is needed. Outside of a Mux nobody has any.
func (c *Call) Allows(need Permission) (bool, error) {
	if c.allows == nil {
		return false, nil
	}
	return c.allows(need)
}

// Follow makes the reply to this command walk on with a job that the command started, to
// the job's end; the robot must be a Follower. job is the platform's name for it, unique in
// the repository: "run/30433642"; Unseen is one that the platform has not named yet, and
// that will be known by its reference, which was bound to those words (see Ref). A command
// has one job: the last one counts.
func (c *Call) Follow(job string, bind ...string) {
	if c.follow != nil {
		c.follow(job, bind)
	}
}
