package runtime

import (
	"fmt"
	"os"
	"strings"
)

// logs is what all instances have written.
func (f *function) logs() string {
	var all strings.Builder
	for _, in := range f.instances {
		text, err := os.ReadFile(in.log)
		if err != nil {
			f.t.Error(err)
		}
		all.Write(text)
	}
	return all.String()
}

// logged holds for every test: the log has the lines of every call, and neither it nor an
// answer has a credential.
func (f *function) logged() {
	logs := f.logs()
	for _, id := range f.calls {
		_, answered := f.answered[id]
		begun, ended := "FC Invoke Start RequestId: "+id+"\n", "FC Invoke End RequestId: "+id+"\n"
		first, last := strings.Index(logs, begun), strings.Index(logs, ended)
		if answered && (first < 0 || last < first || strings.Count(logs, begun) != 1 || strings.Count(logs, ended) != 1) {
			f.t.Errorf("call %s: its lines are at %d and %d of the log:\n%s", id, first, last, logs)
		}
	}
	for name, value := range credentials {
		if strings.Contains(logs, value) || strings.Contains(fmt.Sprint(f.answered), value) {
			f.t.Errorf("%s is in the log, or in an answer:\n%s", name, logs)
		}
	}
	for _, hidden := range []string{secret, droneToken} {
		if strings.Contains(logs, hidden) || strings.Contains(fmt.Sprint(f.answered), hidden) {
			f.t.Errorf("%q is in the log, or in an answer:\n%s", hidden, logs)
		}
	}
}
