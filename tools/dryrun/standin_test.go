package dryrun

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// standIn is an account at Aliyun that has nothing yet: Function Compute at /2016-08-15/, and
// RAM, which knows of roles, at /pop/.
type standIn struct {
	*httptest.Server
	mu    sync.Mutex
	calls []string                     // what was asked to be made, in order
	env   map[string]map[string]string // of each function
}

func newStandIn(t *testing.T) *standIn {
	s := &standIn{env: make(map[string]map[string]string)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.URL.Path == "/pop/" {
			s.ram(w, r)
			return
		}
		if path, ok := strings.CutPrefix(r.URL.Path, "/2016-08-15/"); ok {
			s.fc(w, r, path)
			return
		}
		t.Errorf("a call to nobody: %s %s", r.Method, r.URL.Path)
		w.WriteHeader(http.StatusNotFound)
	}))
	t.Cleanup(s.Close)
	return s
}

// absent are what FC says of what is not there, by what it is.
var absent = map[string]string{"services": "ServiceNotFound", "functions": "FunctionNotFound", "triggers": "TriggerNotFound", "async-invoke-config": "AsyncConfigNotExists"}

func (s *standIn) fc(w http.ResponseWriter, r *http.Request, path string) {
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodGet {
		parts := strings.Split(path, "/") // services/S/functions/F/triggers/T
		last := parts[len(parts)-1]
		if last == "triggers" {
			fmt.Fprint(w, `{"triggers": []}`)
			return
		}
		if absent[last] == "" {
			last = parts[len(parts)-2]
		}
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `{"ErrorCode": %q, "ErrorMessage": "not there"}`, absent[last])
		return
	}
	text, _ := io.ReadAll(r.Body)
	var body map[string]any
	if err := json.Unmarshal(text, &body); err != nil {
		s.calls = append(s.calls, fmt.Sprintf("%s %s: %v", r.Method, path, err))
	}
	_, _ = w.Write(text) // FC answers with what it has made
	if env, ok := body["environmentVariables"].(map[string]any); ok {
		values := make(map[string]string)
		for name, value := range env {
			values[name], _ = value.(string)
		}
		s.env[fmt.Sprint(body["functionName"])] = values
		body["environmentVariables"] = slices.Sorted(maps.Keys(values))
	}
	if code, ok := body["code"].(map[string]any); ok {
		body["code"] = unpacked(fmt.Sprint(code["zipFile"]))
	}
	s.calls = append(s.calls, fmt.Sprintf("FC %s %s %s", r.Method, path, indented(body)))
}

// reading are the calls that change nothing.
var reading = regexp.MustCompile("^(Get|List)")

func (s *standIn) ram(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	said := make(map[string]any)
	for _, name := range []string{"RoleName", "PolicyName", "PolicyType"} {
		if value := r.Form.Get(name); value != "" {
			said[name] = value
		}
	}
	for _, name := range []string{"AssumeRolePolicyDocument", "PolicyDocument"} {
		var document any
		if json.Unmarshal([]byte(r.Form.Get(name)), &document) == nil {
			said[name] = document
		}
	}
	action := r.Form.Get("Action")
	if !reading.MatchString(action) {
		s.calls = append(s.calls, fmt.Sprintf("RAM %s %s", action, indented(said)))
	}
	if what, ok := strings.CutPrefix(action, "Get"); ok {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `{"Code": "EntityNotExist.%s", "Message": "not there"}`, what)
		return
	}
	fmt.Fprintf(w, `{"Policies": {"Policy": []}, "Role": {"Arn": "acs:ram::%s:role/%s"}}`, account, r.Form.Get("RoleName"))
}

// unpacked lists a zip's files, and what the first bytes of each are.
func unpacked(base64Zip string) []string {
	archive, err := base64.StdEncoding.DecodeString(base64Zip)
	if err != nil {
		return []string{err.Error()}
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return []string{err.Error()}
	}
	var files []string
	for _, f := range r.File {
		start := make([]byte, 4)
		if content, err := f.Open(); err == nil {
			_, _ = io.ReadFull(content, start)
		}
		files = append(files, fmt.Sprintf("%s %s %q", f.Mode(), f.Name, start))
	}
	return files
}

func indented(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value)
	return text.String()
}
