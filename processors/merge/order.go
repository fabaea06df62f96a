package merge

import (
	"maps"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/deploy"
	"github.com/fanux/robot/processors/internal/params"
)

// order is what the words of a command ask for.
type order struct {
	method string // one of methods, or "" for any that is allowed
	sha    string // what the commit has to begin with; "" is any
}

// methods are GitHub's, in the order in which one is chosen.
var methods = []string{"merge", "squash", "rebase"}

// read takes a command apart.
func read(c *issue.Command) (o order, err error) {
	if c == nil {
		return o, nil
	}
	sha, rest, err := deploy.TakeSha(c.Params)
	if err != nil {
		return o, err
	}
	o.sha = strings.ToLower(sha)
	for _, name := range slices.Sorted(maps.Keys(rest)) {
		return o, issue.Usagef("%s takes no %s.", issue.Code("/merge"), params.Show(name+"="))
	}
	if len(c.Args) == 0 {
		return o, nil
	}
	if o.method = strings.ToLower(c.Args[0]); !slices.Contains(methods, o.method) {
		return o, issue.Usagef("%s is no method of merging; it is %s, %s or %s.", params.Show(c.Args[0]), issue.Code("squash"), issue.Code("rebase"), issue.Code("merge"))
	}
	return o, nil
}

// choose is the method that the order names, or the first that a repository allows; "" leaves
// it to GitHub, which takes merge. It refuses one that the repository does not allow.
func (o order) choose(r *github.Repository) (string, error) {
	allowed := allowedBy(r)
	switch {
	case o.method != "" && allowed != nil && !slices.Contains(allowed, o.method):
		return "", issue.Refusef("This repository does not allow the method %s: nothing was merged. It allows %s.", issue.Code(o.method), codes(allowed))
	case o.method == "" && allowed != nil:
		return allowed[0], nil
	}
	return o.method, nil
}

// allowedBy are the methods that a repository allows; nil where it does not say, as GitHub's
// answers that hold it within something else may not.
// https://docs.github.com/rest/repos/repos#get-a-repository
func allowedBy(r *github.Repository) (allowed []string) {
	for n, may := range []bool{r.GetAllowMergeCommit(), r.GetAllowSquashMerge(), r.GetAllowRebaseMerge()} {
		if may {
			allowed = append(allowed, methods[n])
		}
	}
	return allowed
}

// by is a method as a clause: ", by `squash`".
func by(method string) issue.Text {
	if method == "" {
		return issue.Text{}
	}
	return issue.Textf(", by %s", issue.Code(method))
}

func codes(words []string) string {
	var all []string
	for _, word := range words {
		all = append(all, issue.Code(word))
	}
	return strings.Join(all, ", ")
}
