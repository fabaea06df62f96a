package house

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/processors"
)

var permissionsInReadme = regexp.MustCompile(`(?s)(<!-- permissions -->\n).*(<!-- /permissions -->)`)

// accessWords are those of the README's table of permissions, in its languages.
var accessWords = map[string]processors.Words{
	"README.md": {
		Head:   [4]string{"what is on", "fine-grained token, and GitHub App", "classic token", "events"},
		Always: "always", Others: "anything else", Teams: "a command for a `team:`", File: "`in_repo`",
		Private: "; %s where a repository is private", Better: "better: %s",
	},
	"README.zh-CN.md": {
		Head:   [4]string{"启用的功能", "细粒度令牌、GitHub App", "经典令牌", "事件"},
		Always: "始终", Others: "其余一切", Teams: "命令限定 `team:`", File: "`in_repo`",
		Private: "；有私有仓库时用 %s", Better: "最好有 %s",
	},
}

// TestReadmesPermissions: the permissions in the README are those that are declared.
func TestReadmesPermissions(t *testing.T) {
	for name, words := range accessWords {
		readme := read(t, name)
		if !permissionsInReadme.MatchString(readme) {
			t.Errorf("%s has no table of permissions", name)
		}
		fresh := permissionsInReadme.ReplaceAllString(readme, "${1}"+strings.ReplaceAll(processors.AccessTable(words), "$", "$$")+"${2}")
		if *update {
			if err := os.WriteFile(filepath.Join(root, name), []byte(fresh), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(fresh, readme); diff != "" {
			t.Errorf("the table of permissions in %s is stale; go test ./cmd/internal/house -update writes it:\n%s", name, diff)
		}
	}
}
