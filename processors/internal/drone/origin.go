package drone

import (
	"cmp"
	"strings"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// Origin says what is being deployed: ": commit `b5f61da` on `main` by `alice`".
// What Drone does not know is left out.
func Origin(b *drone.Build) issue.Text {
	what, known := code(b)
	author := cmp.Or(b.Author, b.AuthorName)
	switch {
	case known && author != "":
		return issue.Textf(": %s by %s", what, params.Show(author))
	case known:
		return issue.Textf(": %s", what)
	case author != "":
		return issue.Textf(": by %s", params.Show(author))
	}
	return issue.Text{}
}

// code is the commit that is being deployed, and the tag or the branch it is on.
func code(b *drone.Build) (what issue.Text, known bool) {
	commit := issue.Code(Brief(b.After))
	tag, tagged := strings.CutPrefix(b.Ref, "refs/tags/")
	branch := branch(b)
	switch {
	case b.After != "" && tagged:
		return issue.Textf("commit %s tag %s", commit, params.Show(tag)), true
	case b.After != "" && branch != "":
		return issue.Textf("commit %s on %s", commit, params.Show(branch)), true
	case b.After != "":
		return issue.Textf("commit %s", commit), true
	case tagged:
		return issue.Textf("tag %s", params.Show(tag)), true
	case branch != "":
		return issue.Textf("on %s", params.Show(branch)), true
	}
	return issue.Text{}, false
}

// Brief is a commit's name as people write it.
func Brief(whole string) string { return whole[:min(len(whole), 7)] }

// branch is where the code is from: of a pull request, not where it is meant to go.
func branch(b *drone.Build) string {
	if ofPull(b) {
		return cmp.Or(b.Source, b.Target)
	}
	return cmp.Or(b.Target, b.Source)
}
