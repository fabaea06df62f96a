package workflow

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// Dispatch is the robot. Its zero value is ready, and may be used concurrently.
type Dispatch struct{}

var (
	_ issue.Runner    = Dispatch{}
	_ issue.Helper    = Dispatch{}
	_ issue.Explainer = Dispatch{}
	_ issue.Finder    = Dispatch{}
)

// Help implements issue.Helper.
func (Dispatch) Help() issue.Help {
	return issue.Help{
		Usage: "[workflow] [KEY=value …]",
		About: "run a workflow of GitHub Actions, or list those there are",
		Long: "Starts `.github/workflows/<workflow>.yml` on the default branch, where its `on:` has `workflow_dispatch`. " +
			"Each `KEY=value` is an input that the file declares; what is left out has the default that the file gives it. " +
			"In a script, take an input from `env:`, as `\"$TARGET\"`, and never as `${{ inputs.target }}`, " +
			"so that the shell takes it as one word and not as a command. " +
			"Where the file declares inputs named `robot_user`, `robot_issue`, `robot_comment_url` or `robot_ref`, the robot fills them in. " +
			"`/run` alone, and `/run ?`, list the workflows and their inputs.",
		Examples: []string{"/run deploy target=dev", "/run deploy target=dev --dry-run", "/run"},
		Needs:    issue.Write,
		Effect:   issue.Deploys,
		Repeat:   issue.Keyed,
		Dry:      true,
	}
}

// Explain implements issue.Explainer: it lists what there is to run.
func (Dispatch) Explain(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, err := siteOf(event)
	if err != nil {
		return "", err
	}
	return s.list(ctx)
}

// Run implements issue.Runner: it starts the workflow, and says which run that is.
func (Dispatch) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	s, err := siteOf(event)
	if err != nil {
		return "", err
	}
	o, err := read(event.Command)
	if err != nil {
		return "", err
	}
	if o.files == nil {
		return s.list(ctx)
	}
	f, d, err := s.declared(ctx, o)
	if err != nil {
		return "", err
	}
	if err := f.accepts(d, o.inputs); err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return s.rehearse(ctx, f, d, o.inputs)
	}
	if err := issue.From(ctx).Turn(); err != nil {
		return "", err
	}
	once, err := s.begin(ctx, event)
	if err != nil {
		return "", err
	}
	ours := oursFor(ctx, event, f, d)
	run, err := s.start(ctx, f, join(o.inputs, ours.inputs), ours.title)
	if err != nil {
		if !run.unclear {
			once.release(ctx)
		}
		return "", err
	}
	return s.follow(ctx, f, d, o.inputs, ours, run), nil
}

// declared is the file that an order means, and what it declares.
func (s site) declared(ctx context.Context, o order) (f file, d declaration, err error) {
	if f, err = s.open(ctx, o); err != nil {
		return f, d, unread(ctx, err)
	}
	d, err = f.declaration()
	return f, d, err
}

// follow lets the reply walk on with a run, and says which that is.
func (s site) follow(ctx context.Context, f file, d declaration, inputs map[string]string, ours ours, run started) string {
	switch {
	case run.id != 0 && ours.title != "":
		issue.From(ctx).Follow(fmt.Sprint(jobPrefix, run.id), f.name)
	case run.id != 0:
		issue.From(ctx).Follow(fmt.Sprint(jobPrefix, run.id))
	case ours.title != "":
		issue.From(ctx).Follow(issue.Unseen, f.name)
	}
	return s.reply(f, d, inputs, run).In(issue.From(ctx).Lang())
}

// reply says what was started, with which of the commenter's inputs.
func (s site) reply(f file, d declaration, inputs map[string]string, run started) issue.Text {
	if run.id == 0 {
		return issue.Textf("Asked GitHub to run %s on %s%s, and it agreed. It has not shown the run yet: look at [its runs](%s).",
			f.what(d), issue.Code(s.branch), with(inputs), f.runs())
	}
	return issue.Textf("Started run [%d](%s) of %s on %s%s.", run.id, run.url, f.what(d), issue.Code(s.branch), with(inputs))
}

// what is the workflow by its name, where it has one, and its file.
func (f file) what(d declaration) issue.Text {
	if d.name == "" {
		return issue.Verbatim(f.cite())
	}
	return issue.Textf("%s (%s)", params.Show(d.name), f.cite())
}

// with are the commenter's inputs, behind what is said of a run.
func with(inputs map[string]string) issue.Text {
	if len(inputs) == 0 {
		return issue.Text{}
	}
	var given []string
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		given = append(given, name+"="+inputs[name])
	}
	return issue.Textf(", with %s", and(spans(given)))
}

func join(given, ours map[string]string) map[string]any {
	all := map[string]any{}
	for _, inputs := range []map[string]string{given, ours} {
		for name, value := range inputs {
			all[name] = value
		}
	}
	return all
}
