package config

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Repositories reads what repositories configure themselves, each at most once a minute and
// only where it has changed: the file on the default branch, and no other.
type Repositories struct {
	central *File
	world   World
	log     *slog.Logger
	fresh   time.Duration // for so long nobody is asked again

	mu   sync.Mutex
	kept map[string]*repository
}

// repository is what one repository says, as far as is known.
type repository struct {
	mu    sync.Mutex // one asks, the others wait for the answer
	asked time.Time
	err   error // of the last time
	etag  string
	scope *issue.Scope // nil: it adds nothing
}

const (
	retry = 10 * time.Second // after an error
	most  = 1000             // repositories that are remembered
)

// NewRepositories returns one for a central file that lets repositories add commands.
func NewRepositories(central *File, world World, log *slog.Logger) *Repositories {
	return &Repositories{central: central, world: world, log: log, fresh: time.Minute, kept: map[string]*repository{}}
}

// Extend is an issue.Extend.
func (r *Repositories) Extend(ctx context.Context, client *github.Client, repo *github.Repository, own issue.Scope) (issue.Scope, error) {
	name := strings.ToLower(repo.GetOwner().GetLogin() + "/" + repo.GetName())
	r.mu.Lock()
	if r.kept[name] == nil {
		if len(r.kept) >= most {
			clear(r.kept)
		}
		r.kept[name] = new(repository)
	}
	one := r.kept[name]
	r.mu.Unlock()

	one.mu.Lock()
	defer one.mu.Unlock()
	if time.Since(one.asked) >= r.fresh {
		one.asked = time.Now()
		if one.err = r.ask(ctx, client, repo, own, one); one.err != nil {
			r.log.Warn("the repository's file could not be read", "repo", name, "file", r.central.InRepo.File, "error", one.err.Error())
			one.asked = time.Now().Add(retry - r.fresh)
		}
	}
	if one.scope == nil {
		return own, one.err
	}
	return *one.scope, nil // that of before, where it could not be read now
}

// ask reads the file, where it is another than before. A file that is not there is as good
// an answer as any.
// https://docs.github.com/en/rest/repos/contents#get-repository-content
func (r *Repositories) ask(ctx context.Context, client *github.Client, repo *github.Repository, own issue.Scope, one *repository) error {
	address := fmt.Sprintf("repos/%s/%s/contents/%s", url.PathEscape(repo.GetOwner().GetLogin()), url.PathEscape(repo.GetName()), r.central.InRepo.File)
	if branch := repo.GetDefaultBranch(); branch != "" {
		address += "?ref=" + url.QueryEscape(branch)
	}
	request, err := client.NewRequest(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if one.etag != "" {
		request.Header.Set("If-None-Match", one.etag)
	}
	content := new(github.RepositoryContent)
	response, err := client.Do(request, content)
	switch {
	case response != nil && response.StatusCode == http.StatusNotModified:
		return nil
	case response != nil && response.StatusCode == http.StatusNotFound:
		one.etag, one.scope = "", nil
		return nil
	case err != nil:
		return err
	}
	text, err := content.GetContent()
	if err != nil {
		return err
	}
	if content.GetSize() > maxFile {
		return errors.New("it is too large")
	}
	one.etag, one.scope = response.Header.Get("ETag"), r.scope(repo.GetFullName(), []byte(text), own)
	return nil
}

// scope is the robot's own with what a repository's file adds. A command that is wrong says
// so; the others go on.
func (r *Repositories) scope(repo string, text []byte, own issue.Scope) *issue.Scope {
	file, problems := r.central.ReadRepository(r.central.InRepo.File, text)
	if problems != nil {
		r.log.Warn("a repository's file has mistakes", "repo", repo, "mistakes", problems.Error())
	}
	mux := own.Mux.Clone()
	wrong := map[string]Problem{}
	for _, p := range problems {
		if _, known := wrong[p.Command]; !known {
			wrong[p.Command] = p
		}
	}
	if whole, ok := wrong[""]; ok {
		for _, name := range meantNames(string(text)) {
			if _, known := wrong[name]; !known && !slices.Contains(file.names(), name) {
				wrong[name] = whole
			}
		}
	}
	delete(wrong, "")
	world := r.world
	world.Getenv = func(string) string { return "" }
	world.Drone.Targets = r.central.rules()
	b := &builder{world, mux}
	for _, c := range file.Commands {
		if _, bad := wrong[c.Name]; bad {
			continue
		}
		if err := b.add(c); err != nil {
			wrong[c.Name] = Problem{File: file.Name, Line: c.at.Line, Column: c.at.Column, Text: err.Error(), Command: c.Name}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		if own.Mux.Runner(name) == nil { // what is the robot's own stays that
			mux.Handle(name, broken{wrong[name]})
		}
	}
	for _, alias := range slices.Sorted(maps.Keys(file.Aliases)) {
		if mux.Runner(file.Aliases[alias]) != nil && mux.Runner(alias) == nil {
			mux.Alias(alias, file.Aliases[alias])
		}
	}
	if mux.Runner("help") != nil {
		mux.Handle("help", issue.NewHelp(mux))
		if needs := r.central.Needs["help"]; needs != nil {
			mux.Require("help", permission(needs))
		}
	}
	return &issue.Scope{Mux: mux, Lang: issue.Lang(cmp.Or(file.Lang, string(own.Lang)))}
}
