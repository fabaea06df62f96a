package story

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// call is what somebody does, as GitHub's API has it.
type call struct {
	by, method string
	path       string // below the repository; of calls that name none, from the root: "/user"
	body       string // JSON as sorted writes it; "" where there is none
	made       int    // the number of the issue that it opened
	drone      bool   // it is Drone's API: path is from the root, with the query, and body as it is
}

// of is the groups of a path that the call has, with that method; nil where it has not.
func (c call) of(method, path string) []string {
	if c.method != method {
		return nil
	}
	found := regexp.MustCompile(`^` + path + `$`).FindStringSubmatch(c.path)
	if found == nil {
		return nil
	}
	return found[1:len(found):len(found)]
}

// fields are those of the body.
func (c call) fields() (fields map[string]any) {
	_ = json.Unmarshal([]byte(c.body), &fields) // what is no object has none
	return fields
}

// text is a field of the body that is a text.
func (c call) text(field string) string {
	text, _ := c.fields()[field].(string)
	return text
}

// list is a field of the body that is a list of texts, or the body itself; written with commas.
func (c call) list(field string) string {
	var bare []string
	if json.Unmarshal([]byte(c.body), &bare) == nil {
		return strings.Join(bare, ", ")
	}
	var all []string
	list, _ := c.fields()[field].([]any)
	for _, one := range list {
		text, _ := one.(string)
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// object makes a body of names and values.
func object(pairs ...any) string {
	fields := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		fields[pairs[i].(string)] = pairs[i+1]
	}
	return encode(fields)
}

func encode(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // a person may have to read it
	if err := e.Encode(value); err != nil {
		panic(err) // texts and lists
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), shown, `\u240d`)
}

// sorted is a body with its fields in order; what says nothing is "".
func sorted(body []byte) string {
	var value any
	if json.Unmarshal(body, &value) != nil || value == nil {
		return ""
	}
	if fields, is := value.(map[string]any); is && len(fields) == 0 {
		return ""
	}
	return encode(value)
}

// callOf is what somebody does, from the root.
func callOf(a sandbox.Act) call {
	c := call{by: a.By, method: a.Method, path: a.Path, body: sorted(a.Body), drone: a.Drone}
	if a.Drone {
		c.body = string(a.Body)
	}
	var answer struct{ Number int }
	if _, _, is := place(a); is && strings.HasSuffix(a.Path, "/issues") && json.Unmarshal(a.Answer, &answer) == nil {
		c.made = answer.Number
	}
	return c
}

// place takes the path of a call apart: what is below the repository, and its name.
func place(a sandbox.Act) (path, name string, is bool) {
	part := strings.SplitN(strings.TrimPrefix(a.Path, "/"), "/", 4)
	if len(part) < 4 || part[0] != "repos" {
		return "", "", false
	}
	return part[3], part[1] + "/" + part[2], true
}
