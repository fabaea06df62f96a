package setup

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/cmd/internal/config"
)

// mistakes are how many lines a file with mistakes takes; robot check prints them all, and in
// full.
const (
	mistakes    = 10
	longMistake = 240 // characters: some list all that there is
)

// configuration says what is wrong with the robot's own file, as robot check does.
func (c *Checkup) configuration() {
	if f := c.Settings.File; c.Config == "" && f != nil {
		c.Config = f.Name
	}
	switch lines := c.ofConfig(); {
	case c.Config == "":
		c.fine("config", "there is no robot.yml: the built-in commands that are on without one")
	case len(lines) > 0:
		c.mistaken("config", lines, "robot check "+c.Config)
	case c.Settings.File != nil:
		c.fine("config", "%s: no mistakes", c.Config)
	}
}

// certain reports whether it is known what the commands need: a file with mistakes does not say
// all of it, and what seems too much may not be.
func (c *Checkup) certain() bool { return len(c.ofConfig()) == 0 }

// ofConfig are the lines of Wrong that are about the file: its name stands before them.
func (c *Checkup) ofConfig() []string {
	if c.Config == "" {
		return nil
	}
	return c.wrongs(c.Config + ":")
}

// mistaken is a line for each of the first mistakes of a file; a command checks it.
func (c *Checkup) mistaken(check string, lines []string, command string) {
	for _, line := range lines[:min(len(lines), mistakes)] {
		c.fail(check, c.hide.line(line, longMistake), "correct it; "+command+" looks again")
	}
	if more := len(lines) - mistakes; more > 0 {
		c.fail(check, fmt.Sprintf("and %d mistakes more", more), command+" shows all")
	}
}

// ownFile looks at what a repository configures itself, as the robot reads it: the file on the
// default branch, held to what the robot's own file allows.
func (c *Checkup) ownFile(ctx context.Context, client *github.Client, repo *github.Repository) {
	const check = "in-repo"
	central := c.Settings.File
	if central == nil || central.InRepo == nil {
		return
	}
	if !c.certain() {
		c.note(check, "not checked: the robot's own file has mistakes", "mend those first")
		return
	}
	name, branch := central.InRepo.File, repo.GetDefaultBranch()
	file, _, _, err := client.Repositories.GetContents(ctx, c.at.Owner, c.at.Name, name, &github.RepositoryContentGetOptions{Ref: branch})
	switch status := statusOf(err); {
	case status == http.StatusNotFound:
		c.fine(check, "no %s on %s: it adds nothing", name, branch)
		return
	case status == http.StatusForbidden:
		c.fail(check, fmt.Sprintf("the robot may not read %s (403): what the repository adds is not there", name), "give the token Contents: read-only")
		return
	case err != nil:
		t := c.gitHub.trouble(err)
		c.fail(check, name+" cannot be read: "+t.Text, t.Remedy)
		return
	}
	text, err := contentOf(file)
	if err != nil {
		c.fail(check, fmt.Sprintf("%s on %s is no file that can be read: %v", name, branch, err), "make it one small file")
		return
	}
	own, problems := central.ReadRepository(name, []byte(text))
	if len(problems) > 0 {
		c.mistaken(check, linesOf(problems), "in a checkout of it, robot check --repository "+name)
		return
	}
	c.fine(check, "%s on %s: it adds %d commands, no mistakes", name, branch, len(own.Commands))
}

// contentOf is the text of a file; of a folder, and of what is too large to be told, there is
// none.
func contentOf(file *github.RepositoryContent) (string, error) {
	if file == nil {
		return "", errors.New("it is a folder")
	}
	return file.GetContent()
}

func linesOf(problems config.Problems) []string { return strings.Split(problems.Error(), "\n") }
