package issuetest

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// label puts labels on the issue. As on GitHub, one the repository lacks begins to exist.
func (i *issue) label(names ...string) {
	for _, name := range names {
		name = i.repo.spelling(name)
		if i.repo.labels[name] == 0 {
			i.repo.labels[name] = i.repo.gh.id()
		}
		if !slices.Contains(i.labels, name) {
			i.labels = append(i.labels, name)
			i.touch()
		}
	}
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

func listMilestones(c *call) answer { return page(c, nil) }

func listLabels(c *call) answer { return page(c, c.labels(c.issue.labels)) }

func listRepoLabels(c *call) answer {
	return page(c, c.labels(slices.Sorted(maps.Keys(c.repo.labels))))
}

func getLabel(c *call) answer {
	name := c.repo.spelling(c.PathValue("name"))
	if c.repo.labels[name] == 0 {
		return notFound
	}
	return ok(c.repo.label(name))
}

func addLabels(c *call) answer {
	names, valid := c.names()
	if !valid {
		return badJSON
	}
	c.issue.label(names...)
	return ok(c.labels(c.issue.labels))
}

func setLabels(c *call) answer {
	c.issue.labels = nil
	c.issue.touch()
	return addLabels(c)
}

func removeLabel(c *call) answer {
	at := slices.Index(c.issue.labels, c.repo.spelling(c.PathValue("name")))
	if at < 0 {
		return failure(http.StatusNotFound, "Label does not exist")
	}
	c.issue.labels = slices.Delete(c.issue.labels, at, at+1)
	c.issue.touch()
	return ok(c.labels(c.issue.labels))
}

// names reads labels: an array of names, or an object with one.
func (c *call) names() ([]string, bool) {
	var body struct{ Labels []string }
	if bytes.HasPrefix(bytes.TrimSpace(c.body), []byte("[")) {
		valid := c.decode(&body.Labels)
		return body.Labels, valid
	}
	valid := c.decode(&body)
	return body.Labels, valid
}

func (c *call) labels(names []string) []any {
	list := []any{}
	for _, name := range names {
		list = append(list, c.repo.label(name))
	}
	return list
}
