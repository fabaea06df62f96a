package browser

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// standIn serves a page that is no playground's.
func standIn(t *testing.T, page string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src *; script-src 'self'")
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, page)
		case "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		case "/throws.js":
			_, _ = io.WriteString(w, "console.error('it', 'says'); nobody.home()")
		case "/asks.js":
			_, _ = io.WriteString(w, "document.querySelector('button').onclick = () => { document.title = document.querySelector('textarea').value }")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// TestGuard: what no page may do does not go unheard.
func TestGuard(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, want string }{
		"an exception":         {`<script src="/throws.js"></script>`, "nobody is not defined"},
		"an error":             {`<script src="/throws.js"></script>`, "console: error: it says"},
		"a script in the page": {`<script>document.title = 1</script>`, "policy: script-src"},
		"a style in the page":  {`<p style="color: red">a</p>`, "policy: "},
		"another host":         {`<img src="http://example.com/pixel.png">`, "asks another host: http://example.com/pixel.png"},
		"another port":         {`<img src="http://127.0.0.1:9/pixel.png">`, "asks another host: http://127.0.0.1:9/pixel.png"},
		"what is not there":    {`<img src="/nothing.png">`, "404"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := standIn(t, c.page)
			b := newTab(t, chromium, &guard{hosts: []string{server.URL}})
			b.open(server.URL)
			b.await("the page", `document.readyState === 'complete'`)
			if got := strings.Join(b.guard.heard(), "\n"); !strings.Contains(got, c.want) {
				t.Errorf("%s: heard %q, want %q", c.page, got, c.want)
			}
		})
	}
}

// TestHands: what is written and clicked on arrives, and is no trouble.
func TestHands(t *testing.T) {
	t.Parallel()
	server := standIn(t, `<!doctype html><title>a</title><textarea>old</textarea><p><button>b</button><script src="/asks.js"></script>`)
	b := browse(t, server.URL)
	b.open(server.URL)
	b.write("textarea", "new \"text\"\nof 100%")
	b.click("button")
	b.await("the text in the title", `document.title === %s`, `new "text" of 100%`)
	if bytes, answers := b.guard.transferred(); bytes == 0 || answers == 0 {
		t.Errorf("transferred %v bytes in %d answers, want some", bytes, answers)
	}
}
