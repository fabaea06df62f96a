// Command extract takes the example payloads of the events the robot knows out of the npm
// package @octokit/webhooks-examples, unpacked anywhere outside of the repository:
//
//	npm pack @octokit/webhooks-examples@7.6.1 && tar xzf octokit-webhooks-examples-7.6.1.tgz
//	go run ./issue/issuetest/octokit/extract package/api.github.com/index.json
//
// It writes one file per event to issue/issuetest/octokit. White space is all it changes:
// one line per field of a payload, fields in GitHub's order.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
)

var events = []string{"issue_comment", "issues", "ping", "pull_request", "pull_request_review", "pull_request_review_comment", "workflow_run"}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 || len(os.Args) > 3 {
		log.Fatal("usage: extract index.json [directory]")
	}
	dir := "issue/issuetest/octokit"
	if len(os.Args) == 3 {
		dir = os.Args[2]
	}
	source, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var index []struct {
		Name     string
		Examples []json.RawMessage
	}
	if err := json.Unmarshal(source, &index); err != nil {
		log.Fatal(err)
	}
	for _, event := range index {
		if !slices.Contains(events, event.Name) {
			continue
		}
		data, err := render(event.Examples)
		if err != nil {
			log.Fatalf("%s: %v", event.Name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, event.Name+".json"), data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

func render(examples []json.RawMessage) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("[\n")
	for i, example := range examples {
		if i > 0 {
			out.WriteString(",\n")
		}
		if err := fields(&out, example); err != nil {
			return nil, err
		}
	}
	out.WriteString("\n]\n")
	return out.Bytes(), nil
}

// fields writes an object with one line for each of its fields.
func fields(out *bytes.Buffer, object json.RawMessage) error {
	decoder := json.NewDecoder(bytes.NewReader(object))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	separator := "{\n"
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s %q: ", separator, key)
		if err := json.Compact(out, value); err != nil {
			return err
		}
		separator = ",\n"
	}
	out.WriteString("\n}")
	return nil
}
