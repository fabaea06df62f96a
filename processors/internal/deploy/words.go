package deploy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

var commitName = regexp.MustCompile(`^[0-9a-fA-F]{7,40}$`)

// CheckSha refuses what cannot be the beginning of a commit's name; "" names none.
func CheckSha(text string) error {
	if text != "" && !commitName.MatchString(text) {
		return issue.Usagef("%s is not a commit; use 7 to 40 of its hexadecimal digits.", params.Show(text))
	}
	return nil
}

func sameCommit(whole, beginning string) bool {
	return whole != "" && strings.HasPrefix(strings.ToLower(whole), strings.ToLower(beginning))
}

// TakeSha takes the commit that a commenter named out of the words of a command: it is for
// the robot, and no parameter of the build.
func TakeSha(given map[string]string) (sha string, rest map[string]string, err error) {
	sha, named := given["sha"]
	if !named {
		return "", given, nil
	}
	if sha == "" {
		return "", nil, issue.Usagef("%s is not a commit; use 7 to 40 of its hexadecimal digits.", params.Show(sha))
	}
	rest = maps.Clone(given)
	delete(rest, "sha")
	return sha, rest, CheckSha(sha)
}

// With are parameters as a clause: ", with `A=1` and `B=2`".
func With(given map[string]string) issue.Text {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(given)) {
		words = append(words, params.Show(name+"="+given[name]))
	}
	if len(words) == 0 {
		return issue.Text{}
	}
	return issue.Textf(", with %s", strings.Join(words, ", "))
}

// exactly is all of a deployment that must be what it was when a person confirms it.
func (d Deployment) exactly() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%t %d %d %q %q %q", d.Back, d.Build.Number, d.number(), d.Build.After, d.Target, fmt.Sprint(d.Params)))
	return hex.EncodeToString(sum[:8])
}
