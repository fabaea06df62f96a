package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// RoundTrip carries a call of the instance, at its pace, and records it. A dead instance makes
// none.
func (i *instance) RoundTrip(r *http.Request) (*http.Response, error) { return i.carry(i.s.carrier, r) }

// over is an instance whose calls go over another transport than those to GitHub and Drone.
type over struct {
	*instance
	next http.RoundTripper
}

// RoundTrip is as the instance's.
func (o over) RoundTrip(r *http.Request) (*http.Response, error) { return o.carry(o.next, r) }

func (i *instance) carry(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	body, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	if i.dead() {
		return nil, errKilled
	}
	end := entryOf(r.Context()).call(Call{To: i.s.to(r.URL), Method: r.Method, Path: strings.TrimPrefix(r.URL.RequestURI(), "/api/v3"), Request: body})
	if err := i.pause(r.Context()); err != nil {
		end(0, "", err)
		return nil, err
	}
	ctx, cancel := context.WithCancel(r.Context())
	release := context.AfterFunc(i.alive, cancel)
	letGo := func() { release(); cancel() }
	call := r.WithContext(ctx)
	if body != "" {
		call.Body = io.NopCloser(strings.NewReader(body))
	}
	response, err := next.RoundTrip(call)
	if err != nil {
		letGo()
		end(0, "", err)
		return nil, err
	}
	answer, whole := beginning(response.Body)
	response.Body = &held{whole, response.Body, letGo}
	end(response.StatusCode, answer, nil)
	if isClaim(r, body) && response.StatusCode == http.StatusCreated && i.s.kills(i) {
		response.Body.Close()
		return nil, errKilled
	}
	return response, nil
}

// pause is how far GitHub and Drone are from here: one is to see what happens.
func (i *instance) pause(ctx context.Context) error {
	if i.s.options.Pace > 0 {
		timer := time.NewTimer(i.s.options.Pace / 10)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		case <-i.alive.Done():
		}
	}
	if i.dead() {
		return errKilled
	}
	return ctx.Err()
}

// isClaim reports whether a call takes a text: whoever sets 👀 first has it.
func isClaim(r *http.Request, body string) bool {
	var reaction struct{ Content string }
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/reactions") &&
		json.Unmarshal([]byte(body), &reaction) == nil && reaction.Content == "eyes"
}

// to is whom a call goes to.
func (s *Sandbox) to(u *url.URL) string {
	switch at := u.Scheme + "://" + u.Host; {
	case at == s.options.GitHub && isAPI(u.Path):
		return "GitHub"
	case at == s.options.Drone:
		return "Drone"
	}
	return u.Host
}

// bodyOf reads the body of a request, as whoever carries it has to.
func bodyOf(r *http.Request) (string, error) {
	if r.Body == nil {
		return "", nil
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return string(body), err
}

// spare is more than any secret has.
const spare = 4 << 10

// beginning is more of a body than is shown, and the whole of it, which is still to be read.
func beginning(body io.Reader) (string, io.Reader) {
	first, err := io.ReadAll(io.LimitReader(body, longest+spare))
	if err != nil {
		return string(first), io.MultiReader(bytes.NewReader(first), broken{err})
	}
	return string(first), io.MultiReader(bytes.NewReader(first), body)
}

// broken is a body that could not be read.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// held is a body that lets go of its call when it is closed.
type held struct {
	io.Reader
	body    io.Closer
	release func()
}

func (h *held) Close() error {
	defer h.release()
	return h.body.Close()
}
