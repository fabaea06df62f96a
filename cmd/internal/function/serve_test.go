package function

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

var listening = regexp.MustCompile(`"address":"([^"]+)"`)

// TestMainEndsGracefully: what is at work when the platform ends the function comes to
// its end, reply included.
func TestMainEndsGracefully(t *testing.T) {
	w := newWorld(t)
	ctx, terminate := context.WithCancel(t.Context())
	env := environ("GITHUB_WEBHOOK_SECRET=" + secret + "\nGITHUB_TOKEN=" + w.token + "\nGITHUB_API_URL=" + w.gh.URL +
		"\nDRONE_SERVER=" + w.ci.URL + "\nDRONE_TOKEN=" + droneToken + "\nROBOT_HOST=127.0.0.1\nPORT=" + free(t) + "\n")
	var errs bytes.Buffer
	ended := make(chan int)
	go func() { ended <- Main(ctx, env, w.logs, &errs) }()
	var at []string
	for at == nil {
		select {
		case code := <-ended:
			t.Fatalf("exit status %d: %s", code, errs.String())
		default:
			runtime.Gosched()
			at = listening.FindStringSubmatch(w.logs.String())
		}
	}

	w.url = "http://" + at[1]
	begun := make(chan struct{})
	w.ci.Break(wire.Fault{Method: "POST", Path: "/promote", Delay: 300 * time.Millisecond})
	w.gh.Watch(func(c wire.Call) {
		if strings.Contains(c.Body, "eyes") {
			close(begun)
		}
	})
	status := make(chan int, 1)
	go func() {
		code, _ := w.post(t, w.repo.Comment(17, "alice", "/promote 42 dev"))
		status <- code
	}()
	<-begun
	terminate()
	if code := <-ended; code != Fine {
		t.Errorf("exit status %d: %s", code, errs.String())
	}
	if got := <-status; got != http.StatusOK || len(w.repo.Issue(17).By("sealrobot")) != 1 {
		t.Errorf("status %d, said %v", got, w.repo.Issue(17).By("sealrobot"))
	}
}

// free is a port that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

func TestMainSaysThatItsPortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	var errs bytes.Buffer
	code := Main(t.Context(), environ(good+"ROBOT_HOST=127.0.0.1\nPORT="+port), new(issuetest.Log), &errs)
	if code != Wrong || !strings.Contains(errs.String(), "address already in use") {
		t.Errorf("exit status %d: %q", code, errs.String())
	}
}
