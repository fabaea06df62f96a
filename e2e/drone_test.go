package e2e

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"

	sdk "github.com/drone/drone-go/drone"
	"golang.org/x/oauth2"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

const (
	rpcSecret = "what the server and its runner share"
	// Drone splits the variable that this stands in at colons and commas.
	droneToken = "drone-token-0123456789abcdef"
	hookSecret = "what Drone signs its webhooks with"
)

// server is a real Drone server. Its database is a file: it can be ended and begun again.
type server struct {
	*child
	url  string
	bin  programs
	dir  string
	env  []string
	tape *wire.Tape // what passes through front
	// front is the server as the robot reaches it.
	front *httptest.Server
}

func newServer(t issuetest.TB, bin programs, dir, github, relay string) (*server, error) {
	host, err := free()
	if err != nil {
		return nil, err
	}
	d := &server{url: "http://" + host, bin: bin, dir: dir}
	d.env = []string{
		"DRONE_SERVER_HOST=" + host, "DRONE_SERVER_PROTO=http", "DRONE_SERVER_PORT=" + host,
		"DRONE_RPC_SECRET=" + rpcSecret, "DRONE_COOKIE_SECRET=" + rpcSecret,
		"DRONE_GITHUB_SERVER=" + github, "DRONE_GITHUB_CLIENT_ID=e2e", "DRONE_GITHUB_CLIENT_SECRET=e2e",
		"DRONE_USER_CREATE=username:robot,machine:true,admin:true,token:" + droneToken,
		"DRONE_DATABASE_DRIVER=sqlite3", "DRONE_DATABASE_DATASOURCE=" + filepath.Join(dir, "core.sqlite"),
		"DRONE_CRON_DISABLED=true", "DRONE_CLEANUP_DISABLED=true", "DRONE_DATADOG_ENABLED=false", "DRONE_LOGS_DEBUG=true",
		"DRONE_WEBHOOK_ENDPOINT=" + relay, "DRONE_WEBHOOK_SECRET=" + hookSecret, "DRONE_WEBHOOK_EVENTS=build:*",
	}
	if err := d.begin(); err != nil {
		return nil, err
	}
	t.Cleanup(func() { d.stop() })
	real, err := url.Parse(d.url)
	if err != nil {
		return nil, err
	}
	d.tape = wire.Record(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(real) }})
	d.front = httptest.NewServer(d.tape)
	t.Cleanup(d.front.Close)
	return d, nil
}

// begin starts the server, on its old data where there are some.
func (d *server) begin() (err error) {
	if d.child, err = spawn("drone-server", d.dir, d.env, d.bin.path("drone-server")); err != nil {
		return err
	}
	return d.answers(d.url + "/healthz")
}

// as is drone-go's client with somebody's token.
func (d *server) as(token string) sdk.Client { return client(d.url, token) }

func client(url, token string) sdk.Client {
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	return sdk.NewClient(url, &http.Client{Transport: &oauth2.Transport{Source: source}, Timeout: patience})
}

// newRunner is a real exec runner. Its steps run here, as whoever runs the tests.
func newRunner(t issuetest.TB, bin programs, dir string, d *server) (*child, error) {
	at, err := free()
	if err != nil {
		return nil, err
	}
	host, _ := url.Parse(d.url)
	runner, err := spawn("drone-runner-exec", dir, []string{
		"DRONE_RPC_PROTO=http", "DRONE_RPC_HOST=" + host.Host, "DRONE_RPC_SECRET=" + rpcSecret, "DRONE_HTTP_BIND=" + at,
		"DRONE_RUNNER_NAME=e2e", "DRONE_RUNNER_CAPACITY=4", "DRONE_RUNNER_ROOT=" + filepath.Join(dir, "work"), "DRONE_DEBUG=true",
		"DRONE_PLATFORM_OS=linux", "DRONE_PLATFORM_ARCH=amd64", // what a pipeline asks for that does not say
		"PATH=" + os.Getenv("PATH"), "USER=e2e", "HOME=" + dir,
	}, bin.path("drone-runner-exec"), "daemon")
	if err != nil {
		return nil, err
	}
	t.Cleanup(runner.stop)
	return runner, runner.answers("http://" + at + "/healthz")
}
