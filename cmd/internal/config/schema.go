package config

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Schema is robot.yml as a JSON Schema, made of the declarations that Read goes by: editors
// complete and check with it. It is of draft 7, which they know best. What it refuses, Read
// refuses too; Read sees more.
func Schema() ([]byte, error) {
	file := top.schema()
	file.Dialect, file.ID, file.Title = "http://json-schema.org/draft-07/schema#", "https://raw.githubusercontent.com/fanux/robot/main/robot.schema.json", "robot.yml"
	file.Description = "Commands by configuration, for a robot that answers on GitHub issues."
	one := file.Properties["commands"].Additional.(*schema)
	one.Properties["uses"].Enum = append(familyNames(), builtinKinds()...)
	for _, f := range families {
		one.AllOf = append(one.AllOf, usesThen(&schema{Const: f.name}, f.with, f.about))
	}
	one.AllOf = append(one.AllOf, usesThen(&schema{Enum: builtinKinds()}, builtin, "what the built-in command is said"))
	one.Properties["bots"].narrow(&schema{Pattern: `\[bot\]$`})
	file.Properties["use"].narrow(&schema{Enum: usable()})
	file.Properties["in_repo"].Properties["allow"].narrow(&schema{Enum: familyNames()})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(file)
	return b.Bytes(), err
}

// schema is as much of JSON Schema as there is use for.
// https://json-schema.org/draft-07/json-schema-validation
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	ID          string             `json:"$id,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"`
	Const       string             `json:"const,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	MinLength   int                `json:"minLength,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Names       *schema            `json:"propertyNames,omitempty"`
	Additional  any                `json:"additionalProperties,omitempty"` // a *schema, or false
	AllOf       []*schema          `json:"allOf,omitempty"`
	If          *schema            `json:"if,omitempty"`
	Then        *schema            `json:"then,omitempty"`
}

func (s shape) schema() *schema {
	to := &schema{}
	switch s.kind {
	case word:
		to = s.word()
	case words:
		one := s.word()
		to.AnyOf = []*schema{one, {Type: "array", Items: one}}
	case flag:
		to.Type = "boolean"
	case list:
		to.Type, to.Items = "array", s.of.schema()
	case table:
		to.Type, to.Additional = "object", s.of.schema()
		if s.form != nil {
			to.Names = &schema{Pattern: s.form.String()}
		}
	case object:
		to.Type, to.Additional, to.Properties = "object", false, map[string]*schema{}
		for _, k := range s.keys {
			one := k.schema()
			to.Properties[k.name] = one
			if k.required {
				if k.kind == word {
					one.MinLength = 1
				}
				to.Required = append(to.Required, k.name)
			}
		}
	}
	to.Description = s.about
	return to
}

// word is one text. Numbers and booleans are taken as they are written; of a form, numbers
// where it lets them pass.
func (s shape) word() *schema {
	switch {
	case s.choices != nil:
		return &schema{Enum: s.choices}
	case s.form == nil:
		return &schema{Type: []string{"string", "number", "boolean"}}
	}
	one := &schema{Pattern: s.form.String()}
	types := []string{"string"}
	if s.form.MatchString("1") || s.form.MatchString("1234567") {
		types = append(types, "number")
	}
	one.Type = types
	return one
}

// narrow holds the texts of words to what is checked of them later.
func (s *schema) narrow(one *schema) {
	one.Type = "string"
	s.AnyOf = []*schema{one, {Type: "array", Items: one}}
}

// usesThen is what stands in with where uses is one of a kind.
func usesThen(uses *schema, with shape, about string) *schema {
	with.about = about
	then := &schema{Properties: map[string]*schema{"with": with.schema()}}
	if slices.ContainsFunc(with.keys, func(k key) bool { return k.required }) {
		then.Required = []string{"with"}
	}
	return &schema{If: &schema{Required: []string{"uses"}, Properties: map[string]*schema{"uses": uses}}, Then: then}
}
