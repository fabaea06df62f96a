package drone_build

import (
	"context"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// commitOn is the whole name of a commit that is on a branch, and "" where none is asked
// for. GitHub is asked for the branch by its ref, since a tag may have its name; and it
// answers for commits of forks as for the repository's own, since they share their objects.
func commitOn(ctx context.Context, event issue.IssueEvent, branch, commit string) (string, error) {
	if commit == "" {
		return "", nil
	}
	at, ok := site.Of(event)
	if !ok {
		return "", issue.Errorf("The robot cannot ask GitHub whether %s is on %s: nothing was started.", params.Show(commit), params.Show(branch))
	}
	head, answer, err := at.Client.Git.GetRef(ctx, at.Owner, at.Repo, "heads/"+branch)
	if err != nil {
		return "", explain(answer, err, branch, commit)
	}
	// The short way round: where the commit is on the branch, it has nothing that the branch has not.
	// https://docs.github.com/en/rest/commits/commits#compare-two-commits
	compared, answer, err := at.Client.Repositories.CompareCommits(ctx, at.Owner, at.Repo, head.GetObject().GetSHA(), strings.ToLower(commit), &github.ListOptions{PerPage: 1})
	if err != nil {
		return "", explain(answer, err, branch, commit)
	}
	whole, status := compared.GetMergeBaseCommit().GetSHA(), compared.GetStatus()
	if status != "behind" && status != "identical" || !strings.HasPrefix(whole, strings.ToLower(commit)) {
		return "", issue.Refusef("Commit %s is not on %s: nothing was started. Name a commit of that branch.", params.Show(commit), params.Show(branch))
	}
	return whole, nil
}

// explain makes a sentence of what GitHub said. A short commit that it finds twice is a 422.
func explain(answer *github.Response, err error, branch, commit string) error {
	if status := site.Status(answer); status == http.StatusNotFound || status == http.StatusUnprocessableEntity {
		return issue.Refusef("GitHub does not find branch %s with commit %s: nothing was started. Look whether both are there.", params.Show(branch), params.Show(commit))
	}
	return issue.Explain(err, issue.Textf("GitHub did not say whether %s is on %s: nothing was started. Comment it again later.", params.Show(commit), params.Show(branch)))
}
