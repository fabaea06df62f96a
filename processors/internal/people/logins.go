package people

import (
	"regexp"
	"strings"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/names"
	"github.com/fanux/robot/processors/internal/params"
)

// login is GitHub's, of managed users (with _) and Apps, too.
var login = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$`)

// IsLogin reports whether a name can be that of a GitHub account.
func IsLogin(name string) bool { return login.MatchString(name) }

// maxAssignees is how many an issue can have.
// https://docs.github.com/rest/issues/assignees#add-assignees-to-an-issue
const maxAssignees = 10

// Assignable refuses what is no login, and more people than an issue can have.
func Assignable(logins []string) error {
	for _, name := range logins {
		if !IsLogin(name) {
			return issue.Refusef("%s is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`.", params.Show(name))
		}
	}
	if n := len(logins); n > maxAssignees {
		return issue.Refusef("%d people are too many: nothing was changed. An issue has at most %d assignees.", n, maxAssignees)
	}
	return nil
}

// Logins is a list of people with everybody once, and no @ before anybody.
func Logins(list []string) (logins []string) {
	for _, name := range list {
		logins = append(logins, strings.TrimPrefix(strings.TrimSpace(name), "@"))
	}
	return names.Once(logins)
}

// Named are the people that a command names, and its commenter where it names nobody: each
// once. Commas separate them as blanks do, and an @ may stand before each.
func Named(event issue.IssueEvent) []string {
	var args []string
	if event.Command != nil {
		args = event.Command.Args
	}
	if len(args) == 0 {
		return []string{event.GetSender().GetLogin()}
	}
	words := strings.FieldsFunc(strings.Join(args, " "), func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == '、' })
	if len(words) == 0 {
		words = args // commas alone are nobody, and not the commenter
	}
	return Logins(words)
}

// Of are the logins of users.
func Of(users []*github.User) (logins []string) {
	for _, user := range users {
		logins = append(logins, user.GetLogin())
	}
	return logins
}
