package merge_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
	"github.com/fanux/robot/processors/merge"
)

// shown is the pull request as it is, but for a change, once.
func (w *world) shown(change func(pull map[string]any)) wire.Fault {
	w.Helper()
	response, err := http.Get(w.gh.URL + "/repos/acme/widgets/pulls/18")
	if err != nil {
		w.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		w.Fatal(err)
	}
	var pull map[string]any
	if err := json.Unmarshal(body, &pull); err != nil {
		w.Fatal(err)
	}
	change(pull)
	if body, err = json.Marshal(pull); err != nil {
		w.Fatal(err)
	}
	w.gh.Forget()
	return wire.Fault{Status: 200, Body: string(body)}.On("GET", "/pulls/18$").Once()
}

// sees makes GitHub show with the pull request which methods are allowed.
func (w *world) sees(allowed ...string) {
	w.Helper()
	w.repo.MergeMethods(allowed...)
	w.gh.Break(w.shown(func(pull map[string]any) {
		repo := pull["base"].(map[string]any)["repo"].(map[string]any)
		for method, field := range map[string]string{"merge": "allow_merge_commit", "squash": "allow_squash_merge", "rebase": "allow_rebase_merge"} {
			repo[field] = slices.Contains(allowed, method)
		}
	}))
}

// says makes GitHub refuse the merge like that.
func says(status int, message string) func(*world) {
	return func(w *world) {
		body, err := json.Marshal(map[string]string{"message": message})
		if err != nil {
			w.Fatal(err)
		}
		w.gh.Break(wire.Fault{Status: status, Body: string(body)}.On("PUT", "/merge$"))
	}
}

func breaks(f wire.Fault) func(*world) { return func(w *world) { w.gh.Break(f) } }

const (
	missing  = " Comment it again when that has changed."
	noAccess = ": nothing was merged. Its operator has to give its token `contents: write` (of a classic token, the scope `repo`), and its account write access to this repository."
	notSure  = "GitHub was asked to merge HEAD and has not confirmed it: look at this pull request before you comment it again."
)

// TestMerge: what is commented, by whom and before what; then the calls, and what is said.
// The calls are PUT …/merge, GET of the pull request, and others by their path. Where it is
// merged afterwards, by which method.
func TestMerge(t *testing.T) {
	for _, test := range []struct {
		body, who string
		before    func(*world)
		calls     string
		method    string
		state     issue.State
		reply     string
	}{
		// It is merged.
		{"/merge", "alice", nil, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/merge merge", "alice", nil, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `merge`."},
		{"/merge squash", "alice", nil, "GET 200, PUT 200", "squash", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `squash`."},
		{"/MERGE Rebase", "alice", nil, "GET 200, PUT 200", "rebase", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `rebase`."},
		{"/merge sha=SHA", "alice", nil, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/merge squash sha=WHOLE", "alice", nil, "GET 200, PUT 200", "squash", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `squash`."},
		{"/merge", "alice", func(w *world) { w.sees("merge", "squash") }, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `merge`."},
		{"/merge", "alice", func(w *world) { w.sees("rebase", "squash") }, "GET 200, PUT 200", "squash", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `squash`."},
		{"/merge", "alice", func(w *world) { w.repo.MergeMethods("rebase") }, "GET 200, PUT 405, GET  200, PUT 200", "rebase", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `rebase`."},
		{"/merge", "alice", func(w *world) { w.repo.Compute(18, true) }, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/merge", "alice", func(w *world) { w.repo.FromFork(18, "mallory/widgets") }, "GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/unhold\n/merge", "alice", func(w *world) { w.repo.Label(18, hold) }, "DELETE issues/18/labels/do-not-merge%2Fhold 200, GET 200, PUT 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},

		// It is refused, and nothing is asked of GitHub but to be looked at.
		{"/merge", "carol", nil, "", "", issue.Denied, "`/merge` needs **write** here, and you have **read**. Ask somebody who has it to comment this."},
		{"/merge later", "alice", nil, "", "", issue.Refused, "`later` is no method of merging; it is `squash`, `rebase` or `merge`. Usage: `/merge [squash|rebase|merge] [KEY=value …]`, for example `/merge`."},
		{"/merge squash rebase", "alice", nil, "", "", issue.Refused, "`rebase` is more than `/merge` takes. Usage: `/merge [squash|rebase|merge] [KEY=value …]`, for example `/merge`."},
		{"/merge method=squash", "alice", nil, "", "", issue.Refused, "`/merge` takes no `method=`. Usage: `/merge [squash|rebase|merge] [KEY=value …]`, for example `/merge`."},
		{"/merge sha=abc", "alice", nil, "", "", issue.Refused, "`abc` is not a commit; use 7 to 40 of its hexadecimal digits. Usage: `/merge [squash|rebase|merge] [KEY=value …]`, for example `/merge`."},
		{"/merge sha=0000000", "alice", nil, "GET 200", "", issue.Refused, "`0000000` is not the newest commit of this pull request any more: nothing was merged. Look at what has changed, then name the new one."},
		{"/merge sha=SHA", "alice", func(w *world) { w.repo.Push(18) }, "GET 200", "", issue.Refused, "`SHA` is not the newest commit of this pull request any more: nothing was merged. Look at what has changed, then name the new one."},
		{"/merge", "alice", func(w *world) { w.repo.Close(18) }, "GET 200", "", issue.Refused, "This pull request is closed: nothing was merged. Reopen it first."},
		{"/merge", "alice", func(w *world) { w.repo.Draft(18, true) }, "GET 200", "", issue.Refused, "This pull request is a draft: nothing was merged. Mark it as ready for review first."},
		{"/merge", "alice", func(w *world) { w.repo.Conflict(18, true) }, "GET 200", "", issue.Refused, "This pull request conflicts with `main`: nothing was merged. Resolve the conflicts, then comment it again."},
		{"/merge", "alice", func(w *world) { w.repo.Label(18, "Do-Not-Merge/Hold") }, "GET 200", "", issue.Refused, "This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. End that with `/unhold` first."},
		{"/hold\n/merge", "alice", nil, "POST issues/18/labels 200, GET 200", "", issue.Refused, "This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. End that with `/unhold` first."},
		{"/merge squash", "alice", func(w *world) { w.sees("merge", "rebase") }, "GET 200", "", issue.Refused, "This repository does not allow the method `squash`: nothing was merged. It allows `merge`, `rebase`."},
		{"/merge", "alice", breaks(issuetest.BadGateway().On("GET", "/pulls/18$")), "GET pulls/18 502", "", issue.Failed, "GitHub gave no answer when this pull request was looked at: nothing was merged. Comment it again."},
		{"/merge", "alice", breaks(issuetest.NotFound().On("GET", "/pulls/18$")), "GET pulls/18 404", "", issue.Failed, "GitHub does not let this robot do that here (404); its operator has to give its token access."},
		{"/merge", "alice", breaks(wire.Fault{Status: 200, Body: `{"state":"open"}`}.On("GET", "/pulls/18$")), "GET 200", "", issue.Failed, "GitHub does not say which commit this pull request has: nothing was merged. Comment it again."},

		// There is nothing to be done.
		{"/merge", "alice", func(w *world) { w.repo.Merge(18, "bob") }, "GET 200", "merge", issue.Ran, "This pull request is merged already, by `bob`: HEAD (TITLE) into `main` as COMMIT."},
		{"/merge sha=SHA", "alice", func(w *world) { w.repo.Merge(18, "bob") }, "GET 200", "merge", issue.Ran, "This pull request is merged already, by `bob`: HEAD (TITLE) into `main` as COMMIT."},
		{"/merge sha=SHA", "alice", func(w *world) { w.repo.Push(18).Merge(18, "bob") }, "GET 200", "merge", issue.Refused, "This pull request is merged already, and its newest commit was HEAD, not `SHA`."},
		{"/merge --dry-run", "alice", nil, "GET 200", "", issue.Ran, "Nothing was done. It would merge HEAD (TITLE) into `main`."},
		{"/merge squash --dry-run", "carol", nil, "GET 200", "", issue.Ran, "Nothing was done. It would merge HEAD (TITLE) into `main`, by `squash`.\n\nYou may not do it: `/merge` needs **write** here, and you have **read**. Ask somebody who has it to comment this."},
		{"/merge --dry-run", "alice", func(w *world) { w.repo.Label(18, hold) }, "GET 200", "", issue.Refused, "This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. End that with `/unhold` first."},

		// GitHub does not merge it.
		{"/merge squash", "alice", func(w *world) { w.repo.MergeMethods("merge", "rebase") }, "GET 200, PUT 405, GET  200", "", issue.Refused, "This repository does not allow the method `squash`: nothing was merged. It allows `merge`, `rebase`."},
		{"/merge", "alice", func(w *world) {
			w.repo.MergeMethods("squash")
			w.gh.Break(issuetest.BadGateway().On("GET", "widgets$"))
		}, "GET 200, PUT 405, GET  502", "", issue.Refused, "The method `merge` is not allowed here: nothing was merged. Name another one."},
		{"/merge rebase", "alice", says(405, "Rebase merges are not allowed on this repository."), "GET 200, PUT 405, GET  200", "", issue.Refused, "The method `rebase` is not allowed here: nothing was merged. Name another one."},
		{"/merge", "alice", func(w *world) {
			w.repo.MergeMethods("squash")
			says(405, "Squash merges are not allowed on this repository.")(w)
		}, "GET 200, PUT 405, GET  200, PUT 405", "", issue.Refused, "The rules of `main` do not allow this method: nothing was merged. Name another one."},
		{"/merge", "alice", func(w *world) { w.repo.Lack(18, issuetest.NeedsReview) }, "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. It has to be approved by people with write access, and by 1 at least." + missing},
		{"/merge", "alice", func(w *world) {
			w.repo.Lack(18, issuetest.NeedsCheck("ci `x` @all"), issuetest.NeedsReview, issuetest.NeedsCheck("lint"))
		}, "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. The required check `` ci `x` @\u200ball `` has not passed. The required check `lint` has not passed. It has to be approved by people with write access, and by 1 at least." + missing},
		{"/merge", "alice", says(405, "Repository rule violations found\n\n2 of 3 required status checks are expected.\n\nA conversation must be resolved before this pull request can be merged.\n\n"), "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. Of the required checks, 2 have not passed. A conversation on it is not resolved." + missing},
		{"/merge", "alice", says(405, "Waiting on code owner review from acme/leads. New changes require approval from someone other than the last pusher."), "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. A code owner has to approve it. Somebody else than who pushed last has to approve it." + missing},
		{"/merge", "alice", says(405, "1 review requesting changes by reviewers with write access. Commits must have verified signatures."), "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. A reviewer has asked for changes. A commit of it has no verified signature." + missing},
		{"/merge", "alice", says(405, "Pull Request is still a draft"), "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. It is a draft." + missing},
		{"/merge", "alice", says(405, "Head branch is out of date. This branch can't be rebased. There is a merge conflict."), "GET 200, PUT 405", "", issue.Refused, "HEAD was not merged. It is behind `main`, and has to be brought up to date. It cannot be merged by this method. It conflicts with `main`." + missing},
		{"/merge", "alice", says(405, "Base branch was modified. Review and try the merge again."), "GET 200, PUT 405", "", issue.Refused, "`main` has moved at the same time: nothing was merged. Comment it again."},
		{"/merge", "alice", says(405, "Changes must be made through the merge queue"), "GET 200, PUT 405", "", issue.Refused, "What goes into `main` goes through the merge queue: nothing was merged. Add this pull request to the queue on its page."},
		{"/merge", "alice", says(405, "You're not authorized to push to this branch. Visit https://docs.github.com/ for more information."), "GET 200, PUT 405", "", issue.Failed, "The rules of `main` do not let this robot merge: nothing was merged. Merge it on its page, or let an administrator add the robot to who may."},
		{"/merge", "alice", says(405, "Pull Request is not mergeable"), "GET 200, PUT 405, GET 200", "", issue.Refused, "GitHub cannot merge this pull request as it is now (405): nothing was merged. Its page says what is missing."},
		{"/merge", "alice", says(405, "The moon is `full` @all\n<!-- -->"), "GET 200, PUT 405, GET 200", "", issue.Refused, "GitHub does not merge this pull request (405), and says: `` The moon is `full` @\u200ball <!-- --> ``. Nothing was merged."},
		{"/merge", "alice", says(422, "Validation Failed"), "GET 200, PUT 422, GET 200", "", issue.Refused, "GitHub does not merge this pull request (422), and says: `Validation Failed`. Nothing was merged."},
		{"/merge", "alice", says(409, "Head branch was modified. Review and try the merge again."), "GET 200, PUT 409", "", issue.Refused, "Somebody has pushed meanwhile: HEAD is not the newest commit of this pull request any more, and nothing was merged. Look at the new one, then comment it again."},
		{"/merge", "alice", says(403, "Resource not accessible by integration"), "GET 200, PUT 403", "", issue.Failed, "GitHub does not let this robot merge here (403)" + noAccess},
		{"/merge", "alice", says(404, "Not Found"), "GET 200, PUT 404", "", issue.Failed, "GitHub does not let this robot merge here (404)" + noAccess},
		{"/merge", "alice", says(403, "Repository was archived so is read-only."), "GET 200, PUT 403", "", issue.Refused, "This repository is archived: nothing was merged. Its owner can unarchive it."},
		{"/merge", "alice", breaks(issuetest.BadCredentials().On("PUT", "")), "GET 200, PUT 401", "", issue.Failed, "GitHub does not accept this robot's token any more; its operator has to renew it."},

		// GitHub does not answer.
		{"/merge squash", "alice", breaks(wire.Fault{After: true, Cut: true}.On("PUT", "")), "GET 200, PUT 0, GET 200", "squash", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT, by `squash`."},
		{"/merge", "alice", breaks(wire.Fault{After: true, Status: 502}.On("PUT", "")), "GET 200, PUT 502, GET 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/merge", "alice", breaks(wire.Fault{After: true, Status: 200, Body: "{"}.On("PUT", "")), "GET 200, PUT 200, GET 200", "merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"/merge", "alice", func(w *world) {
			w.repo.Merge(18, "bob")
			shows := w.shown(func(pull map[string]any) { pull["merged"], pull["state"] = false, "open" })
			w.gh.Break(shows)
			w.gh.Break(wire.Fault{Cut: true}.On("PUT", ""))
		}, "GET 200, PUT 0, GET 200", "merge", issue.Ran, "This pull request is merged already, by `bob`: HEAD (TITLE) into `main` as COMMIT."},
		{"/merge", "alice", func(w *world) {
			w.repo.Merge(18, "bob")
			w.gh.Break(w.shown(func(pull map[string]any) { pull["merged_by"], pull["merge_commit_sha"] = nil, nil }))
		}, "GET 200", "merge", issue.Ran, "This pull request is merged already: HEAD (TITLE) into `main`."},
		{"/merge", "alice", breaks(wire.Fault{Status: 502}.On("PUT", "")), "GET 200, PUT 502, GET 200", "", issue.Failed, notSure},
		{"/merge", "alice", func(w *world) {
			w.gh.Break(wire.Fault{After: true, Cut: true}.On("PUT", ""))
			w.gh.Break(wire.Fault{Skip: 1, Status: 502}.On("GET", "/pulls/18$"))
		}, "GET 200, PUT 0, GET pulls/18 502", "merge", issue.Failed, notSure},
	} {
		t.Run(test.body+" "+test.who, func(t *testing.T) {
			w := start(t, "unhold")
			whole := w.repo.Head(18)
			words := strings.NewReplacer("SHA", whole[:7], "WHOLE", strings.ToUpper(whole))
			if test.before != nil {
				test.before(w)
			}
			got := w.say(test.who, words.Replace(test.body))
			w.gh.Mend()
			w.called(test.body, test.calls)
			w.heard(test.body, got, test.state, words.Replace(test.reply))
			if now := w.repo.Issue(18).Merge; now.Method != test.method {
				t.Errorf("%s: merged by %q, want %q", test.body, now.Method, test.method)
			}
		})
	}
}

// TestIssue: an issue cannot be merged. Without /unhold, the label is to be taken off by hand.
func TestIssue(t *testing.T) {
	w := start(t)
	w.heard("an issue", w.send(w.repo.Comment(17, "alice", "/merge"))[0], issue.Refused, "`/merge` is for pull requests, and this is an issue.")
	w.called("an issue", "")
	w.repo.Label(18, hold)
	w.heard("on hold", w.say("alice", "/merge"), issue.Refused, "This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. Take the label off first.")
}

// TestPushed: what is pushed between the look and the merge is not merged, nor is anything.
func TestPushed(t *testing.T) {
	w := start(t)
	w.gh.Watch(func(c wire.Call) {
		if c.Method == "GET" && strings.HasSuffix(c.Path, "/pulls/18") {
			w.repo.Push(18)
		}
	})
	old := w.repo.Head(18)
	got := w.say("alice", "/merge")
	if merged := w.repo.Issue(18).Merge; merged.Commit != "" || got.State != issue.Refused || !strings.Contains(got.Detail, old[:7]) || !strings.HasPrefix(got.Detail, "Somebody has pushed meanwhile: ") {
		t.Errorf("%+v, %+v", got, merged)
	}
}

// TestHeldMeanwhile: a hold that the event does not know of yet counts.
func TestHeldMeanwhile(t *testing.T) {
	w := start(t, "unhold")
	e := w.repo.Comment(18, "alice", "/merge")
	w.repo.Label(18, hold)
	w.heard("held meanwhile", w.send(e)[0], issue.Refused, "This pull request is on hold, by the label `do-not-merge/hold`: nothing was merged. End that with `/unhold` first.")
	w.called("held meanwhile", "GET 200")
}

const outdated = "It was asked for a while ago, and there may be other commits since: nothing was merged. Look at HEAD, and comment "

// TestResumed: a command that was broken off says what it had merged, and merges nothing else
// than the commit that it names.
func TestResumed(t *testing.T) {
	for _, test := range []struct {
		what, body string
		before     func(*world)
		calls      string
		state      issue.State
		reply      string
	}{
		{"before the effect", "/merge", func(*world) {}, "GET 200, GET issues/18/labels?per_page=100 200", issue.Refused, outdated + "`/merge sha=SHA`."},
		{"pushed since", "/merge Rebase", func(w *world) { w.repo.Push(18) }, "GET 200, GET issues/18/labels?per_page=100 200", issue.Refused, outdated + "`/merge rebase sha=SHA`."},
		{"named, before the effect", "/merge sha=SHA", func(*world) {}, "GET 200, GET issues/18/labels?per_page=100 200, PUT 200", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"labels unknown", "/merge", func(w *world) { w.gh.Break(issuetest.BadGateway().On("GET", "/labels").Once()) }, "GET 200, GET issues/18/labels?per_page=100 502", issue.Failed, "GitHub answered 502; comment it again later."},
		{"after the effect", "/merge", func(w *world) { w.repo.Merge(18, "sealrobot") }, "GET 200", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{"somebody else's", "/merge", func(w *world) { w.repo.Merge(18, "bob") }, "GET 200", issue.Ran, "This pull request is merged already, by `bob`: HEAD (TITLE) into `main` as COMMIT."},
	} {
		w := start(t)
		noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		w.gh.SetTime(func() time.Time { return noon })
		e := w.repo.Comment(18, "alice", strings.ReplaceAll(test.body, "SHA", w.repo.Head(18)[:7]))
		w.repo.React(e.Comment, "sealrobot", "eyes")
		later := noon.Add(2 * time.Minute)
		w.gh.SetTime(func() time.Time { return later })
		test.before(w)
		got := w.send(e)
		w.called(test.what, test.calls)
		w.heard(test.what, got[0], test.state, strings.ReplaceAll(test.reply, "SHA", w.repo.Head(18)[:7]))
		if again := w.send(e); again[0].State != issue.Duplicate {
			t.Errorf("%s: again: %+v", test.what, again)
		}
		if merged := w.repo.Issue(18).Merge; (merged.Commit == "") != (test.state != issue.Ran) {
			t.Errorf("%s: merged as %q", test.what, merged.Commit)
		}
	}
	// Where nobody can look, it is looked at again later, and nothing is said.
	w := start(t)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	w.gh.SetTime(func() time.Time { return noon })
	e := w.repo.Comment(18, "alice", "/merge")
	w.repo.React(e.Comment, "sealrobot", "eyes")
	w.gh.SetTime(func() time.Time { return noon.Add(2 * time.Minute) })
	w.gh.Break(issuetest.BadGateway().On("GET", "/pulls/18$"))
	w.send(e)
	if said := w.repo.Issue(18).By("sealrobot"); len(said) != 0 || w.repo.Issue(18).Merge.Commit != "" {
		t.Errorf("it says %v", said)
	}
}

// TestLate: of a comment that is heard of late, nobody knows which commit it meant.
func TestLate(t *testing.T) {
	for _, test := range []struct {
		age   time.Duration
		body  string
		state issue.State
		reply string
	}{
		{4 * time.Minute, "/merge", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{6 * time.Minute, "/merge", issue.Refused, outdated + "`/merge sha=SHA`."},
		{48 * time.Hour, "/merge squash", issue.Refused, outdated + "`/merge squash sha=SHA`."},
		{48 * time.Hour, "/merge sha=SHA", issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT."},
		{48 * time.Hour, "/merge --dry-run", issue.Ran, "Nothing was done. It would merge HEAD (TITLE) into `main`."},
	} {
		w := start(t)
		sha := w.repo.Push(18).Head(18)[:7]
		w.gh.SetTime(func() time.Time { return time.Now().Add(-test.age) })
		e := w.repo.Comment(18, "alice", strings.ReplaceAll(test.body, "SHA", sha))
		w.gh.SetTime(time.Now)
		w.heard(test.age.String()+" "+test.body, w.send(e)[0], test.state, strings.ReplaceAll(test.reply, "SHA", sha))
	}
}

// TestTwo: of two who merge at once, one does, and both are told.
func TestTwo(t *testing.T) {
	w := start(t)
	w.gh.Break(wire.Fault{Delay: 50 * time.Millisecond}.On("PUT", "/merge$"))
	var both sync.WaitGroup
	got := make([]issue.Result, 2)
	for n := range got {
		e := w.repo.Comment(18, "alice", "/merge")
		both.Go(func() { got[n] = w.send(e)[0] })
	}
	both.Wait()
	first, second := got[0], got[1]
	if strings.Contains(first.Detail, "already") {
		first, second = second, first
	}
	w.heard("first", first, issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT.")
	w.heard("second", second, issue.Ran, "This pull request is merged already, by `sealrobot`: HEAD (TITLE) into `main` as COMMIT.")
	merges := 0
	for _, c := range w.gh.Calls() {
		if c.Method == "PUT" && c.Status == 200 {
			merges++
		}
	}
	if merges != 1 {
		t.Errorf("merged %d times", merges)
	}
}

// botted is a robot that a bot may speak to.
type botted struct{ merge.Merge }

func (b botted) Help() issue.Help {
	h := b.Merge.Help()
	h.Bots = []string{"renovate[bot]"}
	return h
}

// TestBot: what a bot wants merged, a person has to confirm.
func TestBot(t *testing.T) {
	w := start(t)
	w.robot = botted{}
	w.webhook = w.serve()
	w.heard("a bot", w.say("renovate[bot]", "/merge"), issue.Refused, "`renovate[bot]` asks for `/merge`. Somebody who has write can start it: `/confirm`, within a day.")
	w.called("a bot", "")
	w.heard("a reader", w.say("carol", "/confirm"), issue.Denied, "`/merge` needs **write** here, and you have **read**. Ask somebody who has it to comment this.")
	w.heard("a writer", w.say("alice", "/confirm"), issue.Ran, "Merged HEAD (TITLE) into `main` as COMMIT.")
}

// TestNoMux: outside of a Mux nothing is merged, since nobody knows what came before.
func TestNoMux(t *testing.T) {
	w := start(t)
	client, err := github.NewClient(github.WithURLs(new(w.gh.URL+"/"), nil), github.WithAuthToken(w.gh.SignIn("sealrobot")))
	if err != nil {
		t.Fatal(err)
	}
	run := func(change func(*issue.IssueEvent)) error {
		e := issue.IssueEvent{Client: client, IssueCommentEvent: &issue.IssueCommentEvent{
			Repo:  &github.Repository{Name: new("widgets"), Owner: &github.User{Login: new("acme")}},
			Issue: &github.Issue{Number: new(18), PullRequestLinks: new(github.PullRequestLinks)},
		}}
		change(&e)
		_, err := merge.Merge{}.Run(t.Context(), e)
		return err
	}
	for want, change := range map[string]func(*issue.IssueEvent){
		"The comment does not say which pull request it stands on: nothing was merged. Comment it again.": func(e *issue.IssueEvent) { e.Repo = nil },
		"The labels cannot be changed here: nothing was done.":                                            func(*issue.IssueEvent) {},
	} {
		if err := run(change); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestUnreached: what never left has not been done, for certain.
func TestUnreached(t *testing.T) {
	w := start(t)
	w.change = func(c *issue.Config) { c.Transport = unconnected{http.DefaultTransport} }
	w.webhook = w.serve()
	w.heard("no connection", w.say("alice", "/merge"), issue.Failed, "GitHub could not be reached in time: nothing was merged. Comment it again.")
	w.called("no connection", "GET 200")
}

// unconnected finds no way to GitHub for what merges.
type unconnected struct{ http.RoundTripper }

func (u unconnected) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPut {
		return u.RoundTripper.RoundTrip(r)
	}
	return (&http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, net.ErrClosed }}).RoundTrip(r)
}

// TestTimeAfterEffect: where the time is over before GitHub answers, nothing is claimed.
func TestTimeAfterEffect(t *testing.T) {
	w := start(t)
	w.change = func(c *issue.Config) { c.RobotTime = time.Second }
	w.webhook = w.serve()
	w.gh.Break(wire.Fault{After: true, Delay: time.Minute}.On("PUT", "/merge$"))
	w.heard("too slow", w.say("alice", "/merge"), issue.Failed, notSure)
	w.heard("again", w.say("alice", "/merge"), issue.Ran, "This pull request is merged already, by `sealrobot`: HEAD (TITLE) into `main` as COMMIT.")
}
