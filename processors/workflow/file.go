package workflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	sites "github.com/fanux/robot/processors/internal/site"
)

const (
	folder  = ".github/workflows/"
	maxFile = 512 << 10 // bytes; beyond, GitHub itself does not take a workflow
)

// file is a workflow's file on the default branch.
type file struct {
	name string // deploy.yml
	text string
	read time.Time // when, by GitHub's clock
	site site
}

// cite is the file's name as a Markdown link to it.
func (f file) cite() string {
	return fmt.Sprintf("[%s](%s/blob/%s/%s%s)", issue.Code(f.name), f.site.page, (&url.URL{Path: f.site.branch}).EscapedPath(), folder, f.name)
}

// runs is the web page of the workflow's runs.
func (f file) runs() string { return f.site.page + "/actions/workflows/" + f.name }

var errNoFile = errors.New("no such file")

// open reads the file that an order means.
func (s site) open(ctx context.Context, o order) (file, error) {
	for _, name := range o.files {
		f, err := s.get(ctx, name)
		if !errors.Is(err, errNoFile) {
			return f, err
		}
	}
	return file{}, s.missing(ctx, o.files[0])
}

// get reads one file; errNoFile means that there is none.
func (s site) get(ctx context.Context, name string) (file, error) {
	f := file{name: name, site: s}
	content, _, response, err := s.client.Repositories.GetContents(ctx, s.owner, s.repo, folder+name, &github.RepositoryContentGetOptions{Ref: s.branch})
	switch {
	case sites.Status(response) == http.StatusNotFound || err == nil && content == nil: // a folder
		return f, errNoFile
	case err != nil && sites.Status(response) >= 300:
		return f, fmt.Errorf("read %s%s: %w", folder, name, err)
	case err != nil:
		return f, issue.Explain(err, issue.Textf("GitHub gave no answer when %s was read: nothing was started. Comment it again.", issue.Code(name)))
	case content.GetSize() > maxFile:
		return f, issue.Refusef("%s has %d bytes, and at most %d are read. Make it smaller.", f.cite(), content.GetSize(), maxFile)
	}
	f.text, err = content.GetContent()
	if err != nil {
		return f, issue.Explain(err, issue.Textf("GitHub's answer about %s cannot be read: nothing was started. Comment it again.", f.cite()))
	}
	f.read = clock(response)
	return f, nil
}

// missing says which workflows there are instead.
func (s site) missing(ctx context.Context, name string) error {
	all, _, err := s.names(ctx)
	if err != nil {
		return issue.Explain(err, issue.Textf("GitHub shows this robot no workflow %s on %s, and no others: the name is wrong, or the robot's operator has to give its token access (`contents: read`, `actions: write`).",
			issue.Code(name), issue.Code(s.branch)))
	}
	if len(all) == 0 {
		return issue.Refusef("There is no workflow %s on %s: this repository has none in `.github/workflows`. Add one that has `workflow_dispatch` in its `on:`.", issue.Code(name), issue.Code(s.branch))
	}
	return issue.Refusef("There is no workflow %s on %s. This repository has %s; `/run` alone says what can be run.", issue.Code(name), issue.Code(s.branch), and(spans(all)))
}

// names lists the files of the repository's workflows, and says whether there are more. It
// may name what is on another branch alone.
func (s site) names(ctx context.Context) (all []string, more bool, err error) {
	list, response, err := s.client.Actions.ListWorkflows(ctx, s.owner, s.repo, &github.ListOptions{PerPage: 100})
	if err != nil {
		return nil, false, fmt.Errorf("list workflows: %w", err)
	}
	for _, w := range list.Workflows {
		name, ours := strings.CutPrefix(w.GetPath(), folder)
		if ours && fileName.MatchString(name) && w.GetState() == "active" {
			all = append(all, name)
		}
	}
	return all, response.NextPage != 0, nil
}

// clock is GitHub's, which is not ours.
func clock(r *github.Response) time.Time {
	if date, err := http.ParseTime(r.Header.Get("Date")); err == nil {
		return date.UTC()
	}
	return time.Now().UTC()
}
