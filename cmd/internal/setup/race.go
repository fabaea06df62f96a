package setup

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
)

// Racers is how many of the same reaction are sent at once.
const Racers = 50

const (
	raceTime  = 20 * time.Second // for all of them
	cleanTime = 15 * time.Second // to delete the comment, also where the rest was interrupted
	racedText = "`robot doctor --claim-race`: fifty identical reactions are sent to this comment at once, to see whether GitHub takes one of them as the first. It is deleted in a moment."
)

// Race is how GitHub answered to the same reaction, sent many times at once: 201 to the one
// who made it, 200 to who came after. The robot claims a comment like that, and GitHub does
// not say whether it holds between calls that come together.
// https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
type Race struct {
	Statuses map[int]int `json:"statuses"`       // how often which one was answered; 0: none
	Left     string      `json:"left,omitempty"` // the comment, where it could not be deleted
}

// Good reports whether one was the first, and all others came after.
func (r Race) Good() bool {
	return r.Statuses[http.StatusCreated] == 1 && r.Statuses[http.StatusOK] == Racers-1
}

// Verdict is what that means.
func (r Race) Verdict() string {
	switch first := r.Statuses[http.StatusCreated]; {
	case r.Good():
		return "GitHub's claim is a test-and-set: " + r.counts()
	case first > 1:
		return fmt.Sprintf("two instances could run one comment: GitHub told %d of %d that they were the first (%s)", first, Racers, r.counts())
	}
	return "no verdict: not all were answered as a reaction is (" + r.counts() + ")"
}

// counts are the answers, the first to come first: "1 × 201, 49 × 200".
func (r Race) counts() string {
	var list []string
	order := slices.Sorted(maps.Keys(r.Statuses))
	slices.SortStableFunc(order, func(a, b int) int { return place(a) - place(b) })
	for _, status := range order {
		what := strconv.Itoa(status)
		if status == 0 {
			what = "no answer"
		}
		list = append(list, fmt.Sprintf("%d × %s", r.Statuses[status], what))
	}
	return strings.Join(list, ", ")
}

func place(status int) int {
	return (slices.Index([]int{http.StatusCreated, http.StatusOK}, status) + 3) % 3 // the others last
}

// ClaimRace comments on an issue, sends that comment the robot's claim many times at once, and
// deletes it again, also where ctx has ended. Its error is a *Trouble.
func ClaimRace(ctx context.Context, c *issue.Config, at Issue) (race Race, err error) {
	g := newGitHub(c)
	client, err := c.Client(ctx, at.Owner, at.Name)
	if err != nil {
		return race, g.trouble(err)
	}
	ctx, cancel := context.WithTimeout(ctx, raceTime)
	defer cancel()
	comment, _, err := client.Issues.CreateComment(ctx, at.Owner, at.Name, at.Number, github.IssueCommentRequest{Body: racedText})
	if err != nil {
		t := g.trouble(err)
		if statusOf(err) == 0 {
			t.Remedy += "; look whether the comment is there, and delete it"
		}
		return race, t
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanTime)
		defer cancel()
		if _, err := client.Issues.DeleteComment(ctx, at.Owner, at.Name, comment.GetID()); err != nil && statusOf(err) != http.StatusNotFound {
			race.Left = comment.GetHTMLURL()
		}
	}()
	race.Statuses = react(ctx, client, at, comment.GetID())
	if ctx.Err() != nil {
		return race, troublef("run it again", "it was interrupted, or GitHub was too slow, before all were answered (%s)", race.counts())
	}
	return race, nil
}

// react sends the reaction, all at once, and counts the answers.
func react(ctx context.Context, client *github.Client, at Issue, comment int64) map[int]int {
	var all sync.WaitGroup
	start, answers := make(chan struct{}), make(chan int, Racers)
	for range Racers {
		all.Go(func() {
			<-start
			_, response, _ := client.Reactions.CreateIssueCommentReaction(ctx, at.Owner, at.Name, comment, "eyes")
			if response == nil || response.Response == nil {
				answers <- 0
				return
			}
			answers <- response.StatusCode
		})
	}
	close(start)
	all.Wait()
	close(answers)
	counts := map[int]int{}
	for status := range answers {
		counts[status]++
	}
	return counts
}
