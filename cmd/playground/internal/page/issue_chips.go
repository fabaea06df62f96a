package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// chip is a command that is ready to be put into the box.
type chip struct{ Text, About, URL string }

// offered are the built-in commands that one begins with, the most telling first; those of pull
// requests where one is commented on.
var offered = map[bool][]string{
	false: {"/promote 42 dev REVISION=abc", "/help", "/kind bug", "/assign", "/run deploy target=dev", "/status", "/promote 42 prod", "/close"},
	true:  {"/promote 42 dev REVISION=abc", "/help", "/kind bug", "/cc alice", "/merge --dry-run", "/merge squash", "/run deploy target=dev", "/hold"},
}

// mostOwn is how many commands of robot.yml are offered: /help has all of them.
const mostOwn = 12

// chips are the commands that are offered: first those of robot.yml, of which nobody knows
// yet, and then those built-in ones that it leaves on.
func (p *Page) chips(lang issue.Lang, page string, pull bool) (all []chip) {
	add := func(l issue.Listing, text string) {
		all = append(all, chip{text, l.Help.In(lang).About, page + "?body=" + url.QueryEscape(text) + "#body"})
	}
	own, commands := p.s.Own(), p.s.Commands()
	for _, l := range own[:min(len(own), mostOwn)] {
		add(l, ready(l))
	}
	for _, text := range offered[pull] {
		named := func(l issue.Listing) bool { return l.Name == nameOf(text) }
		if at := slices.IndexFunc(commands, named); at >= 0 && !slices.ContainsFunc(own, named) {
			add(commands[at], text)
		}
	}
	return all
}

func nameOf(text string) string {
	name, _, _ := strings.Cut(text, " ")
	return name
}

var (
	needless = regexp.MustCompile(`\[[^\]]*\]`)          // [target=dev]
	choice   = regexp.MustCompile(`<([^<>|]+)\|[^<>]*>`) // <dev|test|prod>
)

// ready is a command as one writes it: its first example, of another name for it by that name;
// or, where it has none, its name with what it needs.
func ready(l issue.Listing) string {
	if len(l.Help.Examples) > 0 {
		_, rest, _ := strings.Cut(strings.TrimSpace(l.Help.Examples[0]), " ")
		return strings.TrimSpace(l.Name + " " + rest)
	}
	usage := choice.ReplaceAllString(needless.ReplaceAllString(l.Help.Usage, ""), "$1")
	return strings.Join(strings.Fields(l.Name+" "+usage), " ")
}
