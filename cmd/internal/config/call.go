package config

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/endpoint"
)

var variable = regexp.MustCompile(`\$\{?([A-Z_][A-Z0-9_]*)\}?`)

// expand puts environment variables into a value of the central file. It fails where one
// is not set: a request without its credentials would be refused, or worse, not.
func (b *builder) expand(text string) (string, error) {
	var missing error
	out := variable.ReplaceAllStringFunc(text, func(found string) string {
		name := variable.FindStringSubmatch(found)[1]
		value := b.Getenv(name)
		if value == "" {
			missing = fmt.Errorf("$%s is not set", name)
		}
		return value
	})
	return out, missing
}

// call is the action of http.
func (b *builder) call(c *Command) (action, error) {
	base := endpoint.Request{Method: textOf(get(c.with, "method")), Private: isTrue(get(c.with, "private")), Headers: map[string]string{}}
	var err error
	if base.Secret, err = b.expand(textOf(get(c.with, "secret"))); err != nil {
		return nil, fmt.Errorf("secret: %w", err)
	}
	for at, value := range pairs(get(c.with, "headers")) {
		if base.Headers[at.Value], err = b.expand(value.Value); err != nil {
			return nil, fmt.Errorf("header %s: %w", at.Value, err)
		}
	}
	robot := endpoint.New(b.HTTP)
	if b.Around != nil {
		robot = robot.Around(b.Around)
	}
	return func(ctx context.Context, event issue.IssueEvent, w with) (string, error) {
		r := base
		address, err := fillURL(parse(textOf(get(w.node, "url"))), w.s.value)
		if err != nil {
			return "", err
		}
		r.URL = address
		if err := w.fill(&r.Body, "body"); err != nil {
			return "", err
		}
		if get(w.node, "form") != nil {
			if err := w.fill(&r.Form, "form"); err != nil {
				return "", err
			}
		}
		if n := get(w.node, "reply"); n != nil {
			r.Reply = w.answered(parse(n.Value))
		}
		return robot.Call(ctx, event, r)
	}, nil
}

// answered is a reply that is made of an answer.
func (w with) answered(t template) func(func(string) (string, bool)) (string, error) {
	return func(answer func(string) (string, bool)) (string, error) {
		return t.fill(func(place string) (string, error) {
			if field, ok := strings.CutPrefix(place, "answer."); ok {
				text, _ := answer(field) // which says so itself where it is not there
				return text, nil
			}
			value, err := w.s.value(place)
			return issue.Code(value), err
		})
	}
}
