package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/fanux/robot/issue/issuetest"
)

const (
	flooding   = 10_000
	inFlood    = 64
	perLook    = 2_000 // after which the memory is looked at
	perOutage  = 200   // calls that GitHub answers with 502
	redelivers = 3
)

// flood is more deliveries than anybody sends, as fast as they are taken, while GitHub has two
// outages. What was answered with 5xx is delivered again, as its sender would: in the end
// every comment has its one reply.
func flood(ctx context.Context, w *world, robot *child, t *table) error {
	first, signed := w.issues+1, make([]*http.Request, flooding)
	for i := range signed {
		signed[i] = w.comment("/help")
	}
	for _, skip := range []int{flooding / 2, 3 * flooding / 2} { // of two reactions each
		outage := issuetest.BadGateway().On(http.MethodPost, "/reactions$")
		outage.Skip, outage.Times = skip, perOutage
		w.github.Break(outage)
	}
	defer w.github.Mend()
	status, memory := map[int]int{}, ""
	var left []*http.Request
	began := time.Now()
	for i := 0; i < flooding; i += perLook {
		again, err := w.pour(ctx, robot, signed[i:i+perLook], status)
		if err != nil {
			return err
		}
		size, err := robot.memory("VmRSS")
		if err != nil {
			return err
		}
		memory += fmt.Sprintf("%.1f ", float64(size)/1e6)
		left = append(left, again...)
		w.forget()
	}
	took := time.Since(began)
	refused := len(left)
	for range redelivers {
		again, err := w.pour(ctx, robot, left, map[int]int{})
		if err != nil {
			return err
		}
		left = again
	}
	replies, without, more := w.replies(first)
	t.section(fmt.Sprintf("%d deliveries, %d at once, with two outages of GitHub", flooding, inFlood))
	t.row("deliveries a second", fmt.Sprintf("%.0f", flooding/took.Seconds()), "")
	t.row("answered 200, 500 and 503", fmt.Sprintf("%d, %d and %d", status[http.StatusOK], status[http.StatusInternalServerError], status[http.StatusServiceUnavailable]), "nothing else")
	t.row("answered otherwise", fmt.Sprint(flooding-status[http.StatusOK]-status[http.StatusInternalServerError]-status[http.StatusServiceUnavailable]), "0")
	t.row("of those 5xx, still 5xx when delivered again", fmt.Sprintf("%d of %d", len(left), refused), "0")
	t.row("comments with one reply", fmt.Sprint(replies), fmt.Sprint(flooding))
	t.row("comments without, and with several", fmt.Sprintf("%d and %d", without, more), "0 and 0")
	t.row(fmt.Sprintf("memory after every %d", perLook), memory+"MB", "flat")
	return nil
}

// pour sends all, some at once, and returns those that were answered with 5xx.
func (w *world) pour(ctx context.Context, to *child, all []*http.Request, status map[int]int) (again []*http.Request, err error) {
	var mu sync.Mutex
	var senders sync.WaitGroup
	next := make(chan *http.Request)
	for range inFlood {
		senders.Go(func() {
			for r := range next {
				got, failed := w.post(ctx, to, r)
				mu.Lock()
				status[got]++
				if got >= 500 {
					again = append(again, r)
				}
				if failed != nil {
					err = failed
				}
				mu.Unlock()
			}
		})
	}
	for _, r := range all {
		next <- r
	}
	close(next)
	senders.Wait()
	return again, err
}

// replies counts the issues from first on by how many replies they have.
func (w *world) replies(first int) (one, without, more int) {
	for number := first; number <= w.issues; number++ {
		switch n := len(w.repo.Issue(number).By("sealrobot")); {
		case n == 0:
			without++
		case n == 1:
			one++
		default:
			more++
		}
	}
	return one, without, more
}
