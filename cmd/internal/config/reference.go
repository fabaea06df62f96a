package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fanux/robot/issue"
)

// Reference is all commands that the file turns on, as Markdown for a team's handbook: a
// table, and a section for each. It needs no environment, and shows no secret: of an address
// that is called, the host alone.
func (f *File) Reference() (string, error) {
	mux, err := f.Mux(World{
		Drone:  nowhere,
		Getenv: func(string) string { return "none" },
	})
	if err != nil {
		return "", err
	}
	aliases := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(f.Aliases)) {
		aliases[f.Aliases[name]] = append(aliases[f.Aliases[name]], issue.Code("/"+name))
	}
	listed := slices.DeleteFunc(mux.Commands(), func(l issue.Listing) bool {
		_, alias := f.Aliases[strings.TrimPrefix(l.Name, "/")]
		return alias
	})
	for i := range listed {
		listed[i].Help = listed[i].Help.In(issue.Lang(f.Lang))
	}
	var b strings.Builder
	b.WriteString(issue.Table(listed))
	f.targets(&b)
	for _, l := range listed {
		name := strings.TrimPrefix(l.Name, "/")
		fmt.Fprintf(&b, "%s## %s\n\n", blank(&b), issue.Code(l.Name))
		section(&b, l)
		if also := aliases[name]; also != nil {
			fmt.Fprintf(&b, "Also known as %s.\n\n", strings.Join(also, ", "))
		}
		if i := slices.IndexFunc(f.Commands, func(c *Command) bool { return c.Name == name }); i >= 0 {
			f.Commands[i].section(&b)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n", nil
}

// blank is what it takes for a blank line before what comes next.
func blank(b *strings.Builder) string {
	if strings.HasSuffix(b.String(), "\n\n") {
		return ""
	}
	return "\n"
}

// section is what every command declares.
func section(b *strings.Builder, l issue.Listing) {
	fmt.Fprintf(b, "%s\n\n", issue.Code(strings.TrimSpace(l.Name+" "+l.Help.Usage)))
	if l.Help.About != "" {
		fmt.Fprintf(b, "%s\n\n", l.Help.About)
	}
	fmt.Fprintf(b, "Needs %s.\n\n", l.Help.Needs)
	if l.Help.Long != "" {
		fmt.Fprintf(b, "%s\n\n", strings.TrimSpace(l.Help.Long))
	}
	if len(l.Help.Examples) > 0 {
		b.WriteString("For example:\n\n")
		for _, example := range l.Help.Examples {
			fmt.Fprintf(b, "- %s\n", issue.Code(example))
		}
		b.WriteString("\n")
	}
}

// section is what a command of the file has beside that.
func (c *Command) section(b *strings.Builder) {
	if len(c.args) > 0 {
		b.WriteString("| argument | what it may be | if left out |\n|---|---|---|\n")
		for _, a := range c.args {
			fmt.Fprintf(b, "| %s | %s | %s |\n", inCell(issue.Code(a.name)), inCell(a.may()), inCell(a.otherwise()))
		}
		b.WriteString("\n")
	}
	if c.Forks {
		b.WriteString("It takes the code of a fork's pull request, too, with its newest commit beside it: `sha=abc1234`.\n\n")
	}
	if len(c.Bots) > 0 {
		fmt.Fprintf(b, "Bots that may say it: %s.\n\n", strings.Join(spans(c.Bots), ", "))
	}
	fmt.Fprintf(b, "Uses %s.\n\n", c.what())
}

// may is what an argument may be, in words.
func (a argument) may() string {
	switch {
	case a.choices != nil:
		return "one of " + strings.Join(spans(a.choices), ", ")
	case a.form != nil:
		return "like " + issue.Code(a.written)
	case a.rest:
		return "any text"
	}
	return "any word"
}

// otherwise is what an argument is where it is left out.
func (a argument) otherwise() string {
	switch {
	case a.required:
		return "it has to be given"
	case a.fallback == nil:
		return "nothing"
	}
	return issue.Code(a.fallback.String())
}

// String is the template as it was written.
func (t template) String() string {
	var b strings.Builder
	for _, p := range t {
		switch {
		case p.place != "":
			b.WriteString("{" + p.place + "}")
		case strings.HasPrefix(p.text, "{") && len(parse(p.text).places()) == 1:
			b.WriteString("{" + p.text + "}")
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// what is the kind of a command, and which one of its things it works.
func (c *Command) what() string {
	f, ok := familyOf(c.Uses)
	if !ok {
		line := "/" + c.Uses
		for _, word := range textsOf(get(c.with, "args")) {
			line += " " + word
		}
		for at, value := range pairs(get(c.with, "params")) {
			line += " " + at.Value + "=" + textOf(value)
		}
		return issue.Code(line)
	}
	text := issue.Code(f.name) + ", to " + f.about
	for _, key := range []string{"file", "target", "event", "branch"} {
		if n := get(c.with, key); n != nil {
			return text + ": " + issue.Code(textOf(n))
		}
	}
	if n := get(c.with, "url"); n != nil {
		return text + ": " + issue.Code(hostOf(n.Value))
	}
	return text
}

func spans(words []string) (list []string) {
	for _, word := range words {
		list = append(list, issue.Code(word))
	}
	return list
}

// inCell is Markdown that ends no cell of a table.
func inCell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
