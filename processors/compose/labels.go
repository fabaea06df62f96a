package compose

import (
	"context"
	"net/http"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/fanux/robot/issue"
	repolabels "github.com/fanux/robot/processors/internal/labels"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// spell writes labels as the repository does, and refuses those that it lacks: GitHub would
// create them. What the issue has already need not be asked for.
// https://docs.github.com/rest/issues/labels#get-a-label
func (w *work) spell(ctx context.Context, lists ...[]string) error {
	lacking := make([][]bool, len(lists))
	asking, asked := errgroup.WithContext(ctx)
	asking.SetLimit(4)
	for l, list := range lists {
		lacking[l] = make([]bool, len(list))
		for n := range list {
			asking.Go(func() (err error) {
				lacking[l][n], err = w.respell(asked, &list[n])
				return err
			})
		}
	}
	if err := asking.Wait(); err != nil {
		return err
	}
	var missing []string
	for l, list := range lists {
		for n, name := range list {
			if lacking[l][n] && names.At(missing, name) < 0 {
				missing = append(missing, name)
			}
		}
	}
	if missing == nil {
		return nil
	}
	return w.refuse(ctx, missing)
}

// respell corrects the spelling of one label, and reports whether the repository lacks it.
func (w *work) respell(ctx context.Context, name *string) (lacking bool, err error) {
	if have := names.At(w.labels, *name); have >= 0 {
		*name = w.labels[have]
		return false, nil
	}
	segment, _ := site.Segment(*name) // check has seen it
	label, response, err := w.Client.Issues.GetLabel(ctx, w.Owner, w.Repo, segment)
	switch code := site.Status(response); {
	case code == http.StatusNotFound && issue.RetryAfter(err) == 0:
		return true, nil // the issue was shown: it is not the token
	case err != nil:
		return false, site.Untouched(err)
	}
	*name = label.GetName()
	return false, nil
}

// refuse says which labels the repository lacks, and what is near.
func (w *work) refuse(ctx context.Context, missing []string) error {
	all, _ := repolabels.List(ctx, w.Site) // a courtesy: the refusal stands without
	text := issue.Textf("Nothing was changed. [All labels](%s) of this repository can be named, in any case.", w.Page+"/labels")
	for _, name := range slices.Backward(missing) {
		wrong := issue.Textf("This repository has no label %s.", params.Show(name))
		if near := repolabels.Nearest(name, all); near != "" {
			wrong = issue.Textf("This repository has no label %s. Did you mean %s?", params.Show(name), params.Show(near))
		}
		text = site.Sentences(wrong, text)
	}
	return &issue.Said{Text: text, State: issue.Refused}
}
