package page

import (
	"net/url"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// tab is a link of the navigation.
type tab struct {
	Icon, Text, URL string
	Count           int
	CI              bool // it is Drone's
	Here            bool
}

// Tabs is the navigation of the repository that the page is about.
func (v view) Tabs() []tab {
	issues, pulls := 0, 0
	for _, i := range v.repo().Issues() {
		switch {
		case i.Closed:
		case i.Pull:
			pulls++
		default:
			issues++
		}
	}
	base := "/" + v.repo().FullName()
	tabs := []tab{
		{Icon: "⊙", Text: v.T("Issues"), URL: base + "/issues", Count: issues},
		{Icon: "⇄", Text: v.T("Pull requests"), URL: base + "/pulls", Count: pulls},
		{Icon: "▶", Text: v.T("Actions"), URL: base + "/actions"},
		{Icon: "⚙", Text: v.T("Builds"), URL: v.CI(base), CI: true},
		{Icon: "✉", Text: v.T("Deliveries"), URL: "/deliveries"},
		{Icon: "☰", Text: "robot.yml", URL: "/config"},
	}
	for i := range tabs {
		t := &tabs[i]
		if t.CI {
			t.Here = v.onCI()
			continue
		}
		t.Here = !v.onCI() && v.under(t.URL)
		t.URL = v.Hub(t.URL)
	}
	return tabs
}

// under reports whether the page is that of a link, or below it.
func (v view) under(link string) bool {
	at, _, _ := strings.Cut(v.Path, "?")
	at = strings.Replace(at+"/", "/pull/", "/pulls/", 1)
	return strings.HasPrefix(at, link+"/") || strings.HasPrefix(at, link+"s/")
}

// repo is the repository that the page is about, or else the first there is.
func (v view) repo() *issuetest.Repo {
	all := v.world.Repos()
	for _, r := range all {
		if p := "/" + r.FullName(); v.Path == p || strings.HasPrefix(v.Path, p+"/") || strings.HasPrefix(v.Path, p+"?") {
			return r
		}
	}
	return all[0]
}

// Owner is whose repository the page is about.
func (v view) Owner() string { owner, _, _ := strings.Cut(v.repo().FullName(), "/"); return owner }

// Name is what it is called.
func (v view) Name() string { _, name, _ := strings.Cut(v.repo().FullName(), "/"); return name }

// Role is what somebody may do here, in a word.
func (v view) Role(p sandbox.Person) string {
	if p.Bot {
		return v.T("bot")
	}
	switch p.Role {
	case "admin":
		return v.T("owner")
	case "maintain":
		return v.T("maintainer")
	case "write":
		return v.T("may write")
	case "triage":
		return v.T("may triage")
	}
	return v.T("may only read")
}

// Hub is the address of a page of GitHub's or the robot's.
func (v view) Hub(path string) string {
	if !v.onCI() {
		return path
	}
	return v.world.GitHubURL() + path
}

// CI is the address of a page of Drone's.
func (v view) CI(path string) string {
	if v.onCI() {
		return path
	}
	return v.world.DroneURL() + path
}

// onCI reports whether the reader is at Drone's address.
func (v view) onCI() bool {
	ci, err := url.Parse(v.world.DroneURL())
	return err == nil && ci.Host == v.host
}
