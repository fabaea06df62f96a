package runtime

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The control paths, by which an instance is told what kind of call it is.
// https://help.aliyun.com/document_detail/191342.html
const (
	ofTrigger    = "/http-invoke"
	ofEvent      = "/invoke"
	ofInitialize = "/initialize"
	ofPreStop    = "/pre-stop"
	ofPreFreeze  = "/pre-freeze"
)

// The credentials of a function's role are in every call and in the environment.
var credentials = map[string]string{
	"Access-Key-Id": "STS.NUnitTestAccessKeyId", "Access-Key-Secret": "sts-access-key-secret-0123456789", "Security-Token": "CAIS-security-token-0123456789",
}

// prefix is what the default domain of FC 2.0 puts before the path.
const prefix = "/2016-08-15/proxy/CRService/robot"

// function is one of the platform's, with an HTTP trigger, or a timer where it has none.
type function struct {
	t    *testing.T
	dir  string // where its code is
	out  string // where its logs are
	env  []string
	port string // the variable that tells it
	base string // the path that its address begins with
	url  string

	calling sync.WaitGroup

	mu        sync.Mutex
	instances []*instance
	calls     []string          // their ids
	answered  map[string]string // by their ids: what was answered
	queue     []string          // of jobs, in their order
}

// deploy makes a function of the zip. Its environment is the platform's, and the settings.
func deploy(t *testing.T, generation int, settings ...string) *function {
	t.Helper()
	f := &function{t: t, dir: code(t), out: t.TempDir(), port: "FC_SERVER_PORT", answered: map[string]string{}}
	f.env = append([]string{"FC_FUNCTION_NAME=robot", "FC_REGION=cn-hongkong", "FC_ACCOUNT_ID=1234567890", "FC_INSTANCE_ID=c-1"}, settings...)
	if generation == 2 {
		f.base = prefix
	} else {
		f.port = "FC_CUSTOM_LISTEN_PORT"
	}
	for name, value := range credentials {
		f.env = append(f.env, "ALIBABA_CLOUD_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_"))+"="+value)
	}
	server := httptest.NewServer(f)
	f.url = server.URL + f.base
	f.env = append(f.env, "ROBOT_URL="+f.url)
	t.Cleanup(func() {
		server.Close()
		for _, in := range f.instances {
			in.kill()
		}
		f.logged()
	})
	return f
}

// take returns an instance that has room for a call: thawed, or a new one.
func (f *function) take() (*instance, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, in := range f.instances {
		if in.gone || in.busy == concurrency {
			continue
		}
		if in.busy++; in.busy == 1 {
			in.thaw()
		}
		return in, nil
	}
	in, err := begin(f.dir, filepath.Join(f.out, fmt.Sprint(len(f.instances))), f.env, f.port)
	if err == nil {
		in.busy = 1
		f.instances = append(f.instances, in)
	}
	return in, err
}

// leave freezes an instance when its last call is over.
func (f *function) leave(in *instance) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if in.busy--; in.busy == 0 && !in.gone {
		in.freeze()
	}
}

// reclaim takes all instances away. None may be at work.
func (f *function) reclaim() {
	f.calling.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, in := range f.instances {
		in.gone = true
		in.kill()
	}
}

// invoke makes a call of a kind, and freezes the instance before it says what was answered.
// Where ctx ends before that, the call is cut off, and the instance frozen in the middle of it.
func (f *function) invoke(ctx context.Context, kind, method, path string, header http.Header, body string) (*answer, error) {
	f.calling.Add(1)
	defer f.calling.Done()
	in, err := f.take()
	if err != nil {
		return nil, err
	}
	defer f.leave(in)
	id := f.id()
	a, err := in.call(ctx, method, path, f.header(id, kind, path, header), body)
	if err == nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.answered[id] = a.body + fmt.Sprint(a.header)
	}
	return a, err
}

// header is what a call has beside what its caller said: of that, nothing that begins with x-fc-.
func (f *function) header(id, kind, path string, said http.Header) http.Header {
	h := http.Header{}
	for name, values := range said {
		if !strings.HasPrefix(name, "X-Fc-") && name != "Connection" && name != "Keep-Alive" {
			h[name] = values
		}
	}
	for name, value := range credentials {
		h.Set("X-Fc-"+name, value)
	}
	h.Set("X-Fc-Request-Id", id)
	h.Set("X-Fc-Control-Path", kind)
	h.Set("X-Fc-Function-Name", "robot")
	h.Set("X-Fc-Region", "cn-hongkong")
	h.Set("X-Fc-Account-Id", "1234567890")
	if h.Set("X-Fc-Base-Path", f.base); f.base == "" {
		h.Set("X-Fc-Base-Path", path) // so it was seen on FC 3.0
	}
	return h
}

func (f *function) id() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := fmt.Sprintf("1-6a0d3b1c-%012x", len(f.calls)+1)
	f.calls = append(f.calls, id)
	return id
}

// ServeHTTP is the HTTP trigger.
func (f *function) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 32<<20))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if r.Header.Get("X-Fc-Invocation-Type") == "Async" && len(body) <= 128<<10 {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.queue = append(f.queue, r.URL.Path+" "+string(body))
		w.WriteHeader(http.StatusAccepted)
		return
	}
	a, err := f.invoke(r.Context(), ofTrigger, r.Method, r.URL.RequestURI(), r.Header, string(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Disposition", "attachment") // so does the default domain
	w.WriteHeader(a.status)
	io.WriteString(w, a.body)
}
