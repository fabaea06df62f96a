package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
)

// comment posts a person's comment to the robot, as GitHub would, and returns what the
// robot says of each of its commands.
func (s *scene) comment(login, text string) []issue.Result {
	s.Helper()
	return s.post(s.repo.Comment(17, login, text))
}

func (s *scene) post(e issuetest.Event) []issue.Result {
	s.Helper()
	results, err := s.deliver(e)
	if err != nil {
		s.Fatalf("%v\n%s", err, s.robot.tail(10, ""))
	}
	return results
}

// deliver is post for any goroutine.
func (s *scene) deliver(e issuetest.Event) ([]issue.Result, error) {
	got, err := http.DefaultClient.Do(e.Request(s.robot.url+"/github", webhookSecret))
	if err != nil {
		return nil, err
	}
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the robot's answer to a comment: %s", got.Status)
	}
	var outcome issue.Outcome
	err = json.NewDecoder(got.Body).Decode(&outcome)
	return outcome.Commands, err
}
