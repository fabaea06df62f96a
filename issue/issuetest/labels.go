package issuetest

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// AddLabels makes labels ones that the repository has. Those it has stay as they are.
func (r *Repo) AddLabels(names ...string) *Repo {
	return r.change(func() {
		for _, name := range names {
			r.offer(name)
		}
	})
}

// Labels are the labels that the repository has, by name.
func (r *Repo) Labels() []string {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	return slices.Sorted(maps.Keys(r.labels))
}

// offer returns a label as the repository spells it, which has it from now on.
func (r *Repo) offer(name string) string {
	name = r.spelling(name)
	if r.labels[name] == 0 {
		r.labels[name] = r.gh.id()
	}
	return name
}

// spelling returns a label as the repository spells it: GitHub ignores the case.
func (r *Repo) spelling(label string) string {
	for have := range r.labels {
		if strings.EqualFold(have, label) {
			return have
		}
	}
	return label
}

// label puts labels on the issue. As on GitHub, one the repository lacks begins to exist.
func (i *issue) label(by *user, names ...string) {
	for _, name := range names {
		name = i.repo.offer(name)
		if !slices.Contains(i.labels, name) {
			i.labels = append(i.labels, name)
			i.note(by, "labeled", object{"label": object{"name": name, "color": labelColor}})
		}
	}
}

func (i *issue) unlabel(by *user, name string) {
	at := slices.Index(i.labels, name)
	i.labels = slices.Delete(i.labels, at, at+1)
	i.note(by, "unlabeled", object{"label": object{"name": name, "color": labelColor}})
}

// relabel makes these the labels of the issue, and no others.
func (i *issue) relabel(by *user, names ...string) {
	for _, have := range slices.Clone(i.labels) {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, have) }) {
			i.unlabel(by, have)
		}
	}
	i.label(by, names...)
}

// has reports whether that label is on the issue.
func (i *issue) has(label string) bool { return slices.Contains(i.labels, i.repo.spelling(label)) }

func listLabels(c *call) answer { return page(c, c.repo.labeled(c.issue.labels)) }

func listRepoLabels(c *call) answer {
	return page(c, c.repo.labeled(slices.Sorted(maps.Keys(c.repo.labels))))
}

func getLabel(c *call) answer {
	name := c.repo.spelling(c.PathValue("name"))
	if c.repo.labels[name] == 0 {
		return notFound
	}
	return ok(c.repo.label(name))
}

func addLabels(c *call) answer {
	return c.withLabels(func(names []string) { c.issue.label(c.as, names...) })
}

func setLabels(c *call) answer {
	return c.withLabels(func(names []string) { c.issue.relabel(c.as, names...) })
}

func (c *call) withLabels(do func(names []string)) answer {
	names, valid := c.names()
	if !valid {
		return badJSON
	}
	if wrong := badLabel(names); wrong.status != 0 {
		return wrong
	}
	do(names)
	return ok(c.repo.labeled(c.issue.labels))
}

// badLabel says which name no label can have. That the longest has 50 characters is reported
// by many; the words for a blank one are assumed.
func badLabel(names []string) answer {
	for _, name := range names {
		switch {
		case strings.TrimSpace(name) == "":
			return invalid("Label", "name", "missing_field", "")
		case utf8.RuneCountInString(name) > 50:
			return invalid("Label", "name", "invalid", "name is too long (maximum is 50 characters)")
		}
	}
	return answer{}
}

func removeLabel(c *call) answer {
	name := c.repo.spelling(c.PathValue("name"))
	if !c.issue.has(name) {
		return failure(http.StatusNotFound, "Label does not exist")
	}
	c.issue.unlabel(c.as, name)
	return ok(c.repo.labeled(c.issue.labels))
}

// names reads labels: an array of names, or an object with one.
func (c *call) names() ([]string, bool) {
	var body struct{ Labels []named }
	if bytes.HasPrefix(bytes.TrimSpace(c.body), []byte("[")) {
		valid := c.decode(&body.Labels)
		return texts(body.Labels), valid
	}
	valid := c.decode(&body)
	return texts(body.Labels), valid
}

func (r *Repo) labeled(names []string) []any {
	list := []any{}
	for _, name := range names {
		list = append(list, r.label(name))
	}
	return list
}
