package issue

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Labels are the labels of an issue or pull request as one command of a comment finds them,
// what the commands before it did included. What a command adds and removes is done on
// GitHub once it has ended, together with what the commands behind it change that are
// Relabels: what is so already costs no call, and labels that follow each other are added
// by one.
//
// Names are compared as GitHub does, without regard to case. GitHub makes a label that the
// repository lacks: whoever adds one has seen to it that there is such a label.
type Labels struct {
	names   []string
	changed func(name string)
	missed  []string
}

// Labels are those of the issue, for a command to look at and to change. GitHub is asked for
// them once at most for a comment, and where the event tells them, not at all.
func (c *Call) Labels(ctx context.Context) (*Labels, error) {
	if c.labels == nil {
		return nil, Errorf("The labels cannot be changed here: nothing was done.")
	}
	return c.labels(ctx)
}

// Relabelled says that a command changed labels of the issue by itself: the commands behind it
// look at them anew.
func (c *Call) Relabelled() {
	if c.forget != nil {
		c.forget()
	}
}

// All are the names, each once.
func (l *Labels) All() []string { return slices.Clone(l.names) }

// Has reports whether there is a label of that name.
func (l *Labels) Has(name string) bool { return labelled(l.names, name) }

// Add puts labels on the issue.
func (l *Labels) Add(names ...string) {
	for _, name := range names {
		if !l.Has(name) {
			l.names = append(l.names, name)
			l.changed(name)
		}
	}
}

// Remove takes labels off the issue.
func (l *Labels) Remove(names ...string) {
	for _, name := range names {
		if l.Has(name) {
			l.names = slices.DeleteFunc(l.names, func(have string) bool { return strings.EqualFold(have, name) })
			l.changed(name)
		}
	}
}

// Miss notes that somebody asked for a label which cannot be added.
func (l *Labels) Miss(name string) { l.missed = append(l.missed, name) }

// Missed reports whether a command of this comment asked for a label in vain: who acts where
// that label is not there should not.
func (l *Labels) Missed(name string) bool { return labelled(l.missed, name) }

func labelled(names []string, name string) bool {
	return slices.ContainsFunc(names, func(have string) bool { return strings.EqualFold(have, name) })
}

// lacking are the names that a list lacks.
func lacking(names, list []string) (all []string) {
	for _, name := range names {
		if !labelled(list, name) {
			all = append(all, name)
		}
	}
	return all
}

// desk is where the commands of a comment change the labels of its issue.
type desk struct {
	job   *job
	on    []string // what GitHub has, as far as is known
	known bool
	ask   bool // the event does not tell any more
	want  Labels
	by    map[string][]int // what is not so yet: which commands changed it
}

// fresh is how old a comment may be for its event to tell how the issue is.
const fresh = 5 * time.Minute

// fresh reports whether the event tells how the issue is: it does not come late, and was not
// made from less than GitHub sends.
func (j *job) fresh() bool {
	written := j.event.GetComment().GetCreatedAt()
	if j.kind == fromIssue {
		written = j.event.GetIssue().GetCreatedAt()
	}
	return !j.broken && !j.resume && !j.changed && j.handed == nil && time.Since(written.Time) < fresh
}

// look finds out which labels the issue has.
func (d *desk) look(ctx context.Context) error {
	if d.known {
		return nil
	}
	if d.ask || !d.job.fresh() {
		names, err := d.job.hub.labels(ctx, d.job.at)
		if err != nil {
			return err
		}
		d.on = names
	} else {
		d.on = nil
		for _, label := range d.job.event.GetIssue().Labels {
			d.on = append(d.on, label.GetName())
		}
	}
	d.known, d.by = true, map[string][]int{}
	d.want.names = slices.Clone(d.on)
	return nil
}

// rehearse is the labels for a dry run: a copy that nobody else sees.
func (d *desk) rehearse(ctx context.Context, into *remarks) (*Labels, error) {
	if err := d.look(ctx); err != nil {
		return nil, err
	}
	if into.labels == nil {
		into.had = d.want.All()
		into.labels = &Labels{d.want.All(), func(string) {}, nil}
	}
	return into.labels, nil
}

// of is the labels for a command in earnest: the same for all.
func (d *desk) of(ctx context.Context, index int) (*Labels, error) {
	if err := d.look(ctx); err != nil {
		return nil, err
	}
	d.want.changed = func(name string) {
		name = strings.ToLower(name)
		if !slices.Contains(d.by[name], index) {
			d.by[name] = append(d.by[name], index)
		}
	}
	return &d.want, nil
}

// settle makes GitHub's labels those that are wanted, and tells the commands that wanted
// what could not be done.
func (d *desk) settle(ctx context.Context, results []Result) {
	if !d.known {
		return
	}
	add, remove := lacking(d.want.names, d.on), lacking(d.on, d.want.names)
	var failed []int
	if len(add) > 0 {
		failed = d.done(d.job.hub.addLabels(ctx, d.job.at, add), Textf("Not done: adding %s.", codes(add)), add, results)
	}
	if failed != nil {
		d.want.missed = append(d.want.missed, add...)
	}
	for _, name := range remove {
		if slices.ContainsFunc(d.by[strings.ToLower(name)], func(i int) bool { return slices.Contains(failed, i) }) {
			continue // it was to make room for what is not there
		}
		d.done(d.job.hub.removeLabel(ctx, d.job.at, name), Textf("Not done: removing %s.", Code(name)), []string{name}, results)
	}
	d.on, d.by = slices.Clone(d.want.names), map[string][]int{}
}

// forget is for labels that a command changed past the desk.
func (d *desk) forget() { d.known, d.ask = false, true }

// done takes what became of a change to the results of those who wanted it, and names them
// where it failed. What failed is not seen by the commands behind it: they find out anew what
// the issue has.
func (d *desk) done(err error, not Text, names []string, results []Result) (failed []int) {
	if err == nil {
		return nil
	}
	d.forget()
	trouble := gitHubTrouble(err)
	if trouble.empty() {
		trouble = Textf("GitHub did not confirm it. Comment it again: what is so already is left as it is.")
	}
	for _, name := range names {
		for _, i := range d.by[strings.ToLower(name)] {
			if slices.Contains(failed, i) || i >= len(results) {
				continue
			}
			failed = append(failed, i)
			results[i].State = Failed
			results[i].Detail = strings.TrimSpace(results[i].Detail + " " + Textf("%s %s", not, trouble).In(d.job.speaks()))
			d.job.log.Warn("labels", "delivery", d.job.delivery, "name", results[i].Name, "error", d.job.logged(err))
		}
	}
	return failed
}

// codes are names in a row, as code.
func codes(names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, Code(name))
	}
	return strings.Join(all, ", ")
}

// would is what a dry run says of the labels that a command would change.
func would(before, after []string) (all []Text) {
	if add := lacking(after, before); len(add) > 0 {
		all = append(all, Textf("It would add %s.", codes(add)))
	}
	if remove := lacking(before, after); len(remove) > 0 {
		all = append(all, Textf("It would remove %s.", codes(remove)))
	}
	return all
}
