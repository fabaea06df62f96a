package deploy

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// published is a file of a module that nothing is linked from: what its authors publish of
// their own format.
func published(t *testing.T, module, name string) []byte {
	t.Helper()
	download := exec.Command("go", "mod", "download", "-json", module)
	download.Dir, download.Env = t.TempDir(), append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := download.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var where struct{ Dir string }
	if err := json.Unmarshal(out, &where); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(where.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// knative is the schema that Knative's API server holds a Service to.
func knative(t *testing.T) any {
	var definition struct {
		Spec struct {
			Versions []struct {
				Schema struct {
					OpenAPI map[string]any `yaml:"openAPIV3Schema"`
				}
			}
		}
	}
	if err := yaml.Load(published(t, "knative.dev/serving@v0.51.0", "config/core/300-resources/service.yaml"), &definition); err != nil {
		t.Fatal(err)
	}
	schema := definition.Spec.Versions[0].Schema.OpenAPI
	// What every resource has, and no definition says.
	schema["properties"].(map[string]any)["metadata"] = map[string]any{"type": "object", "properties": map[string]any{"name": map[string]any{}}}
	template := schema["properties"].(map[string]any)["spec"].(map[string]any)["properties"].(map[string]any)["template"].(map[string]any)
	if _, said := template["properties"].(map[string]any)["metadata"]; !said {
		t.Fatal("the schema says nothing of a template's metadata")
	}
	return closed(schema, false)
}

// cloudRun is the schema of Cloud Run's API, as its discovery document has it.
func cloudRun(t *testing.T) any {
	var document struct{ Schemas map[string]any }
	if err := json.Unmarshal(published(t, "google.golang.org/api@v0.260.0", "run/v1/run-api.json"), &document); err != nil {
		t.Fatal(err)
	}
	return closed(map[string]any{"$defs": document.Schemas, "$ref": "Service"}, true)
}

// closed makes a JSON schema of one that only resembles it: what it does not name is wrong.
// Where refs are names, they are those of definitions.
func closed(node any, refs bool) any {
	switch n := node.(type) {
	case []any:
		for i := range n {
			n[i] = closed(n[i], refs)
		}
	case map[string]any:
		for key := range n {
			n[key] = closed(n[key], refs)
		}
		if name, ok := n["$ref"].(string); ok && refs {
			n["$ref"] = "#/$defs/" + name
		}
		_, names := n["properties"].(map[string]any)
		if kind, _ := n["type"].(string); names && kind == "object" && n["x-kubernetes-preserve-unknown-fields"] == nil {
			n["additionalProperties"] = false
		}
		for _, foreign := range []string{"id", "format", "default"} { // of another meaning here
			if _, text := n[foreign].(string); text {
				delete(n, foreign)
			}
		}
		if n["type"] == "any" {
			delete(n, "type")
		}
	}
	return node
}

// TestService: both take it, each by the schema that it publishes, and know every name in it.
func TestService(t *testing.T) {
	if testing.Short() {
		t.Skip("it downloads what Knative and Cloud Run publish")
	}
	text, err := os.ReadFile("knative/service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, schema := range map[string]any{"knative": knative(t), "cloud run": cloudRun(t)} {
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("service.json", plain(t, schema)); err != nil {
			t.Fatal(err)
		}
		compiled, err := compiler.Compile("service.json")
		if err != nil {
			t.Fatal(name, err)
		}
		judge := func(text string) error {
			var service any
			if err := yaml.Load([]byte(text), &service); err != nil {
				t.Fatal(err)
			}
			return compiled.Validate(plain(t, service))
		}
		if err := judge(string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, broken := range []struct{ was, is string }{
			{"timeoutSeconds: 15", "timeoutSecond: 15"},
			{"containerConcurrency: 10", "containerConcurrency: ten"},
			{"secretKeyRef:", "secretRef:"},
			{"path: /healthz", "paths: /healthz"},
			{"limits:", "limit:"},
		} {
			if judge(strings.Replace(string(text), broken.was, broken.is, 1)) == nil {
				t.Errorf("%s: it takes %q", name, broken.is)
			}
		}
	}
	for _, wanted := range []string{"registry.example.com/robot:VERSION", "memory: 512Mi", "/healthz"} {
		if !strings.Contains(string(text), wanted) {
			t.Errorf("there is no %s in it", wanted)
		}
	}
}

// plain is a value as JSON has it.
func plain(t *testing.T, value any) (out any) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if out, err = jsonschema.UnmarshalJSON(strings.NewReader(string(text))); err != nil {
		t.Fatal(err)
	}
	return out
}
