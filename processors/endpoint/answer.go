package endpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/tidwall/gjson"
)

// answer is what an endpoint answered. Everything in it is a stranger's.
type answer struct {
	status int
	header http.Header
	at     *url.URL // what was asked
	body   []byte
	whole  bool // body is all of it
	json   bool // body is an object or a list of JSON
}

// read reads as much as is of use. The status has come already, and it decides: a body that
// breaks off makes nothing undone.
func read(response *http.Response, at *url.URL) *answer {
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer+1))
	a := &answer{status: response.StatusCode, header: response.Header, at: at, body: body, whole: err == nil && len(body) <= mostAnswer}
	start := bytes.TrimLeft(body, " \t\r\n")
	// Not gjson.Valid, which goes as deep as a stranger wishes; this one stops at 10,000.
	a.json = a.whole && (bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("["))) && json.Valid(start)
	return a
}

// found is a field of an answer.
type found struct {
	text   string
	number bool // it stands there as a number
}

// path is what a field may be called: keys and indexes. It is all that is handed to gjson,
// whose paths can also search, change and count.
// https://github.com/tidwall/gjson/blob/master/SYNTAX.md
var path = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\pL\pN_-]+(\.[\pL\pN_-]+)*$`) }) // costly, and seldom needed

// field is a field of the answer, where it has it and it is a value that can be shown.
func (a *answer) field(name string) (found, bool) {
	switch name {
	case "status":
		return found{text: statusText(a.status)}, true
	case "location":
		return a.location()
	case "text":
		line := a.line()
		return found{text: line}, line != ""
	}
	if !a.json || !path().MatchString(name) {
		return found{}, false
	}
	value := gjson.GetBytes(a.body, name)
	if value.IsObject() || value.IsArray() || value.Type == gjson.Null || value.String() == "" {
		return found{}, false
	}
	if value.Type == gjson.Number {
		return found{value.Raw, true}, true
	}
	return found{text: value.String()}, true
}

// location is where the answer says that its result is: Jenkins's place in the queue.
func (a *answer) location() (found, bool) {
	text := a.header.Get("Location")
	to, err := a.at.Parse(text)
	if text == "" || err != nil || to.Host == "" || to.User != nil || to.Scheme != "http" && to.Scheme != "https" {
		return found{}, false
	}
	return found{text: to.String()}, true
}

// line is the first line of what the answer says to people: a text, or the message in a
// JSON object. A page of HTML says nothing.
func (a *answer) line() string {
	if a.json {
		for _, name := range []string{"message", "error", "errors"} {
			if text := firstLine(leaf(gjson.GetBytes(a.body, name), 3)); text != "" {
				return text
			}
		}
		return ""
	}
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if a.header.Get("Content-Type") != "" && (err != nil || kind != "text/plain") {
		return ""
	}
	return firstLine(string(a.body))
}

// leaf is the first text in a value: GitLab's message may be {"base":["Reference not found"]}.
// https://docs.gitlab.com/api/rest/troubleshooting/
func leaf(value gjson.Result, deep int) (text string) {
	switch {
	case value.Type == gjson.String:
		return value.Str
	case deep == 0 || !value.IsObject() && !value.IsArray():
		return ""
	}
	value.ForEach(func(_, inner gjson.Result) bool {
		text = leaf(inner, deep-1)
		return text == ""
	})
	return text
}

func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// statusText is a status with its name, "201 Created": the standard's, and not the answer's.
func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
