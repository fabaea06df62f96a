package template

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// filled matches what s replaces by a variable of the environment; unset, the variable is
// nothing, or stops the deployment.
var filled = regexp.MustCompile(`^\$\{env\('(\w+)'(?:, '')?\)\}$`)

// Check asks of an s.yaml what Render asks of a template.yml: whether its functions could
// start with the environment that getenv is, which s will put where ${env('NAME')} stands.
//
// It names the settings that are missing. It fails as Render does, and on a value that s
// would not hand on as it is.
func Check(src []byte, getenv func(string) string, check func(getenv func(string) string) error) (missing []string, err error) {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		return nil, err
	}
	own := func(name, value string) bool {
		found := filled.FindStringSubmatch(value)
		return found != nil && found[1] == name
	}
	if err := fill(&doc, getenv, own); err != nil {
		return nil, err
	}
	for _, f := range functions(&doc) {
		for name, value := range f.values() {
			// s 3.1.10 fills what it has filled in once more.
			if strings.Contains(value, "${") {
				return nil, fmt.Errorf("%s: it holds ${, which s would replace", name)
			}
		}
	}
	return judge(&doc, 0, check)
}
