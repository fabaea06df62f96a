package setup_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/cmd/internal/setup"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const letting = "use: [help, run]\nin_repo: { allow: [workflow, comment] }\n"

// TestConfiguration: of the robot's own file, and of a repository's, every mistake is told with
// its place, as robot check tells it.
func TestConfiguration(t *testing.T) {
	const own = ".github/robot.yml"
	e2e := "commands:\n  e2e: { about: test, uses: workflow, with: { file: e2e.yml } }\n"
	for name, row := range map[string]struct {
		plant func(*world)
		want  []line
		say   string
	}{
		"none":    {func(*world) {}, nil, "there is no robot.yml"},
		"central": {func(w *world) { w.configure("use: [help, run]\n") }, nil, "robot.yml: no mistakes"},
		"central, two mistakes": {func(w *world) { w.configure("use: [help, rnu]\nneeds: { halp: write }\n") }, []line{
			{setup.Fail, "config", `robot.yml:1:13: use: "rnu" is no built-in command`, "robot check "},
			{setup.Fail, "config", `robot.yml:2:16: needs: "halp" is no built-in`, "looks again"}}, ""},
		"central, no YAML": {func(w *world) { w.configure("use: [help\n") }, []line{{setup.Fail, "config", "robot.yml:", "robot check "}}, ""},
		"central, many mistakes": {func(w *world) { w.configure("use: [" + strings.Repeat("x, ", 14) + "x]\n") }, append(
			repeat(line{setup.Fail, "config", `"x" is no built-in command`, "robot check "}, 10), line{setup.Fail, "config", "and 5 mistakes more", "robot check "}), ""},
		"a variable is not set": {func(w *world) {
			w.configure("use: [help]\ncommands: { tell: { about: tell, uses: http, with: { url: https://example.com/x, secret: $TELL_SECRET } } }\n")
		}, []line{{setup.Fail, "settings", "TELL_SECRET", "mend it here"}}, ""},
		"in the repository": {func(w *world) { w.configure(letting); w.repo.File(own, e2e) }, nil, own + " on main: it adds 1 commands, no mistakes"},
		"nothing there":     {func(w *world) { w.configure(letting) }, nil, "no " + own + " on main: it adds nothing"},
		"not let":           {func(w *world) { w.configure("use: [help, run]\n"); w.repo.File(own, "[") }, nil, ""},
		"in the repository, mistakes": {func(w *world) {
			w.configure(letting)
			w.repo.File(own, e2e+"  tell: { about: tell, uses: http, with: { url: https://example.com } }\n  run: { about: run, uses: comment, with: { text: x } }\n")
		}, []line{
			{setup.Fail, "in-repo", own + ":3:30: a repository's command may not use http here", "robot check --repository"},
			{setup.Fail, "in-repo", "a repository's command may not call that host", "robot check --repository"},
			{setup.Fail, "in-repo", own + `:4:3: "run" is a command of the robot already`, "robot check --repository"}}, ""},
		"not let to read it": {func(w *world) {
			w.configure(letting)
			w.gh.Break(wire.Fault{Method: "GET", Path: "/contents/", Status: 403, Body: `{"message":"Resource not accessible by personal access token"}`, Header: http.Header{"Content-Type": {"application/json"}}})
		}, []line{{setup.Fail, "in-repo", "may not read " + own + " (403)", "Contents: read-only"}}, ""},
		"a folder": {func(w *world) {
			w.configure(letting)
			w.gh.Break(wire.Fault{Method: "GET", Path: "/contents/", Status: 200, Body: `[]`, Header: http.Header{"Content-Type": {"application/json"}}})
		}, []line{{setup.Fail, "in-repo", "it is a folder", "one small file"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			row.plant(w)
			found := w.checkup()
			wants(t, found, row.want...)
			if !strings.Contains(show(found), row.say) {
				t.Errorf("no %q in\n%s", row.say, show(found))
			}
		})
	}
}

func repeat(l line, n int) (list []line) {
	for range n {
		list = append(list, l)
	}
	return list
}

// TestAttachment: the platform's own domain turns the page into a download, which GitHub does
// not mind. TestDistance: what the function says of GitHub is shown.
func TestAttachment(t *testing.T) {
	w := newWorld(t)
	w.tells(`,"github":{"calls":12,"median_ms":84}`)
	was := w.function.Config.Handler
	w.function.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Disposition", "attachment")
		was.ServeHTTP(rw, r)
	})
	found := w.checkup()
	wants(t, found)
	for _, say := range []string{"note function         the platform's own domain makes browsers download the page", "ok   function-github  from the function, GitHub answers in 84 ms (the median of its latest calls, 12 in all)"} {
		if !strings.Contains(show(found), say) {
			t.Errorf("no %q in\n%s", say, show(found))
		}
	}
	w.tells("")
	if found := w.checkup(); !strings.Contains(show(found), "note function-github  how far GitHub is from the function is not known: its page has no data") {
		t.Errorf("found\n%s", show(found))
	}
}

// TestAllPublic: the scope repo is too much where nothing is private.
func TestAllPublic(t *testing.T) {
	w := newWorld(t)
	w.configure("use: [help]\n")
	const say = "note scopes           this token can do more than it must, if no repository of the robot's is private: repo"
	if found := w.checkup(); !strings.Contains(show(found), say) {
		t.Errorf("found\n%s", show(found))
	}
	w.repo.Private()
	if found := w.checkup(); strings.Contains(show(found), say) {
		t.Errorf("it is private\n%s", show(found))
	}
}
