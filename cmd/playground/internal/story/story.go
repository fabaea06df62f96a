package story

import (
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// Story is one that was read.
type Story struct {
	About string       // its prose
	Ends  []txtar.File // how it says that it ends

	name   string
	given  []step
	config *string // its robot.yml
	script []step

	archive *txtar.Archive
}

//go:embed stories/*.txtar
var embedded embed.FS

// Names are the stories that there are, by name.
func Names() (names []string) {
	entries, err := embedded.ReadDir("stories")
	if err != nil {
		panic(err) // they are embedded
	}
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".txtar"))
	}
	return names
}

// Load is the story of that name.
func Load(name string) (*Story, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("there is no story %q; there is %s", name, strings.Join(Names(), ", "))
	}
	text, err := embedded.ReadFile("stories/" + name + ".txtar")
	if err != nil {
		return nil, err
	}
	return Parse(name+".txtar", text)
}

// Place is the path of the page where it is seen: that of the one issue, or of all issues.
func (s *Story) Place() string {
	if len(s.Ends) == 0 {
		return "/"
	}
	kind, at, _ := strings.Cut(strings.Replace(s.Ends[0].Name, "pull request", "pull", 1), " ")
	repository, number, elsewhere := strings.Cut(at, "#")
	if !elsewhere {
		repository, number = home, at
	}
	switch {
	case len(s.Ends) > 1:
		return "/" + repository + "/issues"
	case kind == "issue":
		kind = "issues"
	}
	return "/" + repository + "/" + kind + "/" + number
}

var ending = regexp.MustCompile(`^(?:issue|pull request) (?:` + capitals["REPOSITORY"] + `#)?` + capitals["N"] + `$`)

// sections are those of a story that stand before its end, in their order.
var sections = []string{"given", "robot.yml", "script"}

// Parse reads a story. Its error has a line for each mistake, with the name and the number of
// the line.
func Parse(name string, text []byte) (*Story, error) {
	s := &Story{name: name, archive: txtar.Parse(text)}
	s.About = strings.TrimSpace(string(s.archive.Comment))
	at, before := 1+strings.Count(string(s.archive.Comment), "\n"), -1
	var wrong []error
	for _, file := range s.archive.Files {
		rank := slices.Index(sections, file.Name)
		switch {
		case rank < 0 && ending.MatchString(file.Name):
			rank = len(sections)
			s.Ends = append(s.Ends, file)
		case rank < 0:
			wrong = append(wrong, fmt.Errorf("%d: there is no section %q; there is %s, and at the end issue N and pull request N", at, file.Name, strings.Join(sections, ", ")))
		}
		if rank >= 0 && (rank < before || rank == before && rank < len(sections)) {
			wrong = append(wrong, fmt.Errorf("%d: the section %q stands at a wrong place, or twice", at, file.Name))
		}
		before = max(before, rank)
		wrong = append(wrong, s.read(file, at+1)...)
		at += 1 + strings.Count(string(file.Data), "\n")
	}
	if s.script == nil && wrong == nil {
		wrong = append(wrong, fmt.Errorf("%d: nothing happens: there is no script", at))
	}
	for i, err := range wrong {
		wrong[i] = fmt.Errorf("%s:%w", name, err)
	}
	return s, errors.Join(wrong...)
}

// read reads a section whose first line has that number.
func (s *Story) read(file txtar.File, at int) (wrong []error) {
	into, understand := &s.script, scripted
	switch file.Name {
	case "robot.yml":
		s.config = new(string(file.Data))
		return nil
	case "given":
		into, understand = &s.given, beside
	case "script":
	default:
		return nil
	}
	lines, err := linesOf(string(file.Data), at)
	if err != nil {
		return []error{err}
	}
	for _, l := range lines {
		do, err := understand(l)
		if err != nil {
			wrong = append(wrong, err)
		}
		*into = append(*into, step{l.at, do})
	}
	return wrong
}
