package issue

import (
	"context"
	"slices"
	"strings"
	"time"
)

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
			if slices.Contains(failed, i) {
				continue
			}
			failed = append(failed, i)
			for _, r := range indexed(results, i) {
				r.State = Failed
				r.Detail = strings.TrimSpace(r.Detail + " " + Textf("%s %s", not, trouble).In(d.job.speaks()))
				d.job.log.Warn("labels", "delivery", d.job.delivery, "name", r.Name, "error", d.job.logged(err))
			}
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
