package processors

import (
	"maps"
	"slices"

	"github.com/fanux/robot/issue"
)

// Access is what GitHub has to let the robot do, and to tell it of.
// https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps#available-scopes
type Access struct {
	Permissions map[string]string // of a fine-grained token, and of a GitHub App: "contents" is "read" or "write"
	Better      map[string]string // more of them, with which it works better and can do more than it must
	Scopes      []string          // of a classic token
	Events      []string          // of the webhook
}

// row is what some have beside the rest: built-in commands, and kinds that a robot.yml uses.
type row struct {
	names []string
	Access
}

var (
	reads   = map[string]string{"contents": "read"}
	writes  = map[string]string{"contents": "write"}
	actions = map[string]string{"actions": "write", "contents": "read"}
)

// rows are what built-in commands and kinds need beside Base; most need nothing more. A lock is a ref, and
// so is contents: write; a promotion does without one of its own, and reads those of others. A run
// does without the ref that has it dispatched once even where GitHub lets two claim one comment.
// https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
// https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
// https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event
var rows = []row{
	{[]string{"drone_build", "locks", "status"}, Access{Permissions: reads}},
	{[]string{"drone_promote", "drone_rollback", "promote", "retry", "rollback"}, Access{Permissions: reads, Better: writes}},
	{[]string{"lock-target", "unlock-target"}, Access{Permissions: writes}},
	{[]string{"cc"}, Access{Better: map[string]string{"members": "read"}}}, // for teams
	{[]string{"merge"}, Access{Permissions: writes}},
	{[]string{"dispatch"}, Access{Permissions: writes, Scopes: []string{"repo"}}},
	{[]string{"run", "workflow"}, Access{Permissions: actions, Better: writes, Scopes: []string{"repo"}, Events: []string{"workflow_run"}}},
}

// Base is what the robot needs whatever is on: to hear of commands, to look up who may, to
// react and to reply. Where a repository is private, the scope repo takes the place of
// public_repo.
func Base() Access {
	return Access{
		Permissions: map[string]string{"metadata": "read", "issues": "write", "pull_requests": "write"},
		Scopes:      []string{"public_repo"},
		Events:      issue.NewMux().Events(),
	}
}

// Teams is what it takes to see who is in a team, where a command is for one.
// https://docs.github.com/en/rest/teams/members#get-team-membership-for-a-user
func Teams() Access {
	return Access{Permissions: map[string]string{"members": "read"}, Scopes: []string{"read:org"}}
}

// Files is what it takes to read the file that a repository configures itself with.
// https://docs.github.com/en/rest/repos/contents#get-repository-content
func Files() Access { return Access{Permissions: reads} }

// Permissions is what the robot needs for these built-in commands and kinds, and no more.
func Permissions(names ...string) Access {
	all := Base()
	for _, r := range rows {
		if slices.ContainsFunc(r.names, func(name string) bool { return slices.Contains(names, name) }) {
			all = all.And(r.Access)
		}
	}
	return all
}

// And is both together.
func (a Access) And(b Access) Access {
	both := Access{
		Permissions: higher(a.Permissions, b.Permissions),
		Better:      higher(a.Better, b.Better),
		Scopes:      union(a.Scopes, b.Scopes),
		Events:      union(a.Events, b.Events),
	}
	if slices.Contains(both.Scopes, "repo") { // which has all of it
		both.Scopes = slices.DeleteFunc(both.Scopes, func(s string) bool { return s == "public_repo" })
	}
	maps.DeleteFunc(both.Better, func(name, level string) bool { return Covers(both.Permissions[name], level) })
	return both
}

// All are the permissions, with those that are better.
func (a Access) All() map[string]string { return higher(a.Permissions, a.Better) }

func higher(a, b map[string]string) map[string]string {
	all := map[string]string{}
	for _, one := range []map[string]string{a, b} {
		for name, level := range one {
			if !Covers(all[name], level) {
				all[name] = level
			}
		}
	}
	return all
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// levels are those of a permission, the lowest first.
var levels = []string{"", "read", "write", "admin"}

// Covers reports whether one level of a permission has another in it.
func Covers(has, needs string) bool {
	return slices.Index(levels, has) >= slices.Index(levels, needs)
}
