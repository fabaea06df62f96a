package e2e

import (
	"slices"
	"strings"
	"testing"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

// TestPromotion is the article's story: the step of that target runs, and no other, and it
// sees what the comment gave it.
func TestPromotion(t *testing.T) {
	s := begin(t, "article.yml")
	s.state(s.comment("alice", "The fix is in build 1.\n\n/promote 1 dev REVISION=\"a b\""), issue.Ran)
	b := s.ends(2, sdk.StatusPassing)
	if got := steps(b); !slices.Equal(got, []string{"clone", "dev"}) {
		t.Errorf("steps %q ran, want clone and dev", got)
	}
	if b.Event != sdk.EventPromote || b.Parent != 1 || b.Deploy != "dev" || b.After != s.build(1).After {
		t.Errorf("build 2 is a %s of %d to %s at %s, want a promotion of build 1 to dev", b.Event, b.Parent, b.Deploy, b.After)
	}
	comment := s.repo.Issue(17).Comments[0]
	log := s.log(b, "dev")
	for _, line := range []string{"revision <a b>", "ROBOT_USER=alice", "ROBOT_ISSUE=17", "ROBOT_COMMENT_URL=" + comment.URL, "ROBOT_REF=", "deployed to dev"} {
		if !strings.Contains(log, line+"\n") && !(strings.HasSuffix(line, "=") && strings.Contains(log, "\n"+line)) {
			t.Errorf("the step did not print %q:\n%s", line, log)
		}
	}
	link := publicURL + "/" + s.slug
	s.says("@alice", "[2]("+link+"/2)", "[1]("+link+"/1)", "`dev`", b.After[:7], "`main`")
}
