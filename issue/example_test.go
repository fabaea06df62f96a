package issue_test

import (
	"context"
	"fmt"

	"github.com/fanux/robot/issue"
)

// ping is a command: a type with a Help and a Run.
type ping struct{}

func (ping) Help() issue.Help {
	return issue.Help{About: "see whether the robot is there", Examples: []string{"/ping"}, Needs: issue.Anyone}
}

func (ping) Run(ctx context.Context, event issue.IssueEvent) (string, error) { return "Here.", nil }

func Example() {
	mux := issue.NewMux()
	mux.Handle("/ping", ping{})
	handler, err := issue.NewWebhook(&issue.Config{Token: "the robot's", Secrets: []string{"the webhook's"}}, mux)
	if err != nil {
		panic(err)
	}
	_ = handler // http.ListenAndServe(":9000", handler)

	for _, line := range mux.Parse("Anybody?\n/ping\n`/ping`") {
		fmt.Printf("line %d: %s\n", line.Number, line.Verdict)
	}
	// Output:
	// line 2: runs as /ping
	// line 3: in a code span
}
