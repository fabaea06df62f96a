package issuetest

import (
	"cmp"
	"encoding/json"
)

// named is a label, a person or a type as calls name one: by its name, or in an object that
// says more, which is not kept.
type named string

// UnmarshalJSON implements json.Unmarshaler.
func (n *named) UnmarshalJSON(data []byte) error {
	var long struct{ Name, Login, Value string }
	if err := json.Unmarshal(data, &long); err == nil {
		*n = named(cmp.Or(long.Name, long.Login, long.Value))
		return nil
	}
	return json.Unmarshal(data, (*string)(n))
}

func texts(list []named) (out []string) {
	for _, n := range list {
		out = append(out, string(n))
	}
	return out
}
