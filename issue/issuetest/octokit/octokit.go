// Package octokit holds real webhook payloads of GitHub, as collected by Octokit's
// contributors, and a few that are derived from them.
package octokit

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

//go:embed *.json derived/*.json
var files embed.FS

// Examples returns the real payloads of the events issue_comment, issues, ping,
// pull_request, pull_request_review, pull_request_review_comment and workflow_run.
func Examples() map[string][]json.RawMessage {
	examples := map[string][]json.RawMessage{}
	each("*.json", func(event string, data []byte) error {
		var list []json.RawMessage
		err := json.Unmarshal(data, &list)
		examples[event] = list
		return err
	})
	return examples
}

// Derived returns the payloads that no example exists for. All are issue_comment events;
// their names say what was changed.
func Derived() map[string]json.RawMessage {
	derived := map[string]json.RawMessage{}
	each("derived/*.json", func(name string, data []byte) error {
		derived[name] = data
		return nil
	})
	return derived
}

// each panics where a file of this folder is not what it should be.
func each(pattern string, f func(name string, data []byte) error) {
	dir := path.Dir(pattern)
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), ".json")
		if !ok {
			continue
		}
		data, err := files.ReadFile(path.Join(dir, entry.Name()))
		if err == nil {
			err = f(name, data)
		}
		if err != nil {
			panic(fmt.Errorf("%s: %w", entry.Name(), err))
		}
	}
}
