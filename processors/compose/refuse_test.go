package compose_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/processors/compose"
)

// What is wrong with the words is said without a call.
func TestRefused(t *testing.T) {
	const (
		notLabel = " is not the name of a label: nothing was changed. Name one of this repository's."
		notLogin = " is not the login of a GitHub account: nothing was changed. Write it as on its page, with or without an `@`."
	)
	var many labels
	for i := range 21 {
		many = append(many, fmt.Sprint("l", i))
	}
	for _, test := range []struct {
		order compose.Order
		want  string
	}{
		{compose.Order{AddLabels: labels{"bug", ""}}, "`  `" + notLabel},
		{compose.Order{RemoveLabels: labels{"."}}, "`.`" + notLabel},
		{compose.Order{RemoveLabels: labels{" .. "}}, "`..`" + notLabel},
		{compose.Order{AddLabels: labels{"../../../acme"}}, "`../../../acme`" + notLabel},
		{compose.Order{AddLabels: labels{"a\nb"}}, "`a b`" + notLabel},
		{compose.Order{AddLabels: labels{"a\xff`@bob`"}}, "`` a\ufffd`@\u200bbob` ``" + notLabel},
		{compose.Order{AddLabels: labels{strings.Repeat("a", 101)}}, "`" + strings.Repeat("a", 80) + "…`" + notLabel},
		{compose.Order{AddLabels: many}, "21 labels are too many for one command: nothing was changed. Name at most 20."},
		{compose.Order{Assign: labels{"@"}}, "`  `" + notLogin},
		{compose.Order{Assign: labels{"@@bob"}}, "`@\u200bbob`" + notLogin},
		{compose.Order{Assign: labels{"acme/team"}}, "`acme/team`" + notLogin},
		{compose.Order{Unassign: labels{"bob, carol"}}, "`bob, carol`" + notLogin},
		{compose.Order{Unassign: labels{"-bob"}}, "`-bob`" + notLogin},
		{compose.Order{Assign: many[:11]}, "11 people are too many: nothing was changed. An issue has at most 10 assignees."},
		{compose.Order{Unassign: many[:11]}, "11 people are too many: nothing was changed. An issue has at most 10 assignees."},
		{compose.Order{Close: "duplicate"}, "`duplicate` is no reason to close an issue for: nothing was changed. It is `completed` or `not_planned`."},
		{compose.Order{AddLabels: labels{"Bug"}, RemoveLabels: labels{"bug"}}, "The label `Bug` would be added and removed by one command: nothing was changed. Leave one of the two out."},
		{compose.Order{Assign: labels{"@bob"}, Unassign: labels{"Bob"}}, "`bob` would be assigned and unassigned by one command: nothing was changed. Leave one of the two out."},
	} {
		s := start(t)
		_, err := s.do(t, test.order)
		said(t, err, issue.Refused, test.want)
		s.called(t)
	}
	_, err := compose.Compose{}.Do(t.Context(), issue.IssueEvent{}, compose.Order{AddLabels: labels{"bug"}})
	said(t, err, issue.Failed, "The comment does not say which issue it stands on: nothing was changed. Comment it again.")
}

// A label that the repository lacks is refused before anything is changed.
func TestMissingLabels(t *testing.T) {
	const all = "Nothing was changed. [All labels](" + page + "/labels) of this repository can be named, in any case."
	lacks := func(name, near string) string {
		if near == "" {
			return "This repository has no label " + name + ". "
		}
		return "This repository has no label " + name + ". Did you mean " + near + "? "
	}
	for _, test := range []struct {
		names labels
		want  string
	}{
		{labels{"bgu"}, lacks("`bgu`", "`bug`")},
		{labels{"acepted"}, lacks("`acepted`", "`accepted`")},
		{labels{"API"}, lacks("`API`", "`area/api`")},
		{labels{"docs"}, lacks("`docs`", "`kind: docs`")},
		{labels{"help-wanted"}, lacks("`help-wanted`", "`Help wanted`")},
		{labels{"🐛虫"}, lacks("`🐛虫`", "`🐛 虫`")},
		{labels{"x"}, lacks("`x`", "")},
		{labels{"nothing like it"}, lacks("`nothing like it`", "")},
		{labels{"`@bob` <b>"}, lacks("`` `@\u200bbob` <b> ``", "")},
		{labels{"area%2Fapi"}, lacks("`area%2Fapi`", "`area/api`")},
		{labels{"bug", "bgu", "/acme/?x=#", "BGU"}, lacks("`bgu`", "`bug`") + lacks("`/acme/?x=#`", "")},
	} {
		s := start(t)
		s.repo.Label(17, "accepted")
		for _, order := range []compose.Order{
			{AddLabels: test.names, RemoveLabels: labels{"accepted"}, Assign: labels{"alice"}, Close: "completed", Reply: "Done."},
			{RemoveLabels: test.names, Assign: labels{"alice"}},
		} {
			_, err := s.do(t, order)
			said(t, err, issue.Refused, test.want+all)
			s.is(t, 17, labels{"accepted"}, nil, false)
			for _, c := range s.Calls() {
				if c.Method != "GET" {
					t.Errorf("%s", c)
				}
			}
		}
	}
}

// What is near is looked for on all pages, and is a courtesy.
func TestManyLabels(t *testing.T) {
	s := start(t)
	for i := range 150 {
		s.repo.Label(1, fmt.Sprintf("a-long-name-%03d", i))
	}
	_, err := s.do(t, compose.Order{AddLabels: labels{"bgu"}})
	said(t, err, issue.Refused, "This repository has no label `bgu`. Did you mean `bug`? Nothing was changed. [All labels]("+page+"/labels) of this repository can be named, in any case.")
	s.called(t, "GET issues/17 200", "GET labels/bgu 404", "GET labels?per_page=100 200", "GET labels?page=2&per_page=100 200")
	s.Break(issuetest.BadGateway().On("GET", "/labels[?]"))
	_, err = s.do(t, compose.Order{AddLabels: labels{"bgu"}})
	said(t, err, issue.Refused, "This repository has no label `bgu`. Nothing was changed. [All labels]("+page+"/labels) of this repository can be named, in any case.")
}

// A path argument of go-github's is not escaped by it.
func TestEscaped(t *testing.T) {
	s := start(t)
	event := s.event(17)
	event.Repo.Name = new("wid#gets?x")
	if _, err := (compose.Compose{}).Do(t.Context(), event, compose.Order{AddLabels: labels{"bug"}}); err == nil {
		t.Error("no error")
	}
	for _, c := range s.Calls() {
		if c.Path != "/repos/acme/wid%23gets%3Fx/issues/17" || c.Status != http.StatusNotFound {
			t.Errorf("call %s", c)
		}
	}
}
