package config

import (
	"strings"
	"testing"
)

const proposal = `# yaml-language-server: $schema=./robot.schema.json
use: [help, triage]                  # groups and single commands that are built in
commands:
  release:
    about: build, test and publish the offline package
    args: "<version>"
    check: { version: 'v\d+\.\d+\.\d+' }
    needs: maintain
    uses: drone_promote
    with: { build: latest, target: release, params: { VERSION: "{version}" } }
  e2e:
    args: "[suite=smoke]"
    uses: workflow                   # GitHub Actions workflow_dispatch
    with: { file: e2e.yml, inputs: { suite: "{suite}", sha: "{pr.head.sha}" } }   # runs the default branch's workflow on that commit
  notify:
    args: "<text…>"
    uses: http
    with: { method: POST, url: "https://hooks.example.com/x", secret: "$NOTIFY_SECRET", body: { text: "{text}", by: "{user}" }, reply: "{answer.url}" }
    bots: ["release-please[bot]"]    # a bot that may say this; nobody else's bot ever may
aliases: { ship: release }
lang: en                             # or zh: the language of replies, help and errors; a person's text is never translated
targets:                             # rules per promotion target, whoever promotes
  prod: { needs: admin, branches: [main, "release-*"] }
repos: ["fanux/*"]                   # whom this robot serves; others are refused
in_repo: { allow: [workflow, drone_promote], file: .github/robot.yml }
`

func TestProposalHasNoProblem(t *testing.T) {
	f, problems := Read("robot.yml", []byte(proposal))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(f.Commands) != 3 || f.Commands[0].Name != "release" || f.Aliases["ship"] != "release" || f.InRepo.File != ".github/robot.yml" || f.Targets["prod"].Needs[0] != "admin" {
		t.Errorf("%+v", f)
	}
}

// TestMistakes: each is found at its place, and says what was meant.
func TestMistakes(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"", ""},
		{"# nothing\n", ""},
		{"use: [\n", "robot.yml:2:1: "},
		{"a\n", "robot.yml:1:1: want keys like use and commands here"},
		{"comands: {}\n", `robot.yml:1:1: "comands" is not known here (commands?); there is use, commands, aliases, needs, lang, labels, targets, repos, in_repo`},
		{"lang: de\n", `robot.yml:1:7: want one of en, zh here, not "de"`},
		{"lang: en\nlang: zh\n", `robot.yml:2:1: "lang" stands here twice`},
		{"---\nlang: en\n---\nlang: zh\n", "robot.yml:3:1: a second document begins here; there is one"},
		{"lang: &a en\n", "robot.yml:1:7: anchors and aliases are not read; write it out"},
		{"use: {help: 1}\n", "robot.yml:1:6: want a text or a list of texts here"},
		{"use: [help, halp]\n", `robot.yml:1:13: use: "halp" is no built-in command or group (help?); there is `},
		{"repos: [acme]\n", `robot.yml:1:9: want repositories like acme/widgets or acme/* here, not "acme"`},
		{"needs: {help: wriite}\n", `(write?)`},
		{"needs: {halp: write}\n", `robot.yml:1:15: needs: "halp" is no built-in command (help?)`},
		{"aliases: {ship: release}\n", `robot.yml:1:11: aliases: "release" is no command`},
		{"aliases: {help: run}\n", `robot.yml:1:11: aliases: "help" is a command already`},
		{"targets: {prod: {neds: admin}}\n", `"neds" is not known here (needs?)`},
		{"targets: {prod: {needs: boss}}\n", `robot.yml:1:25: needs "boss"`},
		{"in_repo: {allow: [workflw]}\n", `in_repo: "workflw" is no kind (workflow?)`},
		{"in_repo: {}\n", "robot.yml:1:10: allow is missing"},
		{"in_repo: {allow: workflow, file: ../x.yml}\n", "want a path like .github/robot.yml"},
		{"commands: {Release: {uses: workflow, with: {file: a}}}\n", `want a name like release here, not "Release"`},
		{"commands: {r: {uses: ''}}\n", "robot.yml:1:22: uses is missing: what does the work"},
		{"commands: {r: {uses: workflow, with: {file: ''}}}\n", "robot.yml:1:45: file is missing"},
		{"commands: {r: {}}\n", "robot.yml:1:15: uses is missing: what does the work"},
		{"commands: {r: {uses: workflw}}\n", `robot.yml:1:22: "workflw" is no kind and no built-in command (workflow?)`},
		{"commands: {help: {uses: workflow, with: {file: a}}}\n", `robot.yml:1:12: "help" is a built-in command already`},
		{"commands:\n  r: {uses: workflow, with: {file: a}}\n  r: {uses: workflow, with: {file: a}}\n", `robot.yml:3:3: "r" stands here twice`},
		{"commands: {r: {uses: workflow, with: {fil: a}}}\n", `"fil" is not known here (file?)`},
		{"commands: {r: {uses: workflow}}\n", "file is missing: its file in .github/workflows"},
		{"commands: {r: {uses: workflow, with: {file: a, inputs: {b: [1]}}}}\n", "want a text here"},
		{"commands: {r: {uses: workflow, with: {file: '{versoin}'}, args: <version>}}\n", "{versoin} is not known (version?); there is user, repo, "},
		{"commands: {r: {uses: workflow, with: {file: a, inputs: {'{x}': b}}, args: <x>}}\n", "nothing is filled into a key"},
		{"commands: {r: {uses: workflow, with: {file: '{answer.x}'}}}\n", "an answer is there in the reply of http alone"},
		{"commands: {r: {uses: http, with: {url: 'https://{x}.example.com/'}, args: <x>}}\n", "nothing is filled into the host of an address"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', secret: '{x}'}, args: <x>}}\n", "nothing is filled into secret"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', headers: {A: '{x}'}}, args: <x>}}\n", "nothing is filled into headers"},
		{"commands: {r: {uses: http, with: {url: 'ftp://x/'}}}\n", "want an address like https://"},
		{"commands: {r: {uses: http, with: {url: 'https://u:p@x/'}}}\n", "want an address like https://"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a> <a>'}}\n", `args: "a" stands there twice`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '[a] <b>'}}\n", "args: <b> cannot follow [a]"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a…> <b>'}}\n", "args: nothing can follow <a…>"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: 'a'}}\n", `args: want <word> or [word] at "a"`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a=b>'}}\n", "args: <a> has to be given"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '[a={b}] [b=1]'}}\n", "{b} is not known"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', check: {b: x}}}\n", `check: "b" is no argument`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', check: {a: '('}}}\n", "check: missing closing )"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', check: {a: 'x)|(y'}}}\n", "check: "},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '[a=z]', check: {a: [x, y]}}}\n", `check: the default "z" of a does not pass`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', examples: /r}}\n", `the example "/r" does not run`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', check: {a: 'v\\d'}, examples: [/r x]}}\n", `the example "/r x" does not run`},
		{"commands: {r: {uses: workflow, with: {file: a}, bots: [alice]}}\n", `"alice" is no bot's name: they end in [bot]`},
		{"commands: {r: {uses: workflow, with: {file: a}, needs: [write, mantain]}}\n", "(maintain?)"},
		{"commands: {r: {uses: workflow, with: {file: a}, forks: yes please}}\n", "want true or false here"},
		{"commands: {r: {uses: workflow, with: {file: a}, forks: true}}\n", "so {pr.head.sha} has to be what is used"},
		{"commands: {r: {uses: workflow, with: {file: a, inputs: {a: '{pr.head.sha}', b: '{pr.head.ref}'}}, forks: true}}\n", "and not {pr.head.ref}, which may move"},
		{"commands: {r: {uses: workflow, with: {file: a}, effect: reads, bots: ['x[bot]']}}\n", "a bot's word alone starts nothing that does"},
		{"needs: {run: []}\n", "an empty list says nothing"},
		{"labels: {prefixes: [\"Bad Prefix\"]}\n", `want a name like os here, not "Bad Prefix"`},
		{"labels: {prefixes: [\"\"]}\n", `want a name like os here, not ""`},
		{"labels: {prefixes: [remove-os]}\n", "takes labels off"},
		{"labels: {prefixes: [os, os]}\n", `"os" stands here twice`},
		{"labels: {prefixes: [close]}\n", "/close is a built-in command"},
		{"labels: {restrict: {bug: wriite}}\n", "(write?)"},
		{"labels: {restrict: {bug: write, Bug: read}}\n", "does not tell capital letters"},
		{"targets: {prod: {needs: []}}\n", "an empty list says nothing"},
		{"commands: {r: {uses: workflow, with: {file: a}, needs: []}}\n", "an empty list says nothing"},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '[x=y…] [z]'}}\n", ""},
		{"targets: {prod: {needs: admin}, 'pr*d': {needs: admin}}\n", `robot.yml:1:33: target "pr*d": want a target's name, which may have one * at its end`},
		{"targets: {prod: {needs: admin}, PROD: {needs: admin}}\n", `robot.yml:1:33: targets: "prod" and "PROD" are one target`},
		{"targets: {prod: {branches: ['a b']}}\n", "want branches like main or release-* here"},
		{"targets: {prod: {branches: ['rel*x']}}\n", `robot.yml:1:11: target "prod": branches: "rel*x": want a branch's name`},
		{"targets: {prod: {confirm: yes please}}\n", `robot.yml:1:27: want true or false here, not "yes please"`},
		{"targets: {prod: {four_eyes: [alice]}}\n", "robot.yml:1:29: want true or false here"},
		{"targets: {prod: {four_eyse: true}}\n", `robot.yml:1:18: "four_eyse" is not known here (four_eyes?); there is needs, branches, confirm, four_eyes`},
		{"targets: {prod: {four_eyes: true, confirm: false}}\n", "robot.yml:1:44: confirm: with four_eyes somebody has to confirm it; leave one of the two out"},
		{"targets: {prod: {four_eyes: false, confirm: false}, qa: {confirm: True, four_eyes: TRUE}}\n", ""},
		{"targets: {prod: {confirm: true}}\ncommands: {confirm: {uses: workflow, with: {file: a}}}\n", `robot.yml:2:12: "confirm" is how a person confirms what was asked for; choose another name`},
		{"targets: {prod: {four_eyes: true}}\naliases: {confirm: help}\n", `robot.yml:2:11: aliases: "confirm" is how a person confirms what was asked for; choose another name`},
		{"targets: {prod: {confirm: false}}\ncommands: {confirm: {uses: workflow, with: {file: a}}}\n", ""},
		{"use: [confirm]\ncommands: {confirm: {uses: workflow, with: {file: a}}}\n", `robot.yml:2:12: "confirm" is a built-in command already`},
		{"commands: {r: {uses: drone_promote, with: {target: a, sha: main}}}\n", `robot.yml:1:60: want the beginning of a commit's name, like abc1234, here, not "main"`},
		{"commands: {r: {uses: drone_rollback, with: {target: a, sha: abc12}}}\n", "robot.yml:1:61: want the beginning of a commit's name"},
		{"commands: {r: {uses: drone_build, with: {sha: abc1234}}}\n", `"sha" is not known here`},
		{"commands: {r: {uses: drone_rollback, with: {target: a, sha: 1234567}}, s: {uses: drone_promote, with: {target: a, sha: 'ABC{x}'}, args: <x>}}\n", ""},
		{"commands: {r: {uses: drone_promote, with: {target: a, sha: '{x}'}}}\n", "{x} is not known"},
		{"use: [help]\ncommands: {status: {uses: workflow, with: {file: a}}}\naliases: {locks: status, promote: status}\n", ""},
		{"use: [help, drone]\ncommands: {status: {uses: workflow, with: {file: a}}}\n", `robot.yml:2:12: "status" is a built-in command already; choose another name, or list under use the others alone`},
		{"commands: {promote: {uses: drone_promote, with: {target: a}}}\n", `robot.yml:1:12: "promote" is a built-in command already`},
		{"use: [help, locks]\naliases: {unlock-target: help}\n", `robot.yml:2:11: aliases: "unlock-target" is a command already`},
		{"use: [help, drone, locks, status, lock-target]\n", ""},
		{"commands: {r: {uses: lock-target, with: {args: [prod]}}, s: {uses: retry}}\n", ""},
		{"needs: {status: triage, unlock-target: admin}\n", ""},
		{"targets: {prod: {branches: []}}\n", `robot.yml:1:11: target "prod": branches: want at least one`},
		{"commands: {r: {uses: http, with: {url: 'http://x/'}}}\n", "robot.yml:1:40: its address is not `https`, which only a private host may do without"},
		{"commands: {r: {uses: http, with: {url: 'http://x/', private: true}}}\n", ""},
		{"commands: {r: {uses: http, with: {url: 'https://x/', headers: {Host: y}}}}\n", "robot.yml:1:64: the header `Host` cannot be set"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', headers: {A b: y}}}}\n", "robot.yml:1:64: the header `A b` cannot be set"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', headers: {X-Robot-Delivery: y}}}}\n", "the header `X-Robot-Delivery` cannot be set"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', headers: {A: \"b\\nC: d\"}}}}\n", "the value of the header `A` holds a control character"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', method: HEAD}}}\n", `want one of GET, POST, PUT, PATCH, DELETE here, not "HEAD"`},
		{"commands: {r: {uses: http, with: {url: 'https://x/', method: GET, body: {a: b}}}}\n", "robot.yml:1:73: a `GET` carries no body"},
		{"commands: {r: {uses: http, with: {url: 'https://x/', body: {a: b}, form: {c: d}}}}\n", "robot.yml:1:74: it has a body and a form"},
		{"commands: {confirm: {uses: workflow, with: {file: a}, bots: ['x[bot]']}}\n", `robot.yml:1:12: "confirm" is how a person confirms`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<text…>', examples: ['/r \"a b\" c', /r a, /s b]}}\n", `the example "/s b" does not run`},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', check: {a: '\\S+ \\S+'}, examples: '/r \"a b\"'}}\n", ""},
		{"commands: {r: {uses: workflow, with: {file: a, inputs: {s: '{pr.head.sha}'}}, forks: true, args: '[a]', check: {a: [x]}, examples: /r sha=abc1234}}\n", ""},
		{"commands: {r: {uses: workflow, with: {file: a}, args: '<a>', examples: [\"```\", /r a]}}\n", "the example \"```\" does not run"},
	} {
		_, problems := Read("robot.yml", []byte(row.text))
		switch {
		case row.want == "" && len(problems) > 0:
			t.Errorf("%s: %v", row.text, problems)
		case row.want != "" && (len(problems) == 0 || !strings.Contains(problems.Error(), row.want)):
			t.Errorf("%s:\ngot  %v\nwant %s", row.text, problems, row.want)
		}
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	_, problems := Read("robot.yml", []byte("lang: de\nuse: [halp]\ncommands:\n  a: {uses: b}\n  c: {uses: workflow}\n"))
	if len(problems) != 4 || problems[0].Line != 1 || problems[3].Line != 5 {
		t.Errorf("%v", problems)
	}
}
