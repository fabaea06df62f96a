package story

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/go-github/v92/github"
)

// make does on GitHub or Drone what a call says.
func (r room) make(ctx context.Context, c call) error {
	if c.drone {
		return r.makeAtDrone(ctx, c)
	}
	path := "repos/" + r.name + "/" + c.path
	if root, is := strings.CutPrefix(c.path, "/"); is {
		path = root
	}
	var body any
	if c.body != "" {
		body = json.RawMessage(c.body)
	}
	client := r.s.As(c.by)
	request, err := client.NewRequest(ctx, c.method, path, body)
	if err != nil {
		return err
	}
	var answer struct{ Number int }
	var raw json.RawMessage
	_, err = client.Do(request, &raw)
	if _, later := errors.AsType[*github.AcceptedError](err); err != nil && !later {
		return refused(err)
	}
	if _ = json.Unmarshal(raw, &answer); c.made != 0 && answer.Number != c.made { // a list has no number
		return fmt.Errorf("GitHub gave it the number %d", answer.Number)
	}
	return nil
}

// refused is what GitHub says to somebody who may not, or cannot.
func refused(err error) error {
	if answer, is := errors.AsType[*github.ErrorResponse](err); is {
		return fmt.Errorf("GitHub answers %d: %s", answer.Response.StatusCode, answer.Message)
	}
	return err
}

// makeAtDrone is make for what is done at Drone, over the wire.
func (r room) makeAtDrone(ctx context.Context, c call) error {
	request, err := http.NewRequestWithContext(ctx, c.method, r.s.DroneURL()+c.path, strings.NewReader(c.body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer sandbox-"+c.by)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("the answer of Drone is %s", answer.Status)
	}
	return nil
}
