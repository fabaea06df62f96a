package dispatch_test

import (
	"context"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/dispatch"
	"github.com/fanux/robot/processors/internal/robottest"
)

// ordered is a command that always orders the same.
type ordered struct {
	command
	order dispatch.Order
}

func (o ordered) Help() issue.Help { return o.Dispatch.Help() }

func (o ordered) Run(ctx context.Context, event issue.IssueEvent) (string, error) {
	return o.Do(ctx, event, o.order)
}

// TestRehearsed: a dry run names the event that the same command then sends, and sends none.
func TestRehearsed(t *testing.T) {
	for event, shown := range map[string]string{"deploy": "`deploy`", "say `@bob`": "`` say `@\u200bbob` ``"} {
		s := start(t)
		robot := ordered{order: dispatch.Order{Event: event, Payload: map[string]any{"key": "not shown"}}}
		dry := robottest.Say(t, s.GitHub, robot, "/ship --dry-run")
		want := "Nothing was done. It would send the event " + shown + " to the workflows that listen to it on the default branch, if there are any."
		if dry.State != issue.Ran || dry.Detail != want || s.asked() != 0 || len(s.repo.Dispatched()) != 0 {
			t.Errorf("%s: %s %q, asked %d times\nwant %q", event, dry.State, dry.Detail, s.asked(), want)
		}
		if earnest := robottest.Say(t, s.GitHub, robot, "/ship"); !strings.HasPrefix(earnest.Detail, "Sent "+shown) || s.repo.Dispatched()[0].Event != event {
			t.Errorf("%s: %q, %v", event, earnest.Detail, s.repo.Dispatched())
		}
	}
}

// TestRehearsalRefuses what the command would be refused for, in the same words.
func TestRehearsalRefuses(t *testing.T) {
	for _, order := range []dispatch.Order{
		{}, {Event: "deploy", Payload: map[string]any{"Robot": 1}}, {Event: "deploy", Payload: map[string]any{"f": func() {}}},
		{Event: "deploy", Payload: map[string]any{"a": strings.Repeat("x", 70_000)}},
	} {
		s := start(t)
		dry, earnest := robottest.Say(t, s.GitHub, ordered{order: order}, "/ship --dry-run"), robottest.Say(t, s.GitHub, ordered{order: order}, "/ship")
		if dry.State == issue.Ran || dry.State != earnest.State || dry.Detail != earnest.Detail {
			t.Errorf("%s %q\nin earnest %s %q", dry.State, dry.Detail, earnest.State, earnest.Detail)
		}
	}
}
