package issuetest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-github/v92/github"
)

// patch changes an issue: go-github leaves out what is null.
func patch(ctx context.Context, client *github.Client, number int, body any) (*github.Response, error) {
	r, err := client.NewRequest(ctx, http.MethodPatch, "repos/acme/widgets/issues/"+itoa(int64(number)), body)
	if err != nil {
		return nil, err
	}
	return client.Do(r, nil)
}

type fields = map[string]any

// TestEditTells: webhooks tell what the title and the text were, and nothing where neither is
// another one.
func TestEditTells(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("will", "write")
	repo.Open(17, "alice", "title", "body")
	repo.OpenPull(18, "alice", "title", "body")
	heard := httptest.NewServer(http.NotFoundHandler())
	defer heard.Close()
	gh.Hook(heard.URL, "")
	will := signIn(t, gh, "will")
	for _, number := range []int{17, 18} {
		for _, body := range []fields{{"body": "other"}, {"title": "other", "body": "other"}, {"body": "other", "labels": []string{"bug"}}} {
			if _, err := patch(t.Context(), will, number, body); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := patch(t.Context(), will, 17, fields{"title": " "}); err == nil {
		t.Error("a title that nobody sees was taken")
	}
	gh.Wait()
	var told []string
	for _, d := range gh.Deliveries() {
		var e struct {
			Changes struct{ Title, Body struct{ From string } }
			Sender  struct{ Login string }
		}
		if err := json.Unmarshal(d.Event.Payload, &e); err != nil {
			t.Fatal(err)
		}
		told = append(told, fmt.Sprintf("%s %s %d by %s: %q %q", d.Event.Name, d.Event.Action, d.Event.Number, e.Sender.Login, e.Changes.Title.From, e.Changes.Body.From))
	}
	want := []string{
		`issues edited 17 by will: "" "body"`, `issues edited 17 by will: "title" ""`,
		`pull_request edited 18 by will: "" "body"`, `pull_request edited 18 by will: "title" ""`,
	}
	if !slices.Equal(told, want) || !repo.Issue(17).Edited {
		t.Errorf("told %q, want %q", told, want)
	}
}

func TestPatch(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.IssueTypes("acme", "Bug", "Chore")
	repo := gh.Repo("acme/widgets").Grant("will", "write").Grant("tina", "triage")
	repo.Open(7, "alice", "the same", "")
	repo.Open(17, "alice", "title", "body")
	v1 := repo.Milestone("v1", time.Time{})
	clients := map[string]*github.Client{}
	for _, login := range []string{"alice", "tina", "will", "bob"} {
		clients[login] = signIn(t, gh, login)
	}
	for _, test := range []struct {
		what, who string
		body      fields
		status    int
		message   string
		want      func(issuetest.Issue) bool // afterwards
	}{
		{"completed", "alice", fields{"state": "closed"}, 200, "", func(i issuetest.Issue) bool { return i.Closed && i.Reason == "completed" }},
		{"a reason alone", "will", fields{"state_reason": "not_planned"}, 200, "", func(i issuetest.Issue) bool { return i.Reason == "completed" }},
		{"a reason for what is closed", "will", fields{"state": "closed", "state_reason": "not_planned"}, 200, "", func(i issuetest.Issue) bool { return i.Reason == "completed" }},
		{"reopened", "alice", fields{"state": "open"}, 200, "", func(i issuetest.Issue) bool { return !i.Closed && i.Reason == "reopened" }},
		{"not planned", "tina", fields{"state": "closed", "state_reason": "not_planned"}, 200, "", func(i issuetest.Issue) bool { return i.Closed && i.Reason == "not_planned" }},
		{"a stranger", "bob", fields{"state": "open"}, 403, "admin rights", func(i issuetest.Issue) bool { return i.Closed }},
		{"reopened again", "tina", fields{"state": "open", "state_reason": "reopened"}, 200, "", func(i issuetest.Issue) bool { return !i.Closed }},
		{"duplicate of nothing", "will", fields{"state": "closed", "state_reason": "duplicate", "duplicate_issue_id": 1}, 422, "duplicate_issue_id", func(i issuetest.Issue) bool { return !i.Closed }},
		{"duplicate", "will", fields{"state": "closed", "state_reason": "duplicate", "duplicate_issue_id": repo.ID(7)}, 200, "", func(i issuetest.Issue) bool { return i.Reason == "duplicate" && i.DuplicateOf == 7 }},
		{"title of the author", "alice", fields{"title": "hers"}, 200, "", func(i issuetest.Issue) bool { return i.Title == "hers" }},
		{"no title", "will", fields{"title": ""}, 422, "title", func(i issuetest.Issue) bool { return i.Title == "hers" }},
		{"a long title", "will", fields{"title": strings.Repeat("é", 257)}, 422, "maximum is 256 characters", func(i issuetest.Issue) bool { return i.Title == "hers" }},
		{"milestone", "tina", fields{"milestone": v1}, 200, "", func(i issuetest.Issue) bool { return i.Milestone == "v1" }},
		{"no such milestone", "tina", fields{"milestone": 9, "title": "T"}, 403, "", func(i issuetest.Issue) bool { return i.Title == "hers" }},
		{"no such milestone, nothing is changed", "will", fields{"milestone": 9, "title": "T"}, 422, "milestone", func(i issuetest.Issue) bool { return i.Title == "hers" && i.Milestone == "v1" }},
		{"no milestone", "will", fields{"milestone": nil}, 200, "", func(i issuetest.Issue) bool { return i.Milestone == "" }},
		{"type", "will", fields{"type": "Bug"}, 200, "", func(i issuetest.Issue) bool { return i.Type == "Bug" }},
		{"no such type", "will", fields{"type": "bug"}, 422, "type", func(i issuetest.Issue) bool { return i.Type == "Bug" }},
		{"no type", "will", fields{"type": nil}, 200, "", func(i issuetest.Issue) bool { return i.Type == "" }},
		{"type without push access", "tina", fields{"type": "Chore"}, 200, "", func(i issuetest.Issue) bool { return i.Type == "" }},
		{"what the author may not set", "alice", fields{"type": "Bug", "milestone": v1, "labels": []string{"bug"}, "assignees": []string{"will"}}, 200, "", func(i issuetest.Issue) bool {
			return i.Type == "" && i.Milestone == "" && len(i.Labels)+len(i.Assignees) == 0
		}},
		{"people", "will", fields{"assignees": []string{"will", "alice"}}, 200, "", func(i issuetest.Issue) bool { return slices.Equal(i.Assignees, []string{"will", "alice"}) }},
		{"somebody who cannot be", "will", fields{"assignees": []string{"will", "bob"}}, 422, "assignees", func(i issuetest.Issue) bool { return len(i.Assignees) == 2 }},
		{"other people", "will", fields{"assignees": []string{"will"}}, 200, "", func(i issuetest.Issue) bool { return slices.Equal(i.Assignees, []string{"will"}) }},
	} {
		response, err := patch(ctx, clients[test.who], 17, test.body)
		status(t, test.what, test.status, test.message, response, err)
		if have := repo.Issue(17); !test.want(have) {
			t.Errorf("%s: %+v", test.what, have)
		}
	}
}

func TestMilestones(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	repo := gh.Repo("acme/widgets").Grant("will", "write").Grant("tina", "triage")
	repo.Milestone("some day", time.Time{})
	repo.Milestone("v2", noon.Add(time.Hour))
	repo.Milestone("v1", noon)
	repo.CloseMilestone(repo.Milestone("v0", time.Time{}))
	repo.Open(17, "alice", "t", "b")
	repo.Schedule(17, 3)
	will := signIn(t, gh, "will")
	for state, want := range map[string][]string{"": {"v1", "v2", "some day"}, "closed": {"v0"}, "all": {"v1", "v2", "some day", "v0"}} {
		var have []string
		for m, err := range will.Issues.ListMilestonesIter(ctx, owner, name, &github.MilestoneListOptions{State: state, ListOptions: github.ListOptions{PerPage: 1}}) {
			if err != nil {
				t.Fatal(err)
			}
			have = append(have, m.GetTitle())
			if m.GetTitle() == "v1" && (m.GetNumber() != 3 || !m.GetDueOn().Equal(github.Timestamp{Time: noon}) || m.GetOpenIssues() != 1) {
				t.Errorf("milestone: %v", m)
			}
		}
		if !slices.Equal(have, want) {
			t.Errorf("state %q: milestones %v, want %v", state, have, want)
		}
	}
	made, response, err := will.Issues.CreateMilestone(ctx, owner, name, github.CreateMilestoneRequest{Title: "v3"})
	status(t, "a milestone", http.StatusCreated, "", response, err)
	if made.GetNumber() != 5 || made.GetCreator().GetLogin() != "will" {
		t.Errorf("milestone: %v", made)
	}
	_, response, err = will.Issues.CreateMilestone(ctx, owner, name, github.CreateMilestoneRequest{Title: "v3"})
	status(t, "the same milestone", http.StatusUnprocessableEntity, "already_exists", response, err)
	_, response, err = signIn(t, gh, "tina").Issues.CreateMilestone(ctx, owner, name, github.CreateMilestoneRequest{Title: "v4"})
	status(t, "of a triager", http.StatusForbidden, "admin rights", response, err)
}

func TestIssueTypes(t *testing.T) {
	gh, ctx := issuetest.Start(t), t.Context()
	gh.Repo("acme/widgets")
	gh.IssueTypes("other", "Epic")
	client := signIn(t, gh, "alice")
	for org, want := range map[string][]string{"acme": {"Task", "Bug", "Feature"}, "other": {"Epic"}} {
		list, _, err := client.Organizations.ListIssueTypes(ctx, org)
		var have []string
		for _, it := range list {
			have = append(have, it.GetName())
		}
		if err != nil || !slices.Equal(have, want) {
			t.Errorf("types of %s: %v (%v), want %v", org, have, err, want)
		}
	}
	_, response, err := client.Organizations.ListIssueTypes(ctx, "alice")
	status(t, "of a person", http.StatusNotFound, "Not Found", response, err)
	token := gh.SignIn("alice")
	gh.Scopes(token, "repo")
	_, response, err = dial(t, gh, token).Organizations.ListIssueTypes(ctx, "acme")
	status(t, "without read:org", http.StatusNotFound, "Not Found", response, err)
}

// TestLock sends what go-github does not, and what Start would complain about.
func TestLock(t *testing.T) {
	gh := issuetest.New()
	server := httptest.NewServer(gh)
	defer server.Close()
	repo := gh.Repo("acme/widgets").Grant("will", "write").Grant("tina", "triage")
	repo.Open(17, "alice", "t", "b")
	for _, test := range []struct {
		who, body string
		status    int
		locked    bool
		reason    string
	}{
		{"tina", ``, 403, false, ""},
		{"will", `{"lock_reason":"zzz"}`, 422, false, ""},
		{"will", `{"lock_reason":"too heated"}`, 204, true, "too heated"},
		{"will", `{"lock_reason":null}`, 204, true, ""},
		{"will", `null`, 204, true, ""},
		{"will", ``, 204, true, ""},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, server.URL+"/repos/acme/widgets/issues/17/lock", strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+gh.SignIn(test.who))
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if have := repo.Issue(17); response.StatusCode != test.status || have.Locked != test.locked || have.LockReason != test.reason {
			t.Errorf("%s: %q: status %d, locked %t, %q; want %d, %t, %q", test.who, test.body, response.StatusCode, have.Locked, have.LockReason, test.status, test.locked, test.reason)
		}
	}
}
