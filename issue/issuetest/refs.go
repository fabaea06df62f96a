package issuetest

import (
	"net/http"
	"strings"
)

func (r *Repo) ref(name string) any {
	return object{
		"ref": "refs/" + name, "node_id": node("Ref", r.id), "url": r.api() + "/git/refs/" + name,
		"object": object{"type": "commit", "sha": r.refs[name], "url": r.api() + "/git/commits/" + r.refs[name]},
	}
}

// createRef answers 422 where there is such a ref: a test-and-set, like reactions.
func createRef(c *call) answer {
	var body struct{ Ref, Sha string }
	if !c.decode(&body) {
		return badJSON
	}
	name, valid := strings.CutPrefix(body.Ref, "refs/")
	switch {
	case !valid || strings.Count(name, "/") == 0:
		return failure(http.StatusUnprocessableEntity, "Reference name must start with 'refs/' and have at least two slashes.")
	case c.repo.refs[name] != "":
		return failure(http.StatusUnprocessableEntity, "Reference already exists")
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

func deleteRef(c *call) answer {
	name := c.PathValue("ref")
	if c.repo.refs[name] == "" {
		return failure(http.StatusUnprocessableEntity, "Reference does not exist")
	}
	delete(c.repo.refs, name)
	return noContent
}
