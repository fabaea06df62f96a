package function

import (
	"strings"
	"testing"
)

// TestVersion: /help and the page say what was built, and nothing where nobody said.
func TestVersion(t *testing.T) {
	defer func(old string) { version = old }(version)
	for _, row := range []struct{ version, named, reply, page string }{
		{"", "devel", "", ""},
		{"v1.2.3-4-gabc", "v1.2.3-4-gabc", "\n\nrobot `v1.2.3-4-gabc`", "<p>robot v1.2.3-4-gabc\n"},
	} {
		version = row.version
		w := newWorld(t)
		w.post(t, w.repo.Comment(17, "alice", "/help"))
		replies := w.repo.Issue(17).By("sealrobot")
		_, page := get(t, "GET", w.url+"/")
		if len(replies) != 1 || !strings.Contains(replies[0].Body, row.reply) || strings.Contains(replies[0].Body, "robot `v") != (row.version != "") {
			t.Errorf("%q: /help: %+v", row.version, replies)
		}
		if Version() != row.named || !strings.Contains(page, row.page) || strings.Contains(page, "<p>robot v") != (row.version != "") {
			t.Errorf("%q: %q, %s", row.version, Version(), page)
		}
	}
}
