package page

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// item is what stands in a conversation: a post or, where that is nil, an event.
type item struct {
	Post *post
	event
}

// event is what somebody did, or several times in a row.
type event struct {
	ID      string
	Icon    string
	By      string
	Robot   bool
	At      time.Time
	Kind    string // GitHub's name of it
	What    string // in English, to be translated
	Details []detail
	From    string
}

// detail is what an event is about.
type detail struct{ Label, Person, Issue, Text, Page string }

// did is what stands between who did it and what it was done to.
var did = map[string]struct{ icon, what string }{
	"labeled": {"🏷", "added"}, "unlabeled": {"🏷", "removed"},
	"assigned": {"👤", "assigned"}, "unassigned": {"👤", "unassigned"},
	"milestoned": {"🏁", "added this to the milestone"}, "demilestoned": {"🏁", "removed this from the milestone"},
	"closed": {"✓", "closed this"}, "reopened": {"↻", "reopened this"}, "merged": {"⇄", "merged this as"},
	"locked": {"🔒", "locked the conversation"}, "unlocked": {"🔓", "unlocked the conversation"},
	"renamed": {"✎", "changed the title"}, "review_requested": {"👁", "requested a review from"}, "review_request_removed": {"👁", "removed the request for a review from"},
	"issue_type_added": {"◆", "made the type"}, "issue_type_removed": {"◆", "removed the type"}, "issue_type_changed": {"◆", "changed the type to"},
	"sub_issue_added": {"↳", "added the sub-issue"}, "sub_issue_removed": {"↳", "removed the sub-issue"},
	"parent_issue_added": {"↰", "added the parent"}, "parent_issue_removed": {"↰", "removed the parent"},
	"blocked_by_added": {"⛔", "marked this as blocked by"}, "blocked_by_removed": {"⛔", "marked this as no longer blocked by"},
	"blocking_added": {"⛔", "marked this as blocking"}, "blocking_removed": {"⛔", "marked this as no longer blocking"},
}

// items is the conversation, in the order in which it was, and how many comments are earlier.
func (p *Page) items(repo *issuetest.Repo, i issuetest.Issue, who sandbox.Person, query url.Values) (all []item, earlier int) {
	moments := repo.Timeline(i.Number)
	begin, earlier := since(moments, query)
	for n, m := range moments[begin:] {
		if m.Comment != nil {
			one := p.said(repo, i, m.Comment, who)
			all = append(all, item{Post: &one})
			continue
		}
		e := p.event(repo, m)
		e.ID = fmt.Sprintf("event-%d-%d", i.Number, begin+n)
		if last := len(all) - 1; last >= 0 && all[last].Post == nil && all[last].joins(e) {
			all[last].Details = append(all[last].Details, e.Details...)
			continue
		}
		all = append(all, item{event: e})
	}
	return all, earlier
}

// joins reports whether two events are told in one sentence.
func (e event) joins(next event) bool {
	return e.Kind == next.Kind && e.By == next.By && len(next.Details) > 0 && next.At.Sub(e.At) < time.Minute && next.From == ""
}

func (p *Page) event(repo *issuetest.Repo, m issuetest.Moment) event {
	how, known := did[m.Event]
	if !known {
		how.icon, how.what = "•", m.Event
	}
	e := event{By: m.By, Robot: m.By == p.s.Robot(), At: m.At, Kind: m.Event, Icon: how.icon, What: how.what, From: m.From}
	if m.Detail != "" {
		e.Details = []detail{p.detail(repo, m)}
	}
	return e
}

func (p *Page) detail(repo *issuetest.Repo, m issuetest.Moment) detail {
	switch m.Event {
	case "labeled", "unlabeled":
		return detail{Label: m.Detail}
	case "assigned", "unassigned", "review_requested", "review_request_removed":
		return detail{Person: m.Detail}
	case "merged":
		return detail{Text: short(m.Detail)}
	case "sub_issue_added", "sub_issue_removed", "parent_issue_added", "parent_issue_removed",
		"blocked_by_added", "blocked_by_removed", "blocking_added", "blocking_removed":
		number, _ := strconv.Atoi(m.Detail)
		return detail{Issue: m.Detail, Page: p.issuePage(repo.FullName(), number)}
	}
	return detail{Text: m.Detail}
}

// related is another issue that this one names.
type related struct {
	How    string // in English: parent, …
	Issues []issuetest.Issue
}

func relatives(repo *issuetest.Repo, i issuetest.Issue) (all []related) {
	var parent, twin []int
	if i.Parent != 0 {
		parent = []int{i.Parent}
	}
	if i.DuplicateOf != 0 {
		twin = []int{i.DuplicateOf}
	}
	for _, r := range []struct {
		how     string
		numbers []int
	}{{"Parent", parent}, {"Sub-issues", i.SubIssues}, {"Blocked by", i.BlockedBy}, {"Duplicate of", twin}} {
		one := related{How: r.how}
		for _, number := range r.numbers {
			one.Issues = append(one.Issues, repo.Issue(number))
		}
		if len(one.Issues) > 0 {
			all = append(all, one)
		}
	}
	return all
}
