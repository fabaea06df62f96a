package issue

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// helpRobot is /help: what this robot can do, and what of it the commenter may.
type helpRobot struct{ mux *Mux }

// NewHelp returns the Runner of /help for the commands of mux.
func NewHelp(mux *Mux) Runner { return helpRobot{mux} }

func (h helpRobot) Help() Help {
	return Help{
		Usage:    "[command]",
		About:    "list the commands, or explain one",
		Long:     "`/promote ?` explains `/promote` as well.",
		Examples: []string{"/help", "/help promote"},
		Needs:    Anyone,
		Effect:   Reads,
		Repeat:   Idempotent,
	}
}

func (h helpRobot) Run(ctx context.Context, event IssueEvent) (string, error) {
	if len(event.Command.Args) > 0 {
		name := event.Command.Args[0]
		c := h.mux.now().commands[strings.ToLower(strings.TrimPrefix(name, "/"))]
		if c == nil {
			return "", Refusef("%s is not a command of this robot; %s lists them.", Code(name), Code("/help"))
		}
		return c.explain(ctx), nil
	}
	call := From(ctx)
	var b strings.Builder
	b.WriteString(call.Sayf("| command | what it does | you |") + "\n|---|---|---|\n")
	for _, l := range paired(h.mux.Commands()) {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.cell(), cell(l.Help.In(call.Lang()).About), cell(may(ctx, l.Help.Needs).In(call.Lang())))
	}
	b.WriteString("\n" + call.Sayf("A command stands on a line of its own. `/help <command>` says more."))
	if call.version != "" {
		b.WriteString("\n\nrobot " + Code(call.version))
	}
	return b.String(), nil
}

// may says whether the commenter has what a command needs.
func may(ctx context.Context, need Permission) Text {
	ok, err := From(ctx).Allows(need)
	switch {
	case err != nil:
		return Textf("needs %s; could not check yours", need.Text())
	case ok:
		return Verbatim("✅")
	}
	return Textf("needs %s", need.Text())
}

// line is the command as one would write it.
func (l Listing) line() string { return strings.TrimSpace(l.Name + " " + l.Help.Usage) }

// cell is line for a table, with the command that takes it back.
func (l Listing) cell() string {
	if l.back == "" {
		return cell(Code(l.line()))
	}
	return cell(Code(l.line())) + ", " + cell(Code(l.back))
}

// paired lists a command that takes back what another one does, /remove-kind or /unassign,
// with that one, where the same people may say both.
func paired(commands []Listing) (all []Listing) {
	for _, l := range commands {
		if !slices.ContainsFunc(commands, func(other Listing) bool { return l.takesBack(other) }) {
			all = append(all, l)
		}
	}
	for i := range all {
		for _, l := range commands {
			if l.takesBack(all[i]) {
				all[i].back = l.Name
			}
		}
	}
	return all
}

func (l Listing) takesBack(other Listing) bool {
	name := strings.TrimPrefix(other.Name, "/")
	return (l.Name == "/remove-"+name || l.Name == "/un"+name) && l.Help.Needs == other.Help.Needs
}

// Table is the commands as a Markdown table, for a README.
func Table(commands []Listing) string {
	var b strings.Builder
	b.WriteString("| command | what it does | needs |\n|---|---|---|\n")
	for _, l := range paired(commands) {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.cell(), cell(l.Help.About), l.Help.Needs)
	}
	return b.String()
}

func (c *command) listing() Listing { return Listing{Name: "/" + c.name, Help: c.help} }

// explain is everything about one command, for a reply.
func (c *command) explain(ctx context.Context) string {
	call := From(ctx)
	help, line := c.help.In(call.Lang()), Code(c.listing().line())
	var b strings.Builder
	if help.About == "" {
		b.WriteString("**" + line + "**")
	} else {
		b.WriteString(call.Sayf("**%s**: %s", line, help.About))
	}
	if ok, err := call.Allows(help.Needs); err == nil && !ok {
		b.WriteString("\n\n" + call.Sayf("Needs %s, which you do not have here.", help.Needs.Text()))
	} else {
		b.WriteString("\n\n" + call.Sayf("Needs %s.", help.Needs.Text()))
	}
	if help.Long != "" {
		b.WriteString("\n\n" + help.Long)
	}
	if len(help.Examples) > 0 {
		b.WriteString("\n\n" + call.Sayf("For example:") + "\n")
		for _, example := range help.Examples {
			b.WriteString("\n- " + Code(example))
		}
	}
	return b.String()
}

// withUsage ends a usage error.
func (c *command) withUsage(wrong Text) Text {
	line := Code(c.listing().line())
	if len(c.help.Examples) == 0 {
		return Textf("%s Usage: %s.", wrong, line)
	}
	return Textf("%s Usage: %s, for example %s.", wrong, line, Code(c.help.Examples[0]))
}
