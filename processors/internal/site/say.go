package site

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Would is what a dry run says that its command would do: "close this pull request".
func Would(ctx context.Context, what issue.Text) string {
	return issue.From(ctx).Sayf("Nothing was done. It would %s.", what)
}

// Idle is what a command says that finds everything as it is to be: nothing, but in a dry run.
func Idle(ctx context.Context) string {
	if call := issue.From(ctx); call.DryRun() {
		return call.Sayf("Nothing was done. It would change nothing.")
	}
	return ""
}

// Unconfirmed is the error of a call that was to change something. Where GitHub did not say
// whether it did, it is in words; otherwise nothing was done, and the error is as it was.
func Unconfirmed(err error, r *github.Response) error {
	if err == nil || !unclear(Status(r)) {
		return err
	}
	return issue.Explain(err, issue.Textf("GitHub did not confirm it: it may have been done. Comment it again: what is done already is left as it is."))
}

// Missed is Unconfirmed for a change of what Look gave: the commands behind it look anew.
func Missed(i *github.Issue, err error, r *github.Response) error {
	if unclear(Status(r)) {
		Forget(i)
	}
	return Unconfirmed(err, r)
}

// Dropped is the error of a change that GitHub took, and silently did not make.
// https://docs.github.com/rest/issues/issues#update-an-issue
func Dropped() error {
	return issue.Errorf("GitHub did not do it: this robot's account has to have write access here.")
}
