package issue

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-github/v92/github"
)

// Permission is who may run a command: a level (Anyone … Admin), a part in the issue
// (Author, Assignee), "user:login" or "team:org/slug". Several, separated by commas,
// mean any of them: "author, triage".
type Permission string

const (
	Anyone   Permission = "anyone"
	Read     Permission = "read"
	Triage   Permission = "triage"
	Write    Permission = "write"
	Maintain Permission = "maintain"
	Admin    Permission = "admin"

	Author   Permission = "author"   // who opened the issue or pull request
	Assignee Permission = "assignee" // who is assigned to it
)

// none is the level of a person whom the repository does not know.
const none Permission = "none"

// levels stand in order: each may what those before it may.
var levels = []Permission{none, Anyone, Read, Triage, Write, Maintain, Admin}

var namedPermission = regexp.MustCompile(`^(?:user:[A-Za-z0-9][A-Za-z0-9-]*|team:[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._-]*)$`)

// any are the permissions of which one is enough.
func (p Permission) any() []Permission {
	var list []Permission
	for one := range strings.SplitSeq(string(p), ",") {
		list = append(list, Permission(strings.TrimSpace(one)))
	}
	return list
}

// Valid says what is wrong with a permission as it is written.
func (p Permission) Valid() error {
	for _, one := range p.any() {
		if one != Author && one != Assignee && slices.Index(levels, one) < 1 && !namedPermission.MatchString(string(one)) {
			return fmt.Errorf("needs %q: want anyone, read, triage, write, maintain, admin, author, assignee, user:login or team:org/slug", one)
		}
	}
	return nil
}

// String is the permission in words: "write" or "author or triage".
func (p Permission) String() string {
	var words []string
	for _, one := range p.any() {
		words = append(words, string(one))
	}
	return strings.Join(words, " or ")
}

// Text is String in the reader's language.
func (p Permission) Text() Text {
	var all Text
	for i, one := range p.any() {
		if i == 0 {
			all = one.word()
		} else {
			all = Textf("%s or %s", all, one.word())
		}
	}
	return all
}

// word is one permission. GitHub shows the names of its levels to everybody in English.
func (p Permission) word() Text {
	switch p {
	case none:
		return Textf("none")
	case Anyone:
		return Textf("anyone")
	case Read:
		return Textf("read")
	case Triage:
		return Textf("triage")
	case Write:
		return Textf("write")
	case Maintain:
		return Textf("maintain")
	case Admin:
		return Textf("admin")
	case Author:
		return Textf("author")
	case Assignee:
		return Textf("assignee")
	}
	return Verbatim(string(p))
}

// access is what the person who sent an event may do.
type access struct {
	hub   *hub
	event *IssueCommentEvent
	login string
	level Permission // as GitHub has it; none where the look-up failed
	err   error      // why the level is not known
	teams map[string]bool
}

// allows reports whether the person has the permission. An error means that it could
// not be found out; nothing may run then.
func (a *access) allows(ctx context.Context, need Permission) (bool, error) {
	if err := need.Valid(); err != nil {
		return false, err
	}
	unknown := error(nil)
	for _, one := range need.any() {
		ok, err := a.has(ctx, one)
		if ok {
			return true, nil
		}
		if err != nil {
			unknown = err
		}
	}
	return false, unknown
}

func (a *access) has(ctx context.Context, one Permission) (bool, error) {
	login, isUser := strings.CutPrefix(string(one), "user:")
	team, isTeam := strings.CutPrefix(string(one), "team:")
	switch {
	case one == Anyone:
		return true, nil
	case one == Author:
		return samePerson(a.event.GetIssue().GetUser(), a.login), nil
	case one == Assignee:
		return slices.ContainsFunc(a.event.GetIssue().Assignees, func(u *github.User) bool { return samePerson(u, a.login) }), nil
	case isUser:
		return strings.EqualFold(login, a.login), nil
	case isTeam:
		if is, known := a.teams[team]; known {
			return is, nil
		}
		org, slug, _ := strings.Cut(team, "/")
		is, err := a.hub.member(ctx, org, slug, a.login)
		if err == nil {
			a.teams[team] = is
		}
		return is, err
	case a.err != nil:
		return false, a.err
	}
	return slices.Index(levels, a.level) >= slices.Index(levels, one), nil
}

// samePerson is false for the ghosts of deleted accounts, which have no login.
func samePerson(u *github.User, login string) bool {
	return login != "" && strings.EqualFold(u.GetLogin(), login)
}

// levelOf reads GitHub's answer. role_name tells maintain from write and triage from
// read, which permission does not; an organization's own role has a name we cannot know,
// and counts as the permission it was built on. No role lets more than its permission.
// https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
func levelOf(answer *github.RepositoryPermissionLevel) (Permission, error) {
	role, permission := rank(answer.GetRoleName()), rank(answer.GetPermission())
	switch {
	case role < 0 && permission < 0:
		return none, fmt.Errorf("GitHub names no role: %q, %q", answer.GetRoleName(), answer.GetPermission())
	case role < 0:
		return levels[permission], nil
	case permission < 0:
		return levels[role], nil
	}
	most := permission
	switch levels[permission] {
	case Read:
		most = rank(string(Triage))
	case Write:
		most = rank(string(Maintain))
	}
	return levels[min(role, most)], nil
}

// rank is the place of a level among levels, or -1.
func rank(level string) int {
	if Permission(level) == Anyone { // our word, none of GitHub's
		return -1
	}
	return slices.Index(levels, Permission(level))
}
