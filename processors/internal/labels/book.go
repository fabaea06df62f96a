package labels

import (
	"cmp"
	"context"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/google/go-github/v92/github"
	"golang.org/x/sync/singleflight"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// Options are what the operator lays down about labels.
type Options struct {
	Prefixes []string                    // of commands beside the built-in ones: "os" makes /os and /remove-os
	Allow    []string                    // what /label may set, beside the restricted ones
	Restrict map[string]issue.Permission // who may set and take off a label, by its name
}

// Book knows the labels of repositories. Robots that share one read them once a minute. It
// may be used concurrently.
type Book struct {
	Options
	once singleflight.Group
	mu   sync.Mutex
	read map[string]reading // by repository
}

// reading is the labels of a repository, as they were read.
type reading struct {
	at    time.Time
	names []string
}

// keep is how long the labels of a repository are not read again.
const keep = time.Minute

// New returns a Book in which nothing is read yet.
func New(o Options) *Book { return &Book{Options: o, read: map[string]reading{}} }

// Of are the names of a repository's labels, as it spells them.
func (b *Book) Of(ctx context.Context, s site.Site) ([]string, error) {
	repo, now := strings.ToLower(s.Owner+"/"+s.Repo), time.Now()
	b.mu.Lock()
	have, ok := b.read[repo]
	b.mu.Unlock()
	if ok && now.Sub(have.at) < keep {
		return have.names, nil
	}
	names, err, _ := b.once.Do(repo, func() (any, error) { return b.list(ctx, s, repo) })
	if err != nil {
		return nil, err
	}
	return names.([]string), nil
}

// list reads the labels of a repository, for all who wait for them.
func (b *Book) list(ctx context.Context, s site.Site, repo string) ([]string, error) {
	names, err := List(ctx, s)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.DeleteFunc(b.read, func(_ string, r reading) bool { return now.Sub(r.at) >= keep })
	b.read[repo] = reading{now, names}
	return names, nil
}

// maxPages is how far a repository's labels are read, a hundred on a page.
const maxPages = 20

// List reads the labels of a repository. Where that fails, the names are those before.
// https://docs.github.com/en/rest/issues/labels#list-labels-for-a-repository
func List(ctx context.Context, s site.Site) (names []string, err error) {
	options := github.ListOptions{PerPage: 100}
	for range maxPages {
		list, response, err := s.Client.Issues.ListLabels(ctx, s.Owner, s.Repo, &options)
		if err != nil {
			return names, err
		}
		for _, label := range list {
			names = append(names, label.GetName())
		}
		if options.Page = response.NextPage; options.Page == 0 {
			break
		}
	}
	return names, nil
}

// Spelled is a name as a list has it, "" where it does not. GitHub does not regard case.
func Spelled(name string, list []string) string {
	for _, have := range list {
		if strings.EqualFold(have, name) {
			return have
		}
	}
	return ""
}

// needs is who may set a label; "" where everybody may whom the command lets.
func (b *Book) needs(name string) issue.Permission {
	for restricted, need := range b.Restrict {
		if strings.EqualFold(restricted, name) {
			return cmp.Or(need, issue.Write)
		}
	}
	return ""
}

// Words are the names in the words of a command: commas separate them as blanks do, but where
// a word is a name as it stands. Each counts once.
func Words(args, known []string) (names []string) {
	for _, arg := range args {
		if Spelled(arg, known) != "" {
			names = append(names, arg)
			continue
		}
		for name := range strings.FieldsFuncSeq(arg, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
			if name = strings.TrimSpace(name); name != "" && Spelled(name, names) == "" {
				names = append(names, name)
			}
		}
	}
	return names
}
