package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestForm: what GitHub makes of an issue form, and nothing that a reader does not see.
func TestForm(t *testing.T) {
	const text = "<!-- ### Version\n\nv0\n-->\r\n### Release Version\r\n\r\nv3.1.0\r\n\r\n```\n### Version\n\nv9\n```\n### Version\n\nv1\nand more\n\nnot this\n\n" +
		"### Notes\n\n_No response_\n\n### 版本\n\nv2\n\n### Same\n\na\n\n### Same\n\nb\n\n<!-- ### Hidden\n\nx"
	want := map[string]string{"release_version": "v3.1.0", "version": "v1 and more", "notes": "", "版本": "v2", "same": twice}
	if diff := cmp.Diff(want, readForm(text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
