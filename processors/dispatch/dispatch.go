package dispatch

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/google/go-github/v92/github"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
	"github.com/fanux/robot/processors/internal/site"
)

// Dispatch is the robot. Its zero value is ready, and may be used concurrently.
type Dispatch struct{}

var _ issue.Helper = Dispatch{}

// Help implements issue.Helper: it is what a command has that is configured with no words
// of its own. Nobody can tell afterwards whether an event was sent, so that a command which
// was broken off is never run again.
func (Dispatch) Help() issue.Help {
	return issue.Help{
		About: "send an event to the workflows of this repository",
		Long: "Sends a `repository_dispatch` event: the workflows on the default branch whose `on:` names it run. " +
			"They find what was sent in `github.event.client_payload`, and below `robot` there who asked, and where. " +
			"In a script, take a value of it from `env:`, as `\"$TARGET\"`, and never as `${{ github.event.client_payload.target }}`, " +
			"so that the shell takes it as one word and not as a command.",
		Needs:  issue.Write,
		Effect: issue.Deploys,
		Repeat: issue.Once,
		Dry:    true,
	}
}

// Do sends the event, and says where to look for what it started.
func (Dispatch) Do(ctx context.Context, event issue.IssueEvent, o Order) (string, error) {
	s, ok := site.Of(event)
	if !ok {
		return "", issue.Errorf("The comment does not say which repository it stands in: nothing was sent. Comment it again.")
	}
	if err := o.check(); err != nil {
		return "", err
	}
	payload, err := o.payload(ctx, event)
	if err != nil {
		return "", err
	}
	if issue.From(ctx).DryRun() {
		return issue.From(ctx).Sayf("Nothing was done. It would send the event %s to the workflows that listen to it on the default branch, if there are any.", params.Show(o.Event)), nil
	}
	if err := send(ctx, s, o.Event, payload); err != nil {
		return "", err
	}
	return issue.From(ctx).Sayf("Sent %s: the workflows that listen to it on the default branch run now, if there are any. GitHub does not say which runs these are; look among [all that such events started](%s).",
		params.Show(o.Event), runs(s)), nil
}

// send asks once, whatever happens. GitHub answers 204; any other 2xx is somebody else's,
// as that of a page to which the POST was led as a GET.
func send(ctx context.Context, s site.Site, event string, payload json.RawMessage) error {
	var sent site.Trace
	_, response, err := s.Client.Repositories.Dispatch(sent.Of(ctx), s.Owner, s.Repo,
		github.DispatchRequestOptions{EventType: event, ClientPayload: &payload})
	if code := site.Status(response); code != http.StatusNoContent {
		return explain(s, event, err, code, sent.Maybe())
	}
	return nil
}

// runs is the page of the runs that events of this kind started. There is none of one event.
func runs(s site.Site) string { return s.Page + "/actions?query=event%3Arepository_dispatch" }
