package dialogue

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// fields are the paths in a JSON text, each with its type, or with its value where that
// says something: ids, times and words of people are accidents.
func fields(text json.RawMessage) map[string]string {
	found := map[string]string{}
	var v any
	if len(text) == 0 {
		return found
	}
	if err := json.Unmarshal(text, &v); err != nil {
		found["."] = "no JSON"
		return found
	}
	walk(found, "", "", v)
	return found
}

func walk(found map[string]string, path, name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		found[path+"."] = "object"
		for inner, value := range v {
			walk(found, path+"."+inner, inner, value)
		}
	case []any:
		found[path+"[]"] = "list"
		for i, value := range v {
			if line, ok := value.(map[string]any); ok && line["out"] == "" {
				continue // how a log is cut into lines is a question of time
			}
			walk(found, fmt.Sprintf("%s[%d]", path, i), name, value)
		}
	default:
		found[path] = kind(v)
		if slices.Contains(telling, name) || strings.Contains(path, ".params.") {
			found[path] = fmt.Sprint(v)
		}
	}
}

// telling are the fields of which the values have to agree. The exit code is none: that of a
// cancelled step is 130 by the server's word, and 137 once its runner has told.
var telling = []string{
	"number", "status", "event", "action", "parent", "deploy_to", "ref", "source", "target", "trigger", "sender", "kind",
	"message", "error", "active", "admin", "write", "protected", "default_branch", "slug", "pos",
}

var commit = regexp.MustCompile(`^[0-9a-f]{40}$`)

func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case float64:
		return "number"
	case string:
		if commit.MatchString(v) {
			return "commit"
		}
	}
	return "string"
}
