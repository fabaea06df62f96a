package relation

import (
	"context"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// issueOf is the issue that a command stands on. A pull request is refused: it has neither a
// parent nor blockers.
func issueOf(ctx context.Context, event issue.IssueEvent) (site.Site, *github.Issue, error) {
	s, i, err := site.Look(ctx, event)
	if err == nil && i.IsPullRequest() {
		err = issue.Refusef("This is for issues, and not for a pull request: nothing was changed.")
	}
	return s, i, err
}

// named is an issue as it may be shown here: the name of another repository may be a secret.
func named(s site.Site, i *github.Issue) issue.Text {
	if s.Has(i) {
		return issue.Verbatim(site.Name(i.GetNumber()))
	}
	return issue.Textf("an issue of another repository")
}

// names are numbers of issues in a row.
func names(numbers []int) string {
	var all []string
	for _, n := range numbers {
		all = append(all, site.Name(n))
	}
	return strings.Join(all, ", ")
}
