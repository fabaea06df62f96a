package people

import (
	"context"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/site"
)

// Assign assigns people to an issue that site.Look gave, and is who of them is not assigned
// then: GitHub ignores whom it does not take. Its error is go-github's.
// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
func Assign(ctx context.Context, s site.Site, i *github.Issue, logins []string) (left []string, response *github.Response, err error) {
	now, response, err := s.Client.Issues.AddAssignees(ctx, s.Owner, s.Repo, s.Number, logins)
	if err = note(i, now, err); err != nil {
		return nil, response, err
	}
	return names.Without(logins, Of(now.Assignees)), response, nil
}

// Unassign takes an issue that site.Look gave from people, and is who of them is assigned
// all the same: GitHub ignores it where the robot may not. Its error is go-github's.
// https://docs.github.com/rest/issues/assignees#remove-assignees-from-an-issue
func Unassign(ctx context.Context, s site.Site, i *github.Issue, logins []string) (left []string, response *github.Response, err error) {
	now, response, err := s.Client.Issues.RemoveAssignees(ctx, s.Owner, s.Repo, s.Number, logins)
	if err = note(i, now, err); err != nil {
		return nil, response, err
	}
	return names.Within(logins, Of(now.Assignees)), response, nil
}

// note leaves what GitHub answered to the commands behind this one: they have the same
// issue, and run after each other.
func note(i, now *github.Issue, err error) error {
	switch {
	case err == nil:
		i.Assignees = now.Assignees
	case site.Unclear(err):
		site.Forget(i)
	}
	return err
}

// NotAssigned says whom GitHub did not take, which it does not say itself.
// https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users
func NotAssigned(logins []string) issue.Text {
	return issue.Textf("GitHub did not assign %s. It takes people who may write here or have written on this issue, and members of the organization, ten at most; and this robot's account has to have write access.", names.Show(logins))
}

// NotUnassigned says who is assigned all the same.
func NotUnassigned(logins []string) issue.Text {
	return issue.Textf("GitHub did not unassign %s: this robot's account has to have write access here.", names.Show(logins))
}

// Left is the error of a command that named people of whom some are left: what is wrong with
// them, and that it was done for the others. It is nil where nobody is left.
func Left(wrong issue.Text, left, named []string) error {
	switch {
	case len(left) == 0:
		return nil
	case len(left) < len(named):
		return issue.Explain(nil, site.Sentences(wrong, issue.Textf("Everything else of the command was done.")))
	}
	return issue.Explain(nil, site.Sentences(wrong, issue.Textf("Nothing was changed.")))
}
