package e2e

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

// listRepos is every repository that the caller sees, with what they may do there. (GitHub
// lists those where they were given a role.)
func (h *hub) listRepos(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	slugs := slices.Clone(h.repos)
	h.mu.Unlock()
	list := []object{}
	for _, slug := range slugs {
		if repo := h.ask(r, "/repos/"+slug); repo != nil {
			repo["clone_url"] = h.front.URL + "/" + slug + ".git"
			list = append(list, repo)
		}
	}
	answer(w, http.StatusOK, list)
}

// ask gets something from the fake as the caller; nil where it is refused.
func (h *hub) ask(as *http.Request, path string) (found object) {
	r, err := http.NewRequestWithContext(as.Context(), http.MethodGet, h.URL+path, nil)
	if err != nil {
		return nil
	}
	r.Header.Set("Authorization", as.Header.Get("Authorization"))
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK || json.NewDecoder(got.Body).Decode(&found) != nil {
		return nil
	}
	return found
}

func (h *hub) getCommit(w http.ResponseWriter, r *http.Request) {
	c, err := h.git.commit(slug(r), r.PathValue("ref"))
	if err != nil {
		// The words are GitHub's: Drone shows them.
		answer(w, http.StatusUnprocessableEntity, object{"message": "No commit found for SHA: " + r.PathValue("ref")})
		return
	}
	who := object{"name": c.author, "email": c.email, "date": c.at}
	answer(w, http.StatusOK, object{
		"sha": c.sha, "html_url": c.link(slug(r)), "author": object{"login": c.author}, "committer": object{"login": c.author},
		"commit": object{"message": c.message, "author": who, "committer": who},
	})
}

func (h *hub) getPipeline(w http.ResponseWriter, r *http.Request) {
	text, err := h.git.run(slug(r), "", "show", r.FormValue("ref")+":.drone.yml")
	if err != nil {
		notFound(w)
		return
	}
	answer(w, http.StatusOK, object{
		"type": "file", "name": ".drone.yml", "path": ".drone.yml", "encoding": "base64", "content": base64.StdEncoding.EncodeToString([]byte(text)),
	})
}

// push commits a pipeline to a branch and tells Drone of it, as GitHub would. It returns
// when Drone has answered.
func (h *hub) push(slug, branch, author, message, pipeline string) (sha string, err error) {
	c, err := h.git.add(slug, branch, author, message, pipeline)
	if err != nil {
		return "", err
	}
	h.mu.Lock()
	hook := h.hooks[slug]
	h.mu.Unlock()
	payload, err := json.Marshal(h.pushed(slug, branch, c))
	if err != nil {
		return "", err
	}
	got, err := http.DefaultClient.Do(issuetest.Request(hook.Config.URL, hook.Config.Secret, "push", payload, false))
	if err != nil {
		return "", err
	}
	defer got.Body.Close()
	if body, _ := io.ReadAll(got.Body); got.StatusCode >= 300 {
		return "", fmt.Errorf("drone's answer to a push: %s %s", got.Status, body)
	}
	return c.sha, nil
}

// pushed is what of GitHub's payload Drone reads.
func (h *hub) pushed(slug, branch string, c commit) object {
	who := object{"name": c.author, "email": c.email, "username": c.author}
	owner, name, _ := strings.Cut(slug, "/")
	return object{
		"ref": "refs/heads/" + branch, "before": c.parent, "after": c.sha, "compare": c.link(slug),
		"head_commit": object{"id": c.sha, "message": c.message, "timestamp": c.at.Format(time.RFC3339), "url": c.link(slug), "author": who, "committer": who},
		"repository": object{
			"owner": object{"login": owner}, "name": name, "full_name": slug, "default_branch": "main",
			"html_url": "https://github.com/" + slug, "clone_url": h.front.URL + "/" + slug + ".git",
		},
		"pusher": who, "sender": object{"login": c.author},
	}
}
