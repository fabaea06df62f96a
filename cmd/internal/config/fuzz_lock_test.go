package config

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
)

// A deployment holds the lock of its target: a commit, and a ref that points to it.

var someCommit = strings.Repeat("c", 40)

// lockingGit is as much of GitHub's git as lets every lock be taken.
func lockingGit(answer http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/git/commits/"):
		io.WriteString(answer, `{"sha": "`+someCommit+`", "tree": {"sha": "`+someCommit+`"}}`)
	case r.Method == http.MethodGet:
		answer.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodDelete:
		answer.WriteHeader(http.StatusNoContent)
	default:
		answer.WriteHeader(http.StatusCreated)
		io.WriteString(answer, `{"sha": "`+someCommit+`", "ref": "x", "object": {"type": "commit", "sha": "`+someCommit+`"}}`)
	}
}

var (
	oneCommit = regexp.MustCompile(`^git/commits/[0-9a-f]{40}$`)
	lockRef   = regexp.MustCompile(`^robot/locks/[^/]+$`)
)

// lock holds a call about locks to the target that the file says.
func (c checker) lock(rest string) {
	c.t.Helper()
	target, deploys := map[string]string{"promote1": "dev", "promote2": c.b, "promote3": "dev", "rollback1": c.b}[c.command]
	var body map[string]any
	_ = json.Unmarshal(c.body, &body)
	switch _, ref, _ := strings.Cut(rest, "/"); {
	case !deploys || c.r.URL.RawQuery != "":
		c.wrong("not what the file says")
	case c.r.Method == http.MethodGet && (oneCommit.MatchString(rest) || lockRef.MatchString(strings.TrimPrefix(ref, "ref/"))):
	case c.r.Method == http.MethodDelete && lockRef.MatchString(strings.TrimPrefix(ref, "refs/")):
	case rest == "git/refs":
		name, _ := body["ref"].(string)
		if name, ok := strings.CutPrefix(name, "refs/"); !ok || !lockRef.MatchString(name) || body["sha"] != someCommit || len(body) != 2 {
			c.wrong("the ref %q", name)
		}
	case rest == "git/commits":
		c.note(body, target)
	default:
		c.wrong("not of a lock")
	}
}

// note is the message of a lock's commit.
func (c checker) note(body map[string]any, target string) {
	c.t.Helper()
	message, _ := body["message"].(string)
	_, text, _ := strings.Cut(message, "\n\n")
	var note map[string]any
	if err := json.Unmarshal([]byte(text), &note); err != nil || note["target"] != target || note["holder"] != "bob" || len(note) > 5 || len(body) != 2 {
		c.wrong("the lock says %q", message)
	}
}
