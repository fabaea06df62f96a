package proof

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Where work is handed over, it goes to a queue, which brings it to any of the instances:
// once, twice, late, too late, or not at all; and again where it was answered with an error,
// or not answered.

const queueHost = "queue.test"

// handOver is the call by which an instance fills the queue.
func handOver(ctx context.Context, job string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+queueHost+"/job", strings.NewReader(job))
	if err != nil {
		return err
	}
	response, err := (&http.Client{Transport: wires{}}).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusAccepted {
		return fmt.Errorf("the queue answered %s", response.Status)
	}
	return nil
}

// queue takes a job.
func (w *world) queue(rw http.ResponseWriter, r *http.Request) {
	job, _ := io.ReadAll(r.Body)
	name := w.nameOfJob(string(job))
	rw.WriteHeader(http.StatusAccepted)
	if w.happens(name+" is lost", 0.15) {
		w.tell("%s is lost", name)
		return
	}
	for i, chance := range []float64{1, 0.3} {
		brought := fmt.Sprintf("%s, brought %d", name, i+1)
		if i > 0 && !w.happens(brought, chance) {
			continue
		}
		when := w.soon(brought)
		if w.happens(brought+" too late", 0.05) {
			when += 65 * time.Minute
		}
		w.later(when, func() { w.bring(brought, string(job)) })
	}
}

// mostBrought is how often the queue tries.
const mostBrought = 4

func (w *world) bring(name, job string) {
	for i := range mostBrought {
		one := fmt.Sprintf("%s (%d)", name, i+1)
		request, err := http.NewRequest(http.MethodPost, "https://robot.test/job", strings.NewReader(job))
		if err != nil {
			panic(err) // nothing in it is of anybody's
		}
		if status, _ := w.send(one, toWorker, request); status != 0 && status < http.StatusInternalServerError {
			return
		}
		time.Sleep(w.soon(one + " again"))
	}
}

func toWorker(in *instance) http.Handler { return in.worker }

// nameOfJob is what a job is called: by the comment that it is of, and how many there were.
func (w *world) nameOfJob(job string) string {
	payload, _, _ := strings.Cut(job, ".")
	text, _ := base64.RawURLEncoding.DecodeString(payload)
	var of struct {
		Issue   int   `json:"i"`
		Comment int64 `json:"c"`
	}
	if err := json.Unmarshal(text, &of); err != nil {
		panic(err) // the instances hand over nothing else
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.said {
		if c.event.Comment == of.Comment && c.event.Number == of.Issue {
			w.jobs[c.name]++
			return fmt.Sprintf("job %d of %s", w.jobs[c.name], c.name)
		}
	}
	return "a job of nobody's"
}
