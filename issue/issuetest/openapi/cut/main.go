// Command cut takes the operations a project uses, and every component they refer to,
// out of GitHub's OpenAPI description. Its input is the npm package @octokit/openapi,
// unpacked anywhere outside of the repository:
//
//	npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
//	go run ./issue/issuetest/openapi/cut package/generated/api.github.com.json
//
// It reads operations.txt and writes github.json, both in issue/issuetest/openapi.
// Nothing is edited but for three omissions: examples, x-* extensions (x-multi-segment
// stays, it says which path parameters hold slashes), and links to prose.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

type object = map[string]any

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 || len(os.Args) > 3 {
		log.Fatal("usage: cut api.github.com.json [directory of operations.txt and github.json]")
	}
	dir := "issue/issuetest/openapi"
	if len(os.Args) == 3 {
		dir = os.Args[2]
	}
	source, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	operations, err := os.ReadFile(filepath.Join(dir, "operations.txt"))
	if err != nil {
		log.Fatal(err)
	}
	subset, err := cut(source, string(operations))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "github.json"), render(subset), 0o644); err != nil {
		log.Fatal(err)
	}
}

// cut returns the description of the listed operations alone.
func cut(source []byte, operations string) (object, error) {
	var full object
	if err := json.Unmarshal(source, &full); err != nil {
		return nil, err
	}
	info := full["info"].(object)
	paths, components := object{}, object{}
	for n, line := range strings.Split(operations, "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if len(fields) != 2 {
			return nil, fmt.Errorf("operations.txt:%d: want METHOD /path, have %q", n+1, line)
		}
		method, path := strings.ToLower(fields[0]), fields[1]
		item, _ := full["paths"].(object)[path].(object)
		operation, ok := item[method].(object)
		if !ok {
			return nil, fmt.Errorf("operations.txt:%d: GitHub has no %s %s", n+1, fields[0], path)
		}
		operation = strip(operation, false).(object)
		if paths[path] == nil {
			paths[path] = object{}
		}
		paths[path].(object)[method] = operation
		if err := closure(full, operation, components); err != nil {
			return nil, err
		}
	}
	return object{
		"openapi": full["openapi"],
		"info": object{
			"title":     info["title"],
			"version":   info["version"],
			"license":   info["license"],
			"x-package": "@octokit/openapi@" + info["version"].(string) + " generated/api.github.com.json",
			"x-sha256":  fmt.Sprintf("%x", sha256.Sum256(source)),
		},
		"paths":      paths,
		"components": components,
	}, nil
}

// closure copies every component that v refers to, however indirectly, to components.
func closure(full object, v any, components object) error {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := closure(full, e, components); err != nil {
				return err
			}
		}
	case object:
		for _, e := range v {
			if err := closure(full, e, components); err != nil {
				return err
			}
		}
		ref, ok := v["$ref"].(string)
		if !ok {
			return nil
		}
		kind, name, ok := strings.Cut(strings.TrimPrefix(ref, "#/components/"), "/")
		if !ok {
			return fmt.Errorf("$ref %q is not a component", ref)
		}
		kinds, _ := components[kind].(object)
		if kinds == nil {
			kinds = object{}
			components[kind] = kinds
		}
		if kinds[name] != nil {
			return nil
		}
		target := full["components"].(object)[kind].(object)[name]
		if target == nil {
			return fmt.Errorf("$ref %q leads nowhere", ref)
		}
		kinds[name] = strip(target, false)
		return closure(full, kinds[name], components)
	}
	return nil
}

// strip drops what a check has no use for. Under "properties" the keys are names of
// fields, and a field may well be called "example".
func strip(v any, names bool) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = strip(e, false)
		}
		return out
	case object:
		out := object{}
		for k, e := range v {
			if names || !dropped(k) {
				out[k] = strip(e, !names && k == "properties")
			}
		}
		return out
	}
	return v
}

func dropped(key string) bool {
	switch key {
	case "example", "examples", "externalDocs", "tags":
		return true
	}
	return strings.HasPrefix(key, "x-") && key != "x-multi-segment"
}
