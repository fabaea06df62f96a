package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/http/cgi"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// gitHost is a folder of bare repositories, served by git itself.
type gitHost struct {
	root    string
	backend string // git-http-backend
}

func newGitHost(root string) (gitHost, error) {
	if err := need("git"); err != nil {
		return gitHost{}, err
	}
	path, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		return gitHost{}, fmt.Errorf("git --exec-path: %w", err)
	}
	g := gitHost{root, filepath.Join(strings.TrimSpace(string(path)), "git-http-backend")}
	if _, err := os.Stat(g.backend); err != nil {
		return g, fmt.Errorf("git-http-backend is missing: install the whole package git: %w", err)
	}
	return g, nil
}

func (g gitHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := cgi.Handler{Path: g.backend, Env: []string{"GIT_PROJECT_ROOT=" + g.root, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_NOSYSTEM=1"}}
	h.ServeHTTP(w, r)
}

func (g gitHost) create(slug string) error {
	_, err := g.run("", "", "init", "-q", "--bare", "-b", "main", slug+".git")
	return err
}

// run runs git in a repository, without anybody's configuration.
func (g gitHost) run(slug, input string, args ...string) (string, error) {
	return g.runAs("nobody", slug, input, args...)
}

func (g gitHost) runAs(author, slug, input string, args ...string) (string, error) {
	git := exec.Command("git", args...)
	git.Dir = g.root
	if slug != "" {
		git.Dir = filepath.Join(g.root, slug+".git")
	}
	git.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + g.root, "GIT_CONFIG_NOSYSTEM=1"}
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		git.Env = append(git.Env, "GIT_"+role+"_NAME="+author, "GIT_"+role+"_EMAIL="+author+"@example.test")
	}
	var out, complaint bytes.Buffer
	git.Stdin, git.Stdout, git.Stderr = strings.NewReader(input), &out, &complaint
	if err := git.Run(); err != nil {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, &complaint)
	}
	return out.String(), nil
}

// commit is one, as GitHub tells of it.
type commit struct {
	sha, parent   string
	author, email string
	message       string
	at            time.Time
}

func (c commit) link(slug string) string { return "https://github.com/" + slug + "/commit/" + c.sha }

func (g gitHost) commit(slug, ref string) (c commit, err error) {
	out, err := g.run(slug, "", "show", "-s", "--format=%H%x00%P%x00%an%x00%ae%x00%cI%x00%B", "--end-of-options", ref)
	if err != nil {
		return c, err
	}
	part := strings.SplitN(strings.TrimSpace(out), "\x00", 6)
	at, err := time.Parse(time.RFC3339, part[4])
	return commit{part[0], cmp.Or(part[1], strings.Repeat("0", 40)), part[2], part[3], strings.TrimSpace(part[5]), at}, err
}

// add makes a commit whose only file is the pipeline, on top of a branch.
func (g gitHost) add(slug, branch, author, message, pipeline string) (commit, error) {
	ref := "refs/heads/" + branch
	blob, err := g.run(slug, pipeline, "hash-object", "-w", "--stdin")
	if err != nil {
		return commit{}, err
	}
	tree, err := g.run(slug, "100644 blob "+strings.TrimSpace(blob)+"\t.drone.yml\n", "mktree")
	if err != nil {
		return commit{}, err
	}
	args := []string{"commit-tree", "-m", message}
	if parent, err := g.run(slug, "", "rev-parse", "--verify", "-q", ref); err == nil {
		args = append(args, "-p", strings.TrimSpace(parent))
	}
	sha, err := g.runAs(author, slug, "", append(args, strings.TrimSpace(tree))...)
	if err != nil {
		return commit{}, err
	}
	if _, err := g.run(slug, "", "update-ref", ref, strings.TrimSpace(sha)); err != nil {
		return commit{}, err
	}
	return g.commit(slug, ref)
}
