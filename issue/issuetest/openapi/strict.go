package openapi

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// strict makes the description say more than GitHub wrote down.
func strict(doc *openapi3.T) {
	paths := openapi3.NewPaths()
	for path, item := range doc.Paths.Map() {
		for _, operation := range item.Operations() {
			for _, p := range operation.Parameters {
				if p.Value.Extensions["x-multi-segment"] != nil {
					// A file's path and a ref hold slashes. The router needs to be told.
					path = strings.Replace(path, "{"+p.Value.Name+"}", "{"+p.Value.Name+multi+"}", 1)
				}
			}
			if operation.RequestBody != nil {
				for _, media := range operation.RequestBody.Value.Content {
					closeSchema(media.Schema)
				}
			}
		}
		paths.Set(path, item)
	}
	doc.Paths = paths
}

const multi = ":.+"

// open undoes what strict does to a path.
func open(path string) string { return strings.ReplaceAll(path, multi, "") }

// closeSchema refuses fields that the schema does not name. This rule is ours: GitHub
// ignores what it does not know, and so a misspelt optional field does nothing, silently.
// Objects with a schema for arbitrary fields (the inputs of a workflow) stay open.
func closeSchema(ref *openapi3.SchemaRef) {
	if ref == nil || ref.Value == nil || ref.Ref != "" {
		return // components are shared with answers, and those may always gain fields
	}
	s := ref.Value
	if len(s.Properties) > 0 && s.AdditionalProperties.Schema == nil && s.AdditionalProperties.Has == nil {
		no := false
		s.AdditionalProperties.Has = &no
	}
	for _, p := range s.Properties {
		closeSchema(p)
	}
	for _, group := range []openapi3.SchemaRefs{s.OneOf, s.AnyOf} {
		for _, p := range group {
			closeSchema(p)
		}
	}
	closeSchema(s.Items)
}
