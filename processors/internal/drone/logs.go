package drone

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
)

const (
	mostLog   = 4 << 20         // bytes of a log that are read
	mostLine  = 8 << 10         // of a line that is kept
	mostLines = 200             // that are kept, the last ones
	logTime   = 2 * time.Second // for reading one, and never more than half of what there is
)

// gap stands for what was left out: a line that is too long, or all after mostLog. A line is
// kept as a whole or not at all, since half a secret is not known for one.
const gap = "[…]"

// failure is the last lines of the log of the step that failed; none where there is no such
// step, or its log cannot be read.
func (c *Client) failure(ctx context.Context, repo Repo, b *drone.Build) []string {
	stage, step := culprit(b)
	if step == nil {
		return nil
	}
	patience := logTime
	if until, ok := ctx.Deadline(); ok {
		patience = min(patience, time.Until(until)/2)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	reader := *c
	reader.http = tail{c.http}
	e := errand{repo: repo, doing: issue.Textf("show build %d", b.Number), build: int(b.Number)}
	lines, err := call(ctx, &reader, e, func(api drone.Client) ([]*drone.Line, error) {
		return api.Logs(repo.Namespace, repo.Name, int(b.Number), stage.Number, step.Number)
	})
	if err != nil {
		return nil
	}
	var log []string
	for _, line := range lines {
		log = append(log, line.Message)
	}
	return log
}

// tail shortens a log on its way to drone-go, which would hold all of it: the lines come one
// by one, and the last of them are passed on.
type tail struct{ base http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t tail) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.base.RoundTrip(r)
	if err != nil || resp.StatusCode > 299 {
		return resp, err
	}
	defer resp.Body.Close()
	lines, err := lastOf(resp.Body)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(lines)
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, err
}

// lastOf reads a log as far as mostLog. It fails where the log breaks off before. What Drone
// calls a line is what a step wrote at once: a part of a line, or several.
func lastOf(log io.Reader) ([]drone.Line, error) {
	bounded := &io.LimitedReader{R: log, N: mostLog}
	var all written
	err := each(json.NewDecoder(bounded), func(line drone.Line) { all.write(line.Message) })
	all.end()
	if err != nil && bounded.N == 0 {
		all.keep(gap)
		err = nil
	}
	return all.kept[max(0, len(all.kept)-mostLines):], err
}

// written is what a step has written, as lines: the last of them.
type written struct {
	kept []drone.Line
	open strings.Builder // what may go on
	long bool            // it is too long to be kept
}

func (w *written) write(text string) {
	for {
		line, rest, ended := strings.Cut(text, "\n")
		if w.long = w.long || w.open.Len()+len(line) > mostLine; !w.long {
			w.open.WriteString(line)
		}
		if !ended {
			return
		}
		w.close()
		text = rest
	}
}

// end is the end of the log, where a line may be open.
func (w *written) end() {
	if w.open.Len() > 0 || w.long {
		w.close()
	}
}

func (w *written) close() {
	line := w.open.String()
	if w.long {
		line = gap
	}
	w.keep(line)
	w.open.Reset()
	w.long = false
}

func (w *written) keep(line string) {
	if len(w.kept) == 2*mostLines {
		w.kept = append(w.kept[:0], w.kept[mostLines:]...)
	}
	w.kept = append(w.kept, drone.Line{Message: line})
}

var errNoLog = errors.New("this is no log")

// each reads an array of lines.
func each(d *json.Decoder, do func(drone.Line)) error {
	switch begin, err := d.Token(); {
	case err != nil:
		return err
	case begin == nil: // null: the step said nothing
		return nil
	case begin != json.Delim('['):
		return errNoLog
	}
	for d.More() {
		var line drone.Line
		if err := d.Decode(&line); err != nil {
			return err
		}
		do(line)
	}
	_, err := d.Token()
	return err
}
