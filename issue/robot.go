package issue

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"
)

// IssueCommentEvent is GitHub's issue_comment event, as go-github has it.
type IssueCommentEvent = github.IssueCommentEvent

// IssueEvent is what a Robot is called with: what happened on GitHub, the command
// that was found in it, and a client that acts as the robot.
//
// The event always has the shape of a comment. Where the command stands in the text
// of an issue or pull request, or in a review comment, Comment holds that text.
type IssueEvent struct {
	*IssueCommentEvent
	Command *Command
	Client  *github.Client
}

// Robot does the work of one command. It is the only interface that is required.
//
// A nil error means that it worked and that the effect speaks for itself; a Robot
// that has something to say implements Runner instead.
type Robot interface {
	Process(event IssueEvent) error
}

// Runner is a Robot with a deadline and an answer. The reply is Markdown that is
// shown on the issue; an empty one means that the effect is plain to see there.
//
// A Runner never posts the reply itself, and passes ctx on to every call it makes.
// For its errors see Errorf, Refusef and Usagef.
type Runner interface {
	Run(ctx context.Context, event IssueEvent) (reply string, err error)
}

// Helper declares what a Robot or Runner is for. What it declares is enforced
// (permission, number of arguments) and printed (usage errors, /help, README).
type Helper interface {
	Help() Help
}

// Explainer is a Helper that can say more than it declares, by asking: what there is to
// run here. What it says follows its Help in the answer to "/name ?", for those who may.
type Explainer interface {
	Explain(ctx context.Context, event IssueEvent) (string, error)
}

// Finder is a Runner that can recognise what it did: one that declares Keyed. Where a run of a
// command was broken off, by a crash or the end of its time, Find looks for what that run did,
// before anything is checked or run: the commenter may have lost the permission since, and what
// fills the command's places may be gone. What it finds it says and follows, as Run does. It
// looks by the key alone (see Call.Mine), and does nothing: its client only reads. Where it
// cannot look now, it fails with Later's error; where nobody ever can, with Unsure's. Its Run asks
// Call.Turn before it begins.
type Finder interface {
	Find(ctx context.Context, event IssueEvent) (reply string, found bool, err error)
}

// Follower is a Runner whose work goes on after its reply, as a job of some platform's: a
// build, a run. It begins to follow one with Call.Follow, and the reply walks on with the
// job from then on, to its end.
type Follower interface {
	// Look completes the news of a job just before they are written: how the job stands
	// now, with its text. It asks for nothing that the news have already.
	Look(ctx context.Context, client *github.Client, repo *github.Repository, news News) (News, error)
}

// Listener is a Follower whose jobs GitHub's webhook tells of.
type Listener interface {
	Follower

	// Listens names the events of GitHub's that tell of such jobs.
	Listens() []string

	// News reads an event, and reports whether it tells of a job's end. It calls nobody:
	// most events are of jobs that are none of ours, or under way.
	News(event string, payload []byte) (News, bool)
}

// Command is one command of a comment.
type Command struct {
	Type    string            // the name, with its slash and in lower case: "/promote"
	Command string            // the rest of the line as it was written: "42 dev REVISION=abc"
	Args    []string          // the words of it that are not key=value: "42", "dev"
	Params  map[string]string // the key=value words: "REVISION": "abc"
	Index   int               // its place among the commands of the comment, from 0
	Line    int               // its line in the comment, from 1

	dry bool // --dry-run stood among its words
}

// String is the command as it was written.
func (c *Command) String() string { return strings.TrimSpace(c.Type + " " + c.Command) }

// Help is everything there is to know about a command, declared once.
type Help struct {
	Usage    string     // the arguments: "<build> <target> [KEY=value …]"; its grammar is in usage.go
	About    string     // one line, lower case, no period: "promote a build to a target"
	Long     string     // what else a user should know, Markdown
	Examples []string   // whole commands: "/promote 42 dev"; each must fit Usage
	Needs    Permission // who may; empty means Write
	Effect   Effect     // what it does to the world
	Repeat   Repeat     // what happens when it is done twice
	Dry      bool       // it does nothing under Call.DryRun, and says what it would do; Relabels all do
	Text     bool       // what follows the name is text: in it no quote has to end, and key=value is a word
	Bots     []string   // the bots that may say it, by login; nobody else's bot ever may
}

// In is the Help in a language. What is not in that language's catalogue, as the texts of
// an operator's own commands, stays as it is.
func (h Help) In(l Lang) Help {
	h.About, h.Long = l.lookup(h.About), l.lookup(h.Long)
	return h
}

// Effect is what a command does to the world.
type Effect string

const (
	Reads    Effect = "reads"    // changes nothing
	Relabels Effect = "relabels" // changes labels of the issue by Call.Labels, and nothing else
	Writes   Effect = "writes"   // changes the issue or the repository
	Deploys  Effect = "deploys"  // starts something that reaches users
	Pays     Effect = "pays"     // moves money
)

// Repeat is what a second run of the same command does.
type Repeat string

const (
	Idempotent Repeat = "idempotent" // nothing: it may be run again after a crash
	Keyed      Repeat = "keyed"      // it can be recognised afterwards: see Finder
	Once       Repeat = "once"       // neither: it is never run again
)
