package drone_promote

import (
	"cmp"
	"strings"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// origin says what is being deployed: ": commit `b5f61da` on `main` by `alice`".
// What Drone does not know is left out.
func origin(b *sdk.Build) string {
	var words []string
	if b.After != "" {
		words = append(words, "commit "+issue.Code(b.After[:min(len(b.After), 7)]))
	}
	if tag, ok := strings.CutPrefix(b.Ref, "refs/tags/"); ok {
		words = append(words, "tag "+params.Show(tag))
	} else if branch := branch(b); branch != "" {
		words = append(words, "on "+params.Show(branch))
	}
	if author := cmp.Or(b.Author, b.AuthorName); author != "" {
		words = append(words, "by "+params.Show(author))
	}
	if words == nil {
		return ""
	}
	return ": " + strings.Join(words, " ")
}

// branch is where the code is from: of a pull request, not where it is meant to go.
func branch(b *sdk.Build) string {
	if ofPull(b) {
		return cmp.Or(b.Source, b.Target)
	}
	return cmp.Or(b.Target, b.Source)
}
