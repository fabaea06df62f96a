package story

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// ordered are the comments of an issue, and what the robot replied below what it replied to:
// where two people comment at once, the first reply may be to either.
func ordered(s *sandbox.Sandbox, r *issuetest.Repo, i issuetest.Issue) []issuetest.Comment {
	to := map[int64]int64{} // reply → comment
	for _, d := range s.Deliveries() {
		if d.Repo != r.FullName() || d.Comment == 0 {
			continue
		}
		for _, c := range d.Calls {
			var answer struct{ ID int64 }
			if c.Method == "POST" && strings.HasSuffix(c.Path, "/comments") && json.Unmarshal([]byte(c.Answer), &answer) == nil && answer.ID != 0 {
				to[answer.ID] = d.Comment
			}
		}
	}
	list := slices.Clone(i.Comments)
	at := func(c issuetest.Comment) int64 {
		if asked := to[c.ID]; asked != 0 {
			return asked
		}
		return c.ID
	}
	slices.SortStableFunc(list, func(a, b issuetest.Comment) int { return cmp.Compare(at(a), at(b)) })
	return list
}
