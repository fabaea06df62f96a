package site_test

import (
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/robottest"
	"github.com/fanux/robot/processors/internal/site"
)

func TestReference(t *testing.T) {
	s := site.Site{Owner: "acme", Repo: "widgets.js", Page: "https://github.com/acme/widgets.js", Number: 17}
	for _, word := range []string{
		"12", "#12", "acme/widgets.js#12", "ACME/Widgets.JS#12", "https://github.com/acme/widgets.js/issues/12", "https://github.com/Acme/widgets.js/issues/12#issuecomment-1",
		"https://github.com/acme/widgets.js/issues/12?x=1", "https://github.com/acme/widgets.js/pull/12/files",
	} {
		if got, err := s.Reference(word); got != 12 || err != nil {
			t.Errorf("%q is %d, %v", word, got, err)
		}
	}
	for _, word := range []string{"", "#", "0", "#0", "-1", "+1", "1.5", "012", "1234567890", "##12", "#12x", "12#1", "/#12", "a/b/c#12", "http://x", "https://github.com/acme/widgets.js/issues/", "１２"} {
		_, err := s.Reference(word)
		robottest.Said(t, err, issue.Refused, true, issue.Code(word)+" is not an issue; write it like `#12`.")
	}
	for _, word := range []string{"acme/widgets#12", "acme/widgetszjs#12", "https://github.com/acme/widgets.js.evil/issues/12", "http://github.com/acme/widgets.js/issues/12", "https://evil.example/?https://github.com/acme/widgets.js/issues/12"} {
		_, err := s.Reference(word)
		robottest.Said(t, err, issue.Refused, false, issue.Code(word)+" is in another repository: nothing was changed. Name an issue of this one.")
	}
}

func TestHas(t *testing.T) {
	s := site.Site{Owner: "acme", Repo: "widgets"}
	for address, want := range map[string]bool{
		"": true, "https://api.github.com/repos/Acme/Widgets": true, "https://ghe.example.com/api/v3/repos/acme/widgets": true,
		"https://api.github.com/repos/acme/gadgets": false, "https://api.github.com/repos/other/widgets": false,
	} {
		if got := s.Has(&github.Issue{RepositoryURL: &address}); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}
