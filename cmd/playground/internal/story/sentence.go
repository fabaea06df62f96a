package story

import (
	"fmt"
	"strconv"
	"strings"
)

// deed is a sentence about what somebody does on GitHub. It is read and written with the
// same form, so what is recorded can be played.
type deed struct {
	form form // begins with LOGIN
	// call is what is done; filled is what stands in the form.
	call func(r room, filled []string) (call, error)
	// said is filled of a call, without the login; nil where it is another deed.
	said func(r room, c call) []string
}

// deeds are all there are, the plain ones first.
var deeds = []deed{
	{"LOGIN on N: TEXT", doing("POST", "issues/%s/comments", "body"), saying("POST", `issues/(\d+)/comments`, "body")},
	{"LOGIN opens N: TITLE" + below, opening, opened},
	{"LOGIN opens N" + below, openingWith, openedWith}, // with what there are no words for, as JSON
	{"LOGIN edits COMMENT: TEXT", onComment("PATCH", "body"), ofComment("PATCH", "body")},
	{"LOGIN deletes COMMENT", onComment("DELETE"), ofComment("DELETE")},
	{"LOGIN reacts EMOTION to COMMENT", reacting, reacted},
	{"LOGIN reacts EMOTION to N", reacting, reacted},
	{"LOGIN takes back EMOTION from COMMENT", unreacting, unreacted},
	{"LOGIN takes back EMOTION from N", unreacting, unreacted},
	{"LOGIN retitles N: TEXT", doing("PATCH", "issues/%s", "title"), saying("PATCH", `issues/(\d+)`, "title")},
	{"LOGIN edits N: TEXT", doing("PATCH", "issues/%s", "body"), saying("PATCH", `issues/(\d+)`, "body")},
	{"LOGIN closes N as REASON", closing, closed},
	{"LOGIN closes N", closing, saying("PATCH", `issues/(\d+)`)},
	{"LOGIN reopens N", func(_ room, f []string) (call, error) {
		return call{by: f[0], method: "PATCH", path: "issues/" + f[1], body: object("state", "open")}, nil
	}, saying("PATCH", `issues/(\d+)`)},
	{"LOGIN labels N: NAMES", listing("POST", "issues/%s/labels", ""), sayingList("POST", `issues/(\d+)/labels`, "")},
	{"LOGIN unlabels N: TEXT", func(_ room, f []string) (call, error) {
		return call{by: f[0], method: "DELETE", path: "issues/" + f[1] + "/labels/" + escaped(f[2])}, nil
	}, func(_ room, c call) []string {
		return unescaped(c.of("DELETE", `issues/(\d+)/labels/([^/]+)`))
	}},
	{"LOGIN assigns N to PEOPLE", listing("POST", "issues/%s/assignees", "assignees"), sayingList("POST", `issues/(\d+)/assignees`, "assignees")},
	{"LOGIN unassigns N from PEOPLE", listing("DELETE", "issues/%s/assignees", "assignees"), sayingList("DELETE", `issues/(\d+)/assignees`, "assignees")},
	{"LOGIN locks N", doing("PUT", "issues/%s/lock"), saying("PUT", `issues/(\d+)/lock`)},
	{"LOGIN unlocks N", doing("DELETE", "issues/%s/lock"), saying("DELETE", `issues/(\d+)/lock`)},
	{"LOGIN merges N", doing("PUT", "pulls/%s/merge"), saying("PUT", `pulls/(\d+)/merge`)},
	{"LOGIN asks for a review of N by PEOPLE", listing("POST", "pulls/%s/requested_reviewers", "reviewers"), sayingList("POST", `pulls/(\d+)/requested_reviewers`, "reviewers")},
	{"LOGIN calls METHOD PATH at Drone" + below, atDrone, calledAtDrone},
	{"LOGIN calls METHOD PATH" + below, calling, called}, // whatever there are no words for
}

// doing is a call with a number in its path, and a text in its body.
func doing(method, path string, field ...string) func(room, []string) (call, error) {
	return func(_ room, f []string) (call, error) {
		c := call{by: f[0], method: method, path: fmt.Sprintf(path, f[1])}
		if field != nil {
			c.body = object(field[0], f[2])
		}
		return c, nil
	}
}

// saying takes apart what doing makes.
func saying(method, path string, field ...string) func(room, call) []string {
	return func(_ room, c call) []string {
		filled := c.of(method, path)
		if filled != nil && field != nil {
			filled = append(filled, c.text(field[0]))
		}
		return filled
	}
}

// listing is a call with a number in its path, and a list in its body.
func listing(method, path, field string) func(room, []string) (call, error) {
	return func(_ room, f []string) (call, error) {
		names := strings.Split(f[2], ", ")
		c := call{by: f[0], method: method, path: fmt.Sprintf(path, f[1]), body: encode(names)}
		if field != "" {
			c.body = object(field, names)
		}
		return c, nil
	}
}

// sayingList takes apart what listing makes.
func sayingList(method, path, field string) func(room, call) []string {
	return func(_ room, c call) []string {
		if filled := c.of(method, path); filled != nil {
			return append(filled, c.list(field))
		}
		return nil
	}
}

func opening(_ room, f []string) (call, error) {
	number, err := strconv.Atoi(f[1])
	return call{by: f[0], method: "POST", path: "issues", body: object("title", f[2], "body", f[3]), made: number}, err
}

func opened(_ room, c call) []string {
	if c.of("POST", "issues") == nil {
		return nil
	}
	return []string{strconv.Itoa(c.made), c.text("title"), c.text("body")}
}

func closing(_ room, f []string) (call, error) {
	c := call{by: f[0], method: "PATCH", path: "issues/" + f[1], body: object("state", "closed")}
	if len(f) > 2 {
		c.body = object("state", "closed", "state_reason", strings.ReplaceAll(f[2], " ", "_"))
	}
	return c, nil
}

func closed(_ room, c call) []string {
	if filled := c.of("PATCH", `issues/(\d+)`); filled != nil {
		return append(filled, strings.ReplaceAll(c.text("state_reason"), "_", " "))
	}
	return nil
}
