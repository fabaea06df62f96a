package config

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// scope is what the places of one command are filled with.
type scope struct {
	ctx     context.Context
	event   issue.IssueEvent
	command *Command
	args    map[string]string
	sha     string // the commit that the commenter typed

	pull *github.PullRequest // read once: the commit stays the same in all that follows
	form map[string]string
}

// bind gives the words of a command to its arguments. Defaults that have places are left to
// the scope.
func (c *Command) bind(words []string, params map[string]string) (map[string]string, error) {
	values := map[string]string{}
	for i, a := range c.args {
		if i >= len(words) {
			break
		}
		value := words[i]
		if a.rest {
			value = strings.Join(words[i:], " ")
		}
		if err := a.takes(value); err != nil {
			return nil, err
		}
		values[a.name] = value
	}
	for name := range params {
		if name != "sha" || !c.Forks {
			return nil, issue.Usagef("%s takes no %s.", issue.Code("/"+c.Name), issue.Code(issue.Short(name, 80)+"="))
		}
	}
	return values, nil
}

// value is what fills a place.
func (s *scope) value(place string) (string, error) {
	if i := slices.IndexFunc(s.command.args, func(a argument) bool { return a.name == place }); i >= 0 {
		return s.argument(s.command.args[i])
	}
	if name, ok := strings.CutPrefix(place, "form."); ok {
		return s.answer(name)
	}
	if strings.HasPrefix(place, "pr.") {
		return s.ofPull(place)
	}
	switch place {
	case "user":
		return s.event.GetSender().GetLogin(), nil
	case "repo":
		return s.event.GetRepo().GetOwner().GetLogin() + "/" + s.event.GetRepo().GetName(), nil
	case "issue.number":
		return strconv.Itoa(s.event.GetIssue().GetNumber()), nil
	case "issue.title":
		return s.event.GetIssue().GetTitle(), nil
	case "comment.url":
		return s.event.GetComment().GetHTMLURL(), nil
	}
	return "", errors.New("nothing fills {" + place + "}") // Read lets no such place pass
}

// argument is an argument's value: given, or what it is otherwise.
func (s *scope) argument(a argument) (string, error) {
	if value, ok := s.args[a.name]; ok {
		return value, nil
	}
	value, err := a.fallback.fill(s.value) // which names only what stands before it
	if err == nil && a.fallback != nil {
		err = a.takes(value)
	}
	if err != nil {
		return "", err
	}
	s.args[a.name] = value
	return value, nil
}

var pullPlaces = map[string]func(*github.PullRequest) string{
	"pr.head.sha": func(p *github.PullRequest) string { return p.GetHead().GetSHA() },
	"pr.head.ref": func(p *github.PullRequest) string { return p.GetHead().GetRef() },
	"pr.base.ref": func(p *github.PullRequest) string { return p.GetBase().GetRef() },
}

func (s *scope) ofPull(place string) (string, error) {
	if !s.event.GetIssue().IsPullRequest() {
		return "", issue.Refusef("%s is for pull requests, and this is an issue.", issue.Code("/"+s.command.Name))
	}
	if s.pull == nil {
		r := s.event.GetRepo()
		pull, _, err := s.event.Client.PullRequests.Get(s.ctx, url.PathEscape(r.GetOwner().GetLogin()), url.PathEscape(r.GetName()), s.event.GetIssue().GetNumber())
		if err != nil {
			return "", err
		}
		if err := s.guard(pull); err != nil {
			return "", err
		}
		s.pull = pull
	}
	return pullPlaces[place](s.pull), nil
}

var commit = regexp.MustCompile(`^[0-9a-f]{7,40}$`)

// guard refuses the code of a fork: nobody here has merged it. Where the file lets it run,
// the commenter has to name the commit: what they saw is not in the event.
func (s *scope) guard(p *github.PullRequest) error {
	head, sha := p.GetHead(), p.GetHead().GetSHA()
	family, ok := familyOf(s.command.Uses)
	switch {
	case sha == "":
		return issue.Errorf("GitHub does not say which commit this pull request has: nothing was started. Comment it again.")
	case s.sha != "" && !strings.HasPrefix(sha, s.sha):
		return issue.Refusef("%s is not the newest commit of this pull request any more: nothing was started. Look at what has changed, then name the new one.", issue.Code(s.sha))
	case ok && !family.code, head.GetRepo().GetID() != 0 && head.GetRepo().GetID() == p.GetBase().GetRepo().GetID():
		return nil
	case !s.command.Forks:
		return issue.Refusef("This pull request is from a fork, whose code this repository has not merged: %s does not run it.", issue.Code("/"+s.command.Name))
	case s.sha == "":
		return issue.Refusef("This pull request is from a fork. Look at its newest commit, and add it: %s.", issue.Code("sha=…"))
	}
	return nil
}

// answer is what somebody wrote into a field of an issue form. GitHub makes headings of the
// fields: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
func (s *scope) answer(name string) (string, error) {
	if s.form == nil {
		s.form = readForm(s.event.GetIssue().GetBody())
	}
	value, ok := s.form[plain(name)]
	switch {
	case value == twice:
		return "", issue.Refusef("The text of this issue has the heading %s twice: which one is meant is not clear.", issue.Code(name))
	case !ok:
		return "", issue.Refusef("The text of this issue has no heading %s: it was not opened with the form, or that has another field.", issue.Code(name))
	case value == "":
		return "", issue.Refusef("The field %s of this issue's form is empty.", issue.Code(name))
	}
	return value, nil
}

// twice is the value of a heading that stands there twice: no text holds a line end.
const twice = "\n"

// unseen is what a reader of the issue does not see as a heading.
var unseen = regexp.MustCompile("(?s)<!--.*?(?:-->|$)|(?m:^ {0,3}```).*?(?:(?m:^ {0,3}```)|$)|(?m:^ {0,3}~~~).*?(?:(?m:^ {0,3}~~~)|$)")

// noResponse is what GitHub writes for a field that was left empty.
const noResponse = "_No response_"

var heading = regexp.MustCompile(`(?m)^### (.+?)[ \t]*\r?$`)

// readForm is what stands below each heading of the text: the first paragraph.
func readForm(text string) map[string]string {
	form := map[string]string{}
	text = unseen.ReplaceAllString(text, "")
	found := heading.FindAllStringSubmatchIndex(text, -1)
	for i, at := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		value := strings.TrimSpace(strings.ReplaceAll(text[at[1]:end], "\r\n", "\n"))
		value, _, _ = strings.Cut(value, "\n\n")
		if value == noResponse {
			value = ""
		}
		name := plain(text[at[2]:at[3]])
		if _, known := form[name]; known {
			form[name] = twice
		} else {
			form[name] = strings.Join(strings.Fields(value), " ")
		}
	}
	return form
}

// plain is a heading's text as a place names it: "Release version" is release_version.
func plain(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r > 127:
			return r
		}
		return '_'
	}, name), "_")
}

// badSegment refuses what would lead elsewhere in the path of an address.
func badSegment(text string) error {
	return issue.Usagef("%s cannot stand in the address that is called.", issue.Code(text))
}
