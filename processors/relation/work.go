package relation

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// work is a command that names several issues, on its way.
type work struct {
	site.Site
	asked    []int           // the numbers that were named
	blockers []*github.Issue // what the issue waits for
	todo     []*github.Issue // what is to be changed
	already  bool            // some of it is so already
	wrong    []issue.Text    // what cannot be done
}

// at is where an issue of this repository stands among the blockers, -1 where it does not.
func (w *work) at(number int) int {
	return slices.IndexFunc(w.blockers, func(i *github.Issue) bool { return i.GetNumber() == number && w.Has(i) })
}

func (w *work) numbers() (list []int) {
	for _, i := range w.todo {
		list = append(list, i.GetNumber())
	}
	return list
}

// note takes an issue among what is to be done, or its refusal among what cannot be done.
func (w *work) note(other *github.Issue, err error) error {
	var said *issue.Said
	switch {
	case err == nil:
		w.todo = append(w.todo, other)
	case errors.As(err, &said) && said.State == issue.Refused:
		w.wrong = append(w.wrong, said.Text)
	default:
		return err
	}
	return nil
}

// end does what is to be done, or says what it would do.
func (w *work) end(ctx context.Context, what issue.Text, do func(*github.Issue) (*github.Response, error)) (string, error) {
	switch {
	case len(w.todo) == 0 && len(w.wrong) == 0:
		return site.Idle(ctx), nil
	case len(w.todo) > 0 && issue.From(ctx).DryRun():
		for _, wrong := range w.wrong {
			issue.From(ctx).Remark(wrong)
		}
		return site.Would(ctx, what), nil
	}
	var done []int
	for n, other := range w.todo {
		response, err := do(other)
		switch number := other.GetNumber(); {
		case err == nil:
			done = append(done, number)
		case site.Status(response) == http.StatusUnprocessableEntity:
			w.wrong = append(w.wrong, issue.Textf("GitHub does not take %s: an issue can be blocked by 50 others, and not by itself.", site.Name(number)))
		case len(done) == 0:
			return "", site.Unconfirmed(err, response)
		default:
			return "", issue.Explain(err, issue.Textf("Done: %s. Not confirmed: %s. Comment it again: what is done already is left as it is.", names(done), names(w.numbers()[n:])))
		}
	}
	return "", w.left(len(done) > 0)
}

// left is what could not be done, in words; nil where all was.
func (w *work) left(done bool) error {
	if w.wrong == nil {
		return nil
	}
	text := issue.Textf("Nothing was changed.")
	if done || w.already {
		text = issue.Textf("Everything else of the command was done.")
	}
	for _, wrong := range slices.Backward(w.wrong) {
		text = issue.Textf("%s %s", wrong, text)
	}
	return &issue.Said{Text: text, State: issue.Refused}
}
