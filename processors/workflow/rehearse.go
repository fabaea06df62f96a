package workflow

import (
	"context"
	"net/http"
	"strings"

	"github.com/fanux/robot/issue"
)

// disabled is how GitHub's states of a workflow begin that nobody can start, and what it
// says to who tries.
// https://docs.github.com/en/rest/actions/workflows#get-a-workflow
const disabled = "disabled"

// rehearse says what would be run, after all that is checked in earnest. Whether the
// workflow is disabled only a dispatch would tell, and is asked for here; where GitHub does
// not say, nothing is made of it.
func (s site) rehearse(ctx context.Context, f file, d declaration, inputs map[string]string) (string, error) {
	w, _, err := s.client.Actions.GetWorkflowByFileName(ctx, s.owner, s.repo, f.name)
	if err == nil && strings.HasPrefix(w.GetState(), disabled) {
		return "", issue.Explain(nil, f.refused(http.StatusUnprocessableEntity, disabled))
	}
	return issue.From(ctx).Sayf("Nothing was done. It would run %s on %s%s.", f.what(d), issue.Code(s.branch), with(inputs)), nil
}
