package template

import (
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// TestPublishedSchema holds s.yaml to the schema of Serverless Devs' component fc3, where
// FC3_SCHEMA says that there is a copy: no package registry has it.
// https://github.com/devsapp/fc3/blob/master/src/schema.json
func TestPublishedSchema(t *testing.T) {
	file := os.Getenv("FC3_SCHEMA")
	if file == "" {
		t.Skip("FC3_SCHEMA is not set")
	}
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file  string
		valid bool
	}{
		{root + "/s.yaml", true},
		{"testdata/s/memory-200.yaml", false},
		{"testdata/s/cpu-too-small.yaml", false},
		{"testdata/s/too-concurrent.yaml", false},
		{"testdata/s/long-timeout.yaml", false},
	} {
		var doc struct {
			Resources map[string]struct {
				Props any `yaml:"props"`
			} `yaml:"resources"`
		}
		if err := yaml.Load(read(t, test.file), &doc); err != nil || len(doc.Resources) == 0 {
			t.Fatalf("%s: %d resources, %v", test.file, len(doc.Resources), err)
		}
		for name, resource := range doc.Resources {
			if err := schema.Validate(resource.Props); (err == nil) != test.valid {
				t.Errorf("%s: %s: %v, want valid: %t", test.file, name, err, test.valid)
			}
		}
	}
}
