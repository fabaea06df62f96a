package config

import (
	"bytes"
	"encoding/json"
	flags "flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

var update = flags.Bool("update", false, "write robot.schema.json")

const (
	root       = "../../.."
	schemaFile = root + "/robot.schema.json"
)

// TestSchemaIsFresh: the schema in the repository is the one of these declarations.
func TestSchemaIsFresh(t *testing.T) {
	fresh, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(schemaFile, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(fresh), string(kept)); diff != "" {
		t.Errorf("robot.schema.json is stale; go test ./cmd/internal/config -update writes it:\n%s", diff)
	}
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("robot.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("robot.schema.json") // held to the dialect's own schema
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is a YAML text as an editor hands it to the schema.
func asJSON(t testing.TB, text string) any {
	t.Helper()
	var value any
	if err := yaml.Load([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	b, err := json.Marshal(named(value))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// named is a value whose keys are texts, as JSON's are.
func named(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, one := range v {
			v[name] = named(one)
		}
	case map[any]any:
		all := map[string]any{}
		for name, one := range v {
			all[fmt.Sprint(name)] = named(one)
		}
		return all
	case []any:
		for i, one := range v {
			v[i] = named(one)
		}
	}
	return value
}

func TestSchemaTakesWhatReadTakes(t *testing.T) {
	s := compiled(t)
	texts := map[string]string{"the proposal": proposal, "nothing": "{}\n"}
	files, _ := filepath.Glob("testdata/samples/*/robot.yml")
	inside, _ := filepath.Glob("testdata/samples/*/.github/robot.yml")
	endpoints, _ := filepath.Glob(root + "/processors/endpoint/testdata/*.yml")
	if len(files) != 3 || len(inside) == 0 || len(endpoints) == 0 {
		t.Fatalf("samples: %q, %q, %q", files, inside, endpoints)
	}
	for _, file := range append(append(files, inside...), endpoints...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	for _, text := range []string{
		"use: help\n", "aliases: {a: help}\n", "targets: {2024: {branches: 2024}}\n",
		"commands: {r: {about: 1, uses: workflow, with: {file: 1.yml, inputs: {n: 1, b: true}}}}\n",
		"commands: {r: {uses: help}}\n", "commands: {r: {uses: run, with: {args: a, params: {b: 1}}}}\n",
		"commands: {r: {uses: label}}\n", "targets: {prod: {confirm: true}, qa: {four_eyes: true, confirm: true}}\n", "use: [drone, locks, confirm]\n",
		"commands: {r: {uses: drone_promote, with: {target: a, sha: abc1234}}}\n", "commands: {r: {uses: drone_rollback, with: {target: a, sha: 1234567}}}\n",
		"commands: {r: {uses: drone_promote, args: '[sha]', with: {target: a, sha: '{sha}'}}}\n", "commands: {r: {uses: unlock-target, with: {args: prod}}}\n",
	} {
		texts[text] = text
	}
	for name, text := range texts {
		if _, problems := Read(name, []byte(text)); problems != nil {
			t.Error(problems)
		}
		if err := s.Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaRefuses what is wrong with the structure, as Read does.
func TestSchemaRefuses(t *testing.T) {
	s := compiled(t)
	for _, text := range []string{
		"comands: {}\n", "lang: de\n", "lang: [en]\n", "use: {help: 1}\n", "use: halp\n", "use: [help, halp]\n", "repos: acme\n", "repos: 1\n",
		"aliases: {Ship: help}\n", "aliases: {ship: [help]}\n", "aliases: help\n", "targets: {prod: {neds: admin}}\n", "targets: {prod: admin}\n", "targets: {prod: {confirm: 1}}\n", "targets: {prod: {four_eyes: 'true'}}\n", "commands: {r: {uses: status, with: {target: a}}}\n",
		"commands: {r: {uses: drone_promote, with: {target: a, sha: main}}}\n", "commands: {r: {uses: drone_build, with: {sha: abc1234}}}\n", "targets: {'a b': {}}\n",
		"in_repo: {}\n", "in_repo: {allow: workflw}\n", "in_repo: {allow: workflow, file: ../x.yml}\n", "needs: [write]\n", "needs: {help: {a: b}}\n", "use: null\n",
		"commands: []\n", "commands: {Release: {uses: help}}\n", "commands: {r: {}}\n", "commands: {r: null}\n", "commands: {r: {uses: ''}}\n", "commands: {r: {uses: workflow, with: {file: ''}}}\n", "commands: {r: {uses: workflw}}\n", "commands: {r: {uses: [help]}}\n",
		"commands: {r: {uses: help, when: now}}\n", "commands: {r: {uses: help, forks: 1}}\n", "commands: {r: {uses: help, examples: {a: b}}}\n", "commands: {r: {uses: help, check: {A: b}}}\n",
		"commands: {r: {uses: help, bots: alice}}\n", "commands: {r: {uses: help, with: {arg: a}}}\n", "commands: {r: {uses: workflow}}\n", "commands: {r: {uses: workflow, with: {}}}\n",
		"commands: {r: {uses: workflow, with: {fil: a}}}\n", "commands: {r: {uses: workflow, with: {file: a, inputs: {b: [1]}}}}\n", "commands: {r: {uses: workflow, with: [a]}}\n",
		"commands: {r: {uses: http, with: {url: 'https://x/', method: HEAD}}}\n", "commands: {r: {uses: http, with: {url: 'https://x/', private: 1}}}\n", "commands: {r: {uses: http}}\n",
		"commands: {r: {uses: drone_promote, with: {build: latest}}}\n", "commands: {r: {uses: drone_promote, with: {target: a, params: [b]}}}\n", "commands: {r: {uses: dispatch, with: {payload: {}}}}\n",
		"commands: {r: {uses: label, with: {close: maybe}}}\n", "commands: {r: {uses: comment, with: {reply: a}}}\n", "commands: {r: {uses: comment, with: {text: null}}}\n",
	} {
		if _, problems := Read("robot.yml", []byte(text)); problems == nil {
			t.Errorf("%s: Read takes it", text)
		}
		if s.Validate(asJSON(t, text)) == nil {
			t.Errorf("%s: the schema takes it", text)
		}
	}
}

// TestSchemaSaysWhatKeysAreFor: an editor shows it.
func TestSchemaSaysWhatKeysAreFor(t *testing.T) {
	var file schema
	text, _ := Schema()
	if err := json.Unmarshal(text, &struct {
		*schema
		AdditionalProperties any
	}{schema: &file}); err != nil {
		t.Fatal(err)
	}
	for name, s := range file.Properties {
		if s.Description == "" {
			t.Errorf("%s has no description", name)
		}
	}
	if n := strings.Count(string(text), `"description"`); n < 50 {
		t.Errorf("%d descriptions", n)
	}
}
