package config

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

const central = "use: [help]\ncommands: {call: {uses: http, with: {url: 'https://hooks.example.com/x'}}}\nin_repo: {allow: [workflow, http]}\n"

// ground is a repository, and who reads its file.
type ground struct {
	*Repositories
	t      *testing.T
	gh     *issuetest.GitHub
	repo   *issuetest.Repo
	client *github.Client
	own    issue.Scope
}

func newGround(t *testing.T) *ground {
	t.Helper()
	f, problems := Read("robot.yml", []byte(central))
	if problems != nil {
		t.Fatal(problems)
	}
	mux, err := f.Mux(World{})
	if err != nil {
		t.Fatal(err)
	}
	g := &ground{Repositories: NewRepositories(f, World{}, slog.New(slog.DiscardHandler)), t: t, gh: issuetest.Start(t), own: issue.Scope{Mux: mux}}
	g.repo = g.gh.Repo("acme/widgets").Grant("sealrobot", "write")
	g.client, err = (&issue.Config{Token: g.gh.SignIn("sealrobot"), API: g.gh.URL}).Client(t.Context(), "acme", "widgets")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// names are the commands there are now, and how GitHub was asked for them.
func (g *ground) names() (names, calls string) {
	g.gh.Forget()
	repo := &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}, DefaultBranch: new("main")}
	scope, _ := g.Extend(g.t.Context(), g.client, repo, g.own)
	for _, c := range scope.Mux.Commands() {
		names += c.Name + " "
	}
	for _, c := range g.gh.Calls() {
		calls += http.StatusText(c.Status) + " "
	}
	return strings.TrimSpace(names), strings.TrimSpace(calls)
}

func (g *ground) want(what, names, calls string) {
	g.t.Helper()
	if gotNames, gotCalls := g.names(); gotNames != names || gotCalls != calls {
		g.t.Errorf("%s: %s (%s), want %s (%s)", what, gotNames, gotCalls, names, calls)
	}
}

func TestRepositoryIsAskedOnceAMinute(t *testing.T) {
	g := newGround(t)
	g.want("no file", "/call /help", "Not Found")
	g.want("again", "/call /help", "")
	g.fresh = 0
	g.want("a minute later", "/call /help", "Not Found")
	g.repo.File(".github/robot.yml", "commands: {e2e: {uses: workflow, with: {file: e2e.yml}}}\n")
	g.want("a file", "/call /e2e /help", "OK")
	g.want("the same", "/call /e2e /help", "Not Modified")
	g.repo.File(".github/robot.yml", "commands: [\n  late: {\n")
	g.want("broken", "/call /help /late", "OK")
	g.repo.File(".github/robot.yml", "commands:\n  late:\n    uses: [\n  call: {}\n")
	g.want("broken, with names", "/call /help /late", "OK")
	g.gh.Break(issuetest.BadGateway().On("GET", "").Once())
	g.want("GitHub is down", "/call /help /late", "Bad Gateway")
	g.want("and not asked at once", "/call /help /late", "")
}

// TestMistakesBesideCommands: what is wrong with the whole file leaves its right commands.
func TestMistakesBesideCommands(t *testing.T) {
	const right = "commands:\n  e2e: { uses: workflow, with: { file: e2e.yml } }\n"
	for _, wrong := range []string{"repos: [x/y]\n", "unknown: 1\n", "lang: &a en\n", "lang: de\n", "aliases: {help: e2e}\n"} {
		g := newGround(t)
		g.repo.File(".github/robot.yml", wrong+right)
		g.want(wrong, "/call /e2e /help", "OK")
		g = newGround(t)
		g.repo.File(".github/robot.yml", right+wrong)
		g.want(wrong, "/call /e2e /help", "OK")
	}
	g := newGround(t)
	g.gh.Break(issuetest.BadGateway().On("GET", "").Once())
	repo := &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}}
	for range 2 {
		if scope, err := g.Extend(t.Context(), g.client, repo, g.own); err == nil || scope.Mux != g.own.Mux {
			t.Errorf("GitHub is down: %v", err)
		}
	}
}

// TestMistakeInACommand: it is told by that command, which does nothing else.
func TestMistakeInACommand(t *testing.T) {
	for _, wrong := range []string{
		"{needz: admin, uses: workflow, with: {file: a}}", "{args: <v>, chek: {v: x}, uses: workflow, with: {file: a}}", "{args: <v>, check: {v: {x: y}}, uses: workflow, with: {file: a}}",
		"{needs: write, needs: admin, uses: workflow, with: {file: a}}", "{}", "{uses: }", "{uses: [workflow]}", "{uses: help}", "{args: <f>, uses: workflow, with: {file: '{f}'}}",
	} {
		g := newGround(t)
		g.repo.File(".github/robot.yml", "commands:\n  fine: {uses: workflow, with: {file: e2e.yml}, args: '[x=y…] [z]'}\n  bad: "+wrong+"\n  confirm: {uses: workflow, with: {file: a}}\n")
		g.want(wrong, "/bad /call /confirm /fine /help", "OK")
		repo := &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}, DefaultBranch: new("main")}
		scope, _ := g.Extend(t.Context(), g.client, repo, g.own)
		for _, name := range []string{"bad", "confirm"} {
			if _, err := scope.Mux.Runner(name).Run(t.Context(), issue.IssueEvent{}); err == nil || !strings.Contains(err.Error(), "line") {
				t.Errorf("%s: %s: %v", wrong, name, err)
			}
		}
	}
	g := newGround(t)
	g.repo.File(".github/robot.yml", "commands:\n"+strings.Repeat("  a: {uses: workflow, with: {file: a}}\n", 101))
	g.want("too many", "/a /call /help", "OK")
}

func TestRepositoryIsConfined(t *testing.T) {
	f, _ := Read("robot.yml", []byte(central))
	for _, row := range []struct{ text, want string }{
		{"use: [help]\n", `"use" is not known here; there is commands, aliases, lang`},
		{"targets: {}\n", `"targets" is not known here`},
		{"commands: {call: {uses: workflow, with: {file: a}}}\n", `"call" is a command of the robot already`},
		{"commands: {help: {uses: workflow, with: {file: a}}}\n", `"help" is a command of the robot already`},
		{"commands: {a: {uses: drone_promote, with: {target: a}}}\n", "may not use drone_promote here; it may use workflow, http"},
		{"commands: {a: {uses: run}}\n", "may not use run here"},
		{"commands: {a: {needs: read, uses: workflow, with: {file: a}}}\n", "a repository does not lower a permission"},
		{"commands: {a: {needs: [admin, 'user:mallory'], uses: workflow, with: {file: a}}}\n", `not "user:mallory"`},
		{"commands: {a: {bots: ['x[bot]'], uses: workflow, with: {file: a}}}\n", "bots is for the robot's own file alone"},
		{"commands: {a: {forks: true, uses: workflow, with: {file: a}}}\n", "forks is for the robot's own file alone"},
		{"commands: {a: {uses: http, with: {url: 'https://evil.example.com/'}}}\n", "may not call that host, but only those that the robot's own file calls"},
		{"commands: {a: {uses: http, with: {url: 'https://hooks.example.com.evil.example.com/'}}}\n", "may not call that host"},
		{"commands: {a: {uses: http, with: {url: 'http://hooks.example.com/'}}}\n", "may not call that host"},
		{"commands: {a: {uses: http, with: {url: 'https://hooks.example.com/x', secret: $GITHUB_TOKEN}}}\n", "secret is for the robot's own file alone"},
		{"commands: {a: {uses: http, with: {url: 'https://hooks.example.com/x', headers: {A: $GITHUB_TOKEN}}}}\n", "headers is for the robot's own file alone"},
		{"commands: {a: {uses: http, with: {url: 'https://hooks.example.com/x', private: true}}}\n", "private is for the robot's own file alone"},
		{"commands: {a: {uses: workflow, with: {file: a}}}\naliases: {help: a}\n", `"help" is a command already`},
		{"commands: {a: {uses: workflow, with: {file: a}}}\naliases: {b: call}\n", `"call" is no command of this file`},
		{"commands: {a: {uses: http, with: {url: 'https://HOOKS.example.com/y?z={user}', body: {a: '{user}'}}}}\n", ""},
		{"commands: {a: {needs: [write, admin], uses: workflow, with: {file: a}}}\nlang: zh\n", ""},
	} {
		_, problems := f.ReadRepository(".github/robot.yml", []byte(row.text))
		if row.want == "" && len(problems) > 0 || row.want != "" && !strings.Contains(problems.Error(), row.want) {
			t.Errorf("%s:\ngot  %v\nwant %s", row.text, problems, row.want)
		}
	}
}
