package labels

import (
	"context"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// order is what one command wants of the labels of its issue, and what of it cannot be.
type order struct {
	ctx    context.Context
	site   site.Site
	book   *Book
	on     *issue.Labels
	has    []string // what the repository has; nil until somebody asks
	done   bool     // something of it is so, or will be
	denied bool
	wrong  []issue.Text
	cause  error // why something could not be found out
}

// Set puts labels on the issue of an event, and takes others off: in any case, as far as
// the repository has them and the commenter may. What is so already is left alone. The error
// says what was not done; the rest is.
func (b *Book) Set(ctx context.Context, event issue.IssueEvent, add, remove []string) error {
	s, err := site.Here(event)
	if err != nil {
		return err
	}
	on, err := issue.From(ctx).Labels(ctx)
	if err != nil {
		return err
	}
	o := &order{ctx: ctx, site: s, book: b, on: on}
	for _, name := range add {
		spelled, err := o.takes(name, on.Has(name))
		switch {
		case err != nil:
			return err
		case spelled != "":
			on.Add(spelled)
		case !on.Has(name):
			on.Miss(name)
		}
	}
	for _, name := range remove {
		if spelled, err := o.takes(name, !on.Has(name)); err != nil {
			return err
		} else if spelled != "" {
			on.Remove(spelled)
		}
	}
	return o.left()
}

// takes is a label as it is spelled here, "" where it is not to be changed; already says
// that it is as it is wanted.
func (o *order) takes(name string, already bool) (string, error) {
	spelled := Spelled(name, o.on.All())
	if spelled == "" {
		if o.has == nil {
			has, err := o.book.Of(o.ctx, o.site)
			if err != nil {
				return "", err
			}
			o.has = has
		}
		if spelled = Spelled(name, o.has); spelled == "" {
			o.wrong = append(o.wrong, o.missing(name))
			return "", nil
		}
	}
	if already {
		o.done = true
		return "", nil
	}
	if need := o.book.needs(spelled); need != "" && !o.may(spelled, need) {
		return "", nil
	}
	o.done = true
	return spelled, nil
}

// may reports whether the commenter may change a restricted label.
func (o *order) may(name string, need issue.Permission) bool {
	call := issue.From(o.ctx)
	ok, err := call.Allows(need)
	switch {
	case err != nil:
		o.cause = err
		o.wrong = append(o.wrong, issue.Textf("%s was not changed: your permission could not be checked. Comment it again later.", params.Show(name)))
	case !ok:
		o.denied = true
		o.wrong = append(o.wrong, issue.Textf("%s is for **%s** here, and you have **%s**. Ask somebody who has it to comment this.", params.Show(name), need.Text(), call.Level()))
	}
	return ok && err == nil
}

// missing says that the repository has no such label, and which it has that may be meant.
func (o *order) missing(name string) issue.Text {
	prefix, _, _ := strings.Cut(name, "/")
	if near := Nearest(name, o.has); near != "" {
		return issue.Textf("This repository has no label %s. Did you mean %s?", params.Show(name), params.Show(near))
	}
	if family := With(prefix, o.has); family != nil && strings.Contains(name, "/") {
		return issue.Textf("This repository has no label %s. It has %s.", params.Show(name), Some(family))
	}
	return issue.Textf("This repository has no label %s.", params.Show(name))
}

// left is what of the order was not done, in words.
func (o *order) left() error {
	if o.wrong == nil {
		return nil
	}
	text := issue.Textf("Nothing was changed. [All labels](%s) of this repository can be named, in any case.", o.site.Page+"/labels")
	if o.denied || o.cause != nil {
		text = issue.Textf("Nothing was changed.")
	}
	if o.done {
		text = issue.Textf("Everything else of the command was done.")
	}
	said := &issue.Said{State: issue.Refused, Cause: o.cause}
	switch {
	case o.cause != nil:
		said.State = issue.Failed
	case o.denied && !o.done:
		said.State = issue.Denied
	}
	for i := len(o.wrong) - 1; i >= 0; i-- {
		text = issue.Textf("%s %s", o.wrong[i], text)
	}
	said.Text = text
	return said
}

// With are the labels that begin with a prefix and a slash.
func With(prefix string, list []string) (names []string) {
	for _, name := range list {
		if len(name) > len(prefix)+1 && strings.EqualFold(name[:len(prefix)+1], prefix+"/") {
			names = append(names, name)
		}
	}
	return names
}

// most is how many labels are named in a row.
const most = 10

// Some are labels in a row, as code; not all of them where they are many.
func Some(names []string) string {
	var all []string
	for _, name := range names[:min(len(names), most)] {
		all = append(all, params.Show(name))
	}
	text := strings.Join(all, ", ")
	if len(names) > most {
		text += ", …"
	}
	return text
}
