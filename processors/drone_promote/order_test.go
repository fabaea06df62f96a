package drone_promote_test

import (
	"context"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/robottest"
)

func TestUsage(t *testing.T) {
	const number, target = " is not a build number; try ", " is not a target; use letters, digits, `.`, `_`, `/` and `-`, a letter or digit first, at most 64."
	long := strings.Repeat("x", 65)
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "`/promote` takes a build number and a target; try `/promote 42 dev`."},
		{[]string{"42"}, "`/promote` takes a build number and a target; try `/promote 42 dev`."},
		{[]string{"42", "dev", "now"}, "`/promote` takes a build number and a target; try `/promote 42 dev`."},
		{[]string{"42x", "dev"}, "`42x`" + number + "`/promote 42 dev`."},
		{[]string{"042", "dev"}, "`042`" + number + "`/promote 42 dev`."},
		{[]string{"#17", "prod"}, "`#17`" + number + "`/promote 17 prod`."},
		{[]string{"-1", "dev"}, "`-1`" + number + "`/promote 42 dev`."},
		{[]string{"+7", "dev"}, "`+7`" + number + "`/promote 42 dev`."},
		{[]string{"9e9", "dev"}, "`9e9`" + number + "`/promote 42 dev`."},
		{[]string{"0", "dev"}, "`0`" + number + "`/promote 42 dev`."},
		{[]string{"2147483648", "dev"}, "`2147483648`" + number + "`/promote 42 dev`."},
		{[]string{"99999999999999999999", "dev"}, "`99999999999999999999`" + number + "`/promote 42 dev`."},
		{[]string{"４２", "dev"}, "`４２`" + number + "`/promote 42 dev`."},
		{[]string{"", "dev"}, "`  `" + number + "`/promote 42 dev`."},
		{[]string{"dev", "42"}, "`dev`" + number + "`/promote 42 dev`."},
		{[]string{"`@bob`\n", "-x"}, "`` `@\u200bbob`  ``" + number + "`/promote 42 dev`."},
		{[]string{"42", ""}, "`  `" + target},
		{[]string{"42", "-dev"}, "`-dev`" + target},
		{[]string{"42", "../prod"}, "`../prod`" + target},
		{[]string{"42", "dev/../prod"}, "`dev/../prod`" + target},
		{[]string{"42", "dev prod"}, "`dev prod`" + target},
		{[]string{"42", "dev\n"}, "` dev  `" + target},
		{[]string{"42", "dev;id"}, "`dev;id`" + target},
		{[]string{"42", "@bob"}, "`@\u200bbob`" + target},
		{[]string{"42", long}, "`" + long + "`" + target},
	} {
		d, p := start(t)
		_, err := p.Run(context.Background(), comment(nil, test.args...))
		robottest.Said(t, err, issue.Refused, true, test.want)
		if calls := d.Calls(); len(calls) != 0 {
			t.Errorf("%q: calls %v, want none", test.args, calls)
		}
	}
}

func TestTargets(t *testing.T) {
	_, p := start(t)
	for _, target := range []string{"dev", "9", "eu-west/a.b_c", "生产", "प्रोड", "Ünï", strings.Repeat("x", 64)} {
		reply, err := p.Run(context.Background(), comment(nil, "41", target))
		if err != nil || !strings.Contains(reply, " to `"+target+"`") {
			t.Errorf("target %q: %q, %v", target, reply, err)
		}
	}
}

func TestParams(t *testing.T) {
	d, p := start(t)
	_, err := p.Run(context.Background(), comment(map[string]string{"git_ssh": "x"}, "41", "dev"))
	robottest.Said(t, err, issue.Refused, false, "`git_ssh` cannot be set from a comment, because it steers the build itself. Choose another name.")
	if calls := d.Calls(); len(calls) != 0 {
		t.Errorf("calls %v, want none", calls)
	}
}

// Whatever is missing of an event is a case, not a panic.
func TestEmptyEvents(t *testing.T) {
	_, p := start(t)
	_, err := p.Run(context.Background(), issue.IssueEvent{})
	robottest.Said(t, err, issue.Refused, true, "`/promote` takes a build number and a target; try `/promote 42 dev`.")
	_, err = p.Run(context.Background(), issue.IssueEvent{Command: comment(nil, "42", "dev").Command})
	robottest.Said(t, err, issue.Refused, false, "Drone cannot be asked about a repository named `/`.")
	event := comment(nil, "41x", "dev")
	event.Command.Type = "/deploy"
	_, err = p.Run(context.Background(), event)
	robottest.Said(t, err, issue.Refused, true, "`41x` is not a build number; try `/deploy 41 dev`.")
}
