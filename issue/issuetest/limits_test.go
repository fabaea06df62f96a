package issuetest_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestFaults gives a real client the answers it has types for.
func TestFaults(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Repo("acme/widgets").Open(17, "alice", "t", "b")
	reset := time.Now().Add(time.Hour).Truncate(time.Second)

	gh.Break(issuetest.RateLimited(reset).On("POST", "/comments$").Once())
	_, _, err := say(ctx, signIn(t, gh, "a"), 17, "hi")
	var primary *github.RateLimitError
	if !errors.As(err, &primary) || !primary.Rate.Reset.Time.Equal(reset) {
		t.Errorf("primary limit: %v, want a RateLimitError until %v", err, reset)
	}

	gh.Break(issuetest.SecondaryLimited(time.Minute).On("POST", "/comments$").Once())
	_, _, err = say(ctx, signIn(t, gh, "a"), 17, "hi")
	var secondary *github.AbuseRateLimitError
	if !errors.As(err, &secondary) || secondary.GetRetryAfter() != time.Minute {
		t.Errorf("secondary limit: %v, want an AbuseRateLimitError of a minute", err)
	}

	client := signIn(t, gh, "a")
	for _, fault := range []wire.Fault{issuetest.BadGateway(), issuetest.BadCredentials(), issuetest.NotFound()} {
		gh.Break(fault.On("POST", "/comments$").Once())
		_, response, err := say(ctx, client, 17, "hi")
		status(t, "fault", fault.Status, "", response, err)
	}
	_, response, err := say(ctx, client, 17, "hi")
	status(t, "afterwards", http.StatusCreated, "", response, err)

	after := issuetest.BadGateway().On("POST", "/comments$").Once()
	after.After = true
	gh.Break(after)
	_, response, err = say(ctx, client, 17, "it was said all the same")
	status(t, "fault after the effect", http.StatusBadGateway, "", response, err)
	if said := gh.Repo("acme/widgets").Issue(17).By("a"); len(said) != 2 {
		t.Errorf("%d comments, want 2: the one before and the one whose answer was lost", len(said))
	}
}

func TestRate(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Repo("acme/widgets").Open(17, "alice", "t", "b")
	client := signIn(t, gh, "sealrobot")
	for used := 1; used < 4; used++ {
		_, response, err := client.Issues.Get(ctx, owner, name, 17)
		if err != nil || response.Rate.Remaining != 5000-used {
			t.Fatalf("call %d: %d remaining (%v), want %d", used, response.Rate.Remaining, err, 5000-used)
		}
	}
	limits, _, err := client.RateLimit.Get(ctx)
	if err != nil || limits.GetCore().Remaining != 4997 {
		t.Errorf("rate_limit: %v, %v; want 4997 remaining", limits, err)
	}
}

func TestPages(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	repo := gh.Repo("acme/widgets")
	for i := range 45 {
		repo.Comment(17, "alice", fmt.Sprint(i))
	}
	client := signIn(t, gh, "sealrobot")
	list, response, err := client.Issues.ListComments(ctx, owner, name, 17, nil)
	if err != nil || len(list) != 30 || response.NextPage != 2 || response.LastPage != 2 {
		t.Errorf("first page: %d comments, next %d, last %d, %v; want 30, 2, 2", len(list), response.NextPage, response.LastPage, err)
	}
	var bodies []string
	for comment, err := range client.Issues.ListCommentsIter(ctx, owner, name, 17, &github.IssueListCommentsOptions{ListOptions: github.ListOptions{PerPage: 10}}) {
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, comment.GetBody())
	}
	if len(bodies) != 45 || bodies[0] != "0" || bodies[44] != "44" {
		t.Errorf("all pages: %q, want 0 to 44", bodies)
	}
	_, response, err = client.Issues.ListComments(ctx, owner, name, 17, &github.IssueListCommentsOptions{ListOptions: github.ListOptions{Page: 5, PerPage: 10}})
	if err != nil || response.NextPage != 0 || response.PrevPage != 4 || response.FirstPage != 1 {
		t.Errorf("last page: next %d, previous %d, %v; want 0, 4", response.NextPage, response.PrevPage, err)
	}
	list, _, err = client.Issues.ListComments(ctx, owner, name, 17, &github.IssueListCommentsOptions{ListOptions: github.ListOptions{Page: 99}})
	if err != nil || len(list) != 0 {
		t.Errorf("page 99: %d comments, %v; want none", len(list), err)
	}
}

func TestSince(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	repo := gh.Repo("acme/widgets")
	at := func(after time.Duration) { gh.SetTime(func() time.Time { return noon.Add(after) }) }
	at(0)
	old := repo.Comment(17, "alice", "old").Comment
	repo.Comment(17, "alice", "older than that, for ever")
	at(time.Hour)
	repo.Comment(18, "alice", "new")
	at(2 * time.Hour)
	repo.Edit(old, "alice", "edited")
	client := signIn(t, gh, "sealrobot")
	for number, want := range map[int][]string{0: {"edited", "new"}, 17: {"edited"}, 18: {"new"}} {
		list, _, err := client.Issues.ListComments(ctx, owner, name, number, &github.IssueListCommentsOptions{Since: new(noon.Add(time.Minute))})
		var have []string
		for _, c := range list {
			have = append(have, c.GetBody())
		}
		if diff := cmp.Diff(want, slices.Sorted(slices.Values(have))); err != nil || diff != "" {
			t.Errorf("since in %d: %v (-want +have):\n%s", number, err, diff)
		}
	}
}

func TestConditional(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets")
	repo.Comment(17, "alice", "old")
	token, tag := gh.SignIn("sealrobot"), ""
	get := func(want int) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, gh.URL+"/repos/acme/widgets/issues/comments", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "token "+token)
		r.Header.Set("If-None-Match", tag)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		tag = response.Header.Get("ETag")
		if response.StatusCode != want {
			t.Errorf("status %d, want %d", response.StatusCode, want)
		}
	}
	get(http.StatusOK)
	get(http.StatusNotModified)
	repo.Comment(17, "alice", "new")
	get(http.StatusOK)
}
