package issuetest

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

func (r *Repo) ref(name string) any {
	return object{
		"ref": "refs/" + name, "node_id": node("Ref", r.id), "url": r.api() + "/git/refs/" + name,
		"object": object{"type": "commit", "sha": r.refs[name], "url": r.api() + "/git/commits/" + r.refs[name]},
	}
}

// Refs are the refs below a name, as "heads/", and the commits that they point to.
func (r *Repo) Refs(below string) map[string]string {
	r.gh.mu.Lock()
	defer r.gh.mu.Unlock()
	found := maps.Clone(r.refs)
	maps.DeleteFunc(found, func(name, _ string) bool { return !strings.HasPrefix(name, below) })
	return found
}

// notRefs are what git takes for no ref.
// https://git-scm.com/docs/git-check-ref-format
var notRefs = regexp.MustCompile(`[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(^|/)\.|/$|\.$|\.lock(/|$)`)

// maxRef is the longest name of a file, of which git makes one with .lock behind it.
const maxRef = 255 - len(".lock")

// createRef answers 422 where there is such a ref: a test-and-set, like reactions.
func createRef(c *call) answer {
	var body struct{ Ref, Sha string }
	if !c.decode(&body) {
		return badJSON
	}
	refused := func(message string) answer { return failure(http.StatusUnprocessableEntity, message) }
	name, valid := strings.CutPrefix(body.Ref, "refs/")
	switch {
	case !valid || strings.Count(name, "/") == 0:
		return refused("Reference name must start with 'refs/' and have at least two slashes.")
	case notRefs.MatchString(name), slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return len(part) > maxRef }):
		return refused(body.Ref + " is not a valid ref name.")
	case c.repo.refs[name] != "":
		return refused("Reference already exists")
	case c.repo.commit(body.Sha) == nil:
		return refused("Object does not exist")
	}
	c.repo.refs[name] = body.Sha
	return created(c.repo.ref(name))
}

func getRef(c *call) answer {
	if name := c.PathValue("ref"); c.repo.refs[name] != "" {
		return ok(c.repo.ref(name))
	}
	return notFound
}

// matchingRefs answers with all that begin like that, on one page.
// https://docs.github.com/rest/git/refs#list-matching-references
func matchingRefs(c *call) answer {
	found := []any{}
	for _, name := range slices.Sorted(maps.Keys(c.repo.refs)) {
		if strings.HasPrefix(name, c.PathValue("ref")) {
			found = append(found, c.repo.ref(name))
		}
	}
	return ok(found)
}

// updateRef takes, unless it is forced, no commit that has not the present one behind it: a
// compare-and-swap.
// https://docs.github.com/rest/git/refs#update-a-reference
func updateRef(c *call) answer {
	var body struct {
		Sha   string
		Force bool
	}
	if !c.decode(&body) {
		return badJSON
	}
	refused := func(message string) answer { return failure(http.StatusUnprocessableEntity, message) }
	name := c.PathValue("ref")
	switch {
	case c.repo.refs[name] == "":
		return refused("Reference does not exist")
	case c.repo.commit(body.Sha) == nil:
		return refused("Object does not exist")
	case !body.Force && !c.repo.descends(body.Sha, c.repo.refs[name]):
		return refused("Update is not a fast forward")
	}
	c.repo.refs[name] = body.Sha
	return ok(c.repo.ref(name))
}

func deleteRef(c *call) answer {
	name := c.PathValue("ref")
	if c.repo.refs[name] == "" {
		return failure(http.StatusUnprocessableEntity, "Reference does not exist")
	}
	delete(c.repo.refs, name)
	return noContent
}
