package story

import (
	"net/url"
	"strconv"
	"strings"
)

// The deeds of this file name a comment, or a reaction, which have ids on GitHub.

func onComment(method string, field ...string) func(room, []string) (call, error) {
	return func(r room, f []string) (call, error) {
		path, err := r.comment(f[1])
		c := call{by: f[0], method: method, path: path}
		if field != nil {
			c.body = object(field[0], f[2])
		}
		return c, err
	}
}

func ofComment(method string, field ...string) func(room, call) []string {
	return func(r room, c call) []string {
		if c.of(method, `issues/comments/\d+`) == nil {
			return nil
		}
		filled := []string{r.words(c.path)}
		if field != nil {
			filled = append(filled, c.text(field[0]))
		}
		return filled
	}
}

// target is the path of an issue or comment as it is written.
func (r room) target(words string) (path string, err error) {
	if strings.HasPrefix(words, "comment ") {
		return r.comment(words)
	}
	return "issues/" + words, nil
}

// named is how an issue or comment is written.
func (r room) named(path string) string {
	if strings.HasPrefix(path, "issues/comments/") {
		return r.words(path)
	}
	return strings.TrimPrefix(path, "issues/")
}

func reacting(r room, f []string) (call, error) {
	path, err := r.target(f[2])
	return call{by: f[0], method: "POST", path: path + "/reactions", body: object("content", f[1])}, err
}

func reacted(r room, c call) []string {
	if path := c.of("POST", `(issues/(?:comments/)?\d+)/reactions`); path != nil {
		return []string{c.text("content"), r.named(path[0])}
	}
	return nil
}

func unreacting(r room, f []string) (call, error) {
	path, err := r.target(f[2])
	if err != nil {
		return call{}, err
	}
	id, err := r.reaction(path, f[0], f[1])
	return call{by: f[0], method: "DELETE", path: path + "/reactions/" + strconv.FormatInt(id, 10)}, err
}

func unreacted(r room, c call) []string {
	found := c.of("DELETE", `(issues/(?:comments/)?\d+)/reactions/(\d+)`)
	if found == nil {
		return nil
	}
	for _, one := range r.reactions(found[0]) {
		if strconv.FormatInt(one.ID, 10) == found[1] {
			return []string{one.Content, r.named(found[0])}
		}
	}
	return nil
}

func escaped(name string) string { return url.PathEscape(name) }

// unescaped is what a path's last part means.
func unescaped(parts []string) []string {
	if parts == nil {
		return nil
	}
	last := len(parts) - 1
	name, err := url.PathUnescape(parts[last])
	if err != nil {
		return nil
	}
	return append(parts[:last:last], name)
}
