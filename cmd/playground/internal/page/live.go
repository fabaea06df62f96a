package page

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
)

// versionHeader says what the page knows of: it is that of the world before the page began
// to be made, so that no change is missed between the page and its stream.
const versionHeader = "Playground-Version"

func (p *Page) version() string {
	return strconv.FormatUint(p.s.Changed(context.Background(), 0), 10) // which never waits
}

// live tells the page, as server-sent events, of every change since the one it knows of: it
// asks for itself again.
// https://html.spec.whatwg.org/multipage/server-sent-events.html
func (p *Page) live(w http.ResponseWriter, r *http.Request) {
	since := cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since"))
	version, _ := strconv.ParseUint(since, 10, 64) // 0 knows of nothing
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	for flush.Flush() == nil {
		if version = p.s.Changed(r.Context(), version); r.Context().Err() != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "id: %d\ndata: %d\n\n", version, version); err != nil {
			return
		}
	}
}
