package config

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/fanux/robot/issue"
)

// A stranger's file is read while somebody waits for an answer.
const (
	maxInside = 64 << 10 // bytes
	maxOwn    = 100      // commands and aliases
)

// count is how many keys a table has.
func count(n *yaml.Node) (keys int) {
	for range pairs(n) {
		keys++
	}
	return keys
}

// ReadRepository reads the file of a repository, held to what the central one lets
// repositories do: it never lowers a permission, names no secret, and reaches no host that
// the central file does not. The File has what is right; the problems name the command that
// they are in, where they are in one.
func (f *File) ReadRepository(name string, text []byte) (*File, Problems) {
	r := newReader(name)
	if len(text) > maxInside {
		r.wrong(nil, "it has %d bytes, and of a repository's file at most %d are read", len(text), maxInside)
		return &File{Name: name, at: map[string]*yaml.Node{}}, r.problems()
	}
	root := r.document(text, inside)
	own := &File{Name: name, Lang: textOf(get(root, "lang")), at: map[string]*yaml.Node{}}
	if root == nil {
		return own, r.problems()
	}
	if n := count(get(root, "commands")) + count(get(root, "aliases")); n > maxOwn {
		r.wrong(root, "%d commands and aliases are too many; a repository may add %d", n, maxOwn)
		return own, r.problems()
	}
	own.commands(r, root)
	taken := f.taken()
	for _, c := range own.Commands {
		r.command = c.Name
		f.confine(r, c, taken)
		r.command = ""
	}
	own.checkExamples(r)
	for _, alias := range slices.Sorted(maps.Keys(own.Aliases)) {
		n, to := own.at["alias "+alias], own.Aliases[alias]
		r.command = alias
		switch {
		case slices.Contains(taken, alias) || slices.Contains(own.names(), alias):
			r.wrong(n, "aliases: %q is a command already", alias)
		case !slices.Contains(own.names(), to):
			r.wrong(n, "aliases: %q is no command of this file%s", to, meant(to, own.names()))
		}
		r.command = ""
	}
	return own, r.problems()
}

// taken are the names that no command of a repository may have. What is built in and not on
// is free: only the operator turns it on.
func (f *File) taken() []string {
	names := append(f.names(), f.builtins()...)
	return append(slices.AppendSeq(names, maps.Keys(f.Aliases)), confirm)
}

// confine reports what a repository's command may not.
func (f *File) confine(r *reader, c *Command, taken []string) {
	switch {
	case slices.Contains(taken, c.Name):
		r.wrong(c.at, "%q is a command of the robot already; choose another name", c.Name)
	case c.Uses != "" && !slices.Contains(f.InRepo.Allow, c.Uses):
		r.wrong(get(c.node, "uses"), "a repository's command may not use %s here%s; it may use %s", c.Uses, meant(c.Uses, f.InRepo.Allow), strings.Join(f.InRepo.Allow, ", "))
	}
	for _, name := range []string{"bots", "forks", "effect"} {
		if n := get(c.node, name); n != nil {
			r.wrong(n, "%s is for the robot's own file alone", name)
		}
	}
	for _, need := range c.Needs {
		if !slices.Contains([]string{"write", "maintain", "admin"}, need) {
			r.wrong(get(c.node, "needs"), "needs: want write, maintain or admin here, not %q: a repository does not lower a permission", need)
		}
	}
	if n := get(c.with, "file"); c.Uses == "workflow" && n != nil && len(parse(n.Value).places()) > 0 {
		r.wrong(n, "a repository's command names its workflow: any would be /run, which has needs of its own")
	}
	if c.Uses != "http" {
		return
	}
	for _, name := range []string{"headers", "secret", "private"} {
		if n := get(c.with, name); n != nil {
			r.wrong(n, "%s is for the robot's own file alone", name)
		}
	}
	if n := get(c.with, "url"); n != nil && !slices.Contains(f.hosts(), hostOf(n.Value)) {
		r.wrong(n, "a repository's command may not call that host, but only those that the robot's own file calls") // which are nobody's business
	}
}

// hosts are those that the central file's own commands call.
func (f *File) hosts() (all []string) {
	for _, c := range f.Commands {
		if n := get(c.with, "url"); c.Uses == "http" && n != nil {
			all = append(all, hostOf(n.Value))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

var looksLikeCommand = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^(?:[ \t]+|commands:[ \t]*\{[ \t]*)["']?([a-z][a-z0-9_-]{0,39})["']?[ \t]*:(?:[ \t]*(?:\{.*|#.*)?)\r?$`)
}) // costly, and seldom needed

// meantNames are the names of the commands that a text which cannot be read seems to have.
func meantNames(text string) (names []string) {
	_, below, ok := strings.Cut(text, "commands:")
	if !ok {
		return nil
	}
	for _, m := range looksLikeCommand().FindAllStringSubmatch(below, -1) {
		if commandName.MatchString(m[1]) && !slices.Contains([]string{"with", "check", "params", "inputs", "body", "payload", "headers"}, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// broken is a command whose configuration is wrong: it says so to whoever says it.
type broken struct{ problem Problem }

// Help implements issue.Helper.
func (b broken) Help() issue.Help {
	return issue.Help{Usage: "[word …] [KEY=value …]", About: "not set up right", Needs: issue.Read, Effect: issue.Reads, Repeat: issue.Idempotent}
}

// Run implements issue.Runner.
func (b broken) Run(context.Context, issue.IssueEvent) (string, error) {
	return "", issue.Refusef("%s line %d: %s.", issue.Code(b.problem.File), b.problem.Line, issue.Code(issue.Short(b.problem.Text, 300)))
}
