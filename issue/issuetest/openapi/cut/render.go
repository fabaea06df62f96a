package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// render writes one operation and one component per line: small, and still fit for a diff.
func render(subset object) []byte {
	var out bytes.Buffer
	write(&out, subset, 0, []string{"openapi", "info", "paths", "components"})
	out.WriteByte('\n')
	return out.Bytes()
}

func write(out *bytes.Buffer, v any, depth int, order []string) {
	o, ok := v.(object)
	if !ok || depth == 3 {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(v); err != nil {
			panic(err) // it was decoded from JSON
		}
		out.Truncate(out.Len() - 1) // Encode's line break
		return
	}
	if order == nil {
		order = slices.Sorted(maps.Keys(o))
	}
	out.WriteString("{\n")
	for i, k := range order {
		out.WriteString(strings.Repeat(" ", depth+1))
		key, err := json.Marshal(k)
		if err != nil {
			panic(err) // a string
		}
		out.Write(key)
		out.WriteString(": ")
		write(out, o[k], depth+1, nil)
		if i < len(order)-1 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
	}
	out.WriteString(strings.Repeat(" ", depth) + "}")
}
