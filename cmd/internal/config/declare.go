package config

import "regexp"

var (
	commandName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)
	argName     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	repoPattern = regexp.MustCompile(`^(?:[A-Za-z0-9*][A-Za-z0-9*-]*)/[A-Za-z0-9*._-]+$`)
	globPattern = regexp.MustCompile(`^[^\s]+$`)
	yamlFile    = regexp.MustCompile(`^\.github/[A-Za-z0-9_.-]+\.ya?ml$`)
)

var needs = shape{kind: words, about: "who may: anyone, read, triage, write, maintain, admin, author, assignee, user:login or team:org/slug; several mean any of them"}

// top is the whole file.
var top = shape{kind: object, keys: []key{
	{"use", false, shape{kind: words, empty: true, about: "the built-in commands and groups that are on: nothing else is. Left out, all are that have what they need"}},
	{"commands", false, shape{kind: table, form: commandName, want: "a name like release", of: &command, about: "commands of your own, by name"}},
	{"aliases", false, shape{kind: table, form: commandName, want: "a name like ship", of: &shape{kind: word, form: commandName, want: "the name of a command"}, about: "other names for commands"}},
	{"needs", false, shape{kind: table, form: commandName, want: "the name of a command", of: &needs, about: "who may run a built-in command, in the place of what it asks for itself"}},
	{"lang", false, lang},
	{"labels", false, labels},
	{"targets", false, shape{kind: table, form: globPattern, want: "a target like prod or prod-*", of: &target, about: "rules for promotion targets, whoever promotes"}},
	{"repos", false, shape{kind: words, form: repoPattern, want: "repositories like acme/widgets or acme/*", about: "the repositories that this robot serves; left out, all"}},
	{"in_repo", false, shape{kind: object, keys: inRepo, about: "what repositories may configure themselves, on their default branch"}},
}}

// inside is the file of a repository.
var inside = shape{kind: object, keys: []key{
	{"commands", false, shape{kind: table, form: commandName, want: "a name like release", of: &command, about: "commands of this repository, by name"}},
	{"aliases", false, shape{kind: table, form: commandName, want: "a name like ship", of: &shape{kind: word, form: commandName, want: "the name of a command"}, about: "other names for commands"}},
	{"lang", false, lang},
}}

var lang = shape{kind: word, choices: []string{"en", "zh"}, about: "the language of replies, help and errors; what a person wrote is never translated"}

var inRepo = []key{
	{"allow", true, shape{kind: words, about: "the kinds that a repository's commands may use"}},
	{"file", false, shape{kind: word, form: yamlFile, want: "a path like .github/robot.yml", about: "where a repository keeps them; .github/robot.yml if left out"}},
}

var target = shape{kind: object, keys: []key{
	{"needs", false, needs},
	{"branches", false, shape{kind: words, form: globPattern, want: "branches like main or release-*", about: "the branches whose builds may go there"}},
	{"confirm", false, shape{kind: flag, about: "a person has to say /confirm, within a day, before anything goes there"}},
	{"four_eyes", false, shape{kind: flag, about: "somebody else than who asked has to say /confirm; it need not stand beside confirm"}},
}}

// command is one command. What stands in with depends on uses; see the kinds.
var command = shape{kind: object, keys: []key{
	{"about", false, shape{kind: word, about: "one line for /help, like: publish the offline package"}},
	{"long", false, shape{kind: word, about: "what else a user should know, Markdown"}},
	{"examples", false, shape{kind: words, about: "whole commands, like /release v1.2.3"}},
	{"args", false, shape{kind: word, about: "what may follow the name: <needed> [optional] [optional=default] <all the rest…>"}},
	{"check", false, shape{kind: table, form: argName, want: "the name of an argument", of: &shape{kind: words, about: "a regular expression that the whole argument has to match, or a list of what it may be"}, about: "what arguments may be"}},
	{"needs", false, needs},
	{"uses", true, shape{kind: word, about: "what does the work: a kind, or a built-in command"}},
	{"with", false, shape{kind: anything, about: "what it is to do; {argument}, {user}, {repo}, {issue.number} and the like are filled in"}},
	{"effect", false, shape{kind: word, choices: []string{"reads", "writes", "deploys", "pays"}, about: "what it does to the world, where that is not what its kind does: a bot's word deploys and pays nothing without a person's /confirm"}},
	{"bots", false, shape{kind: words, about: "bots that may say this, by their exact names; what deploys or pays then waits for a person's /confirm"}},
	{"forks", false, shape{kind: flag, about: "run the code of a fork's pull request, too: the commenter has to type its commit, sha=abc1234"}},
}}
