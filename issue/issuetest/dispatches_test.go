package issuetest_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/fanux/robot/issue/issuetest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-github/v92/github"
)

// TestRepositoryDispatch: an event is taken without a word, within GitHub's limits.
func TestRepositoryDispatch(t *testing.T) {
	gh := issuetest.Start(t)
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	send := func(client *github.Client, event, payload string) (*github.Response, error) {
		options := github.DispatchRequestOptions{EventType: event}
		if payload != "" {
			options.ClientPayload = new(json.RawMessage(payload))
		}
		_, response, err := client.Repositories.Dispatch(t.Context(), owner, name, options)
		return response, err
	}
	robot := signIn(t, gh, "sealrobot")
	for _, payload := range []string{"", `{}`, `{"a":{"b":[1,null]}}`} {
		response, err := send(robot, "deploy", payload)
		status(t, payload, 204, "", response, err)
	}
	want := []issuetest.Dispatched{
		{Event: "deploy", Payload: map[string]any{}, By: "sealrobot"},
		{Event: "deploy", Payload: map[string]any{}, By: "sealrobot"},
		{Event: "deploy", Payload: map[string]any{"a": map[string]any{"b": []any{1.0, nil}}}, By: "sealrobot"},
	}
	if diff := cmp.Diff(want, repo.Dispatched()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	response, err := send(robot, "deploy", `{"a":"`+strings.Repeat("x", 65_535)+`"}`)
	status(t, "too large", 422, "client_payload is too large", response, err)
	response, err = send(signIn(t, gh, "bob"), "deploy", "")
	status(t, "stranger", 403, "admin rights", response, err)
	token := gh.SignIn("sealrobot")
	gh.Scopes(token, "public_repo")
	response, err = send(dial(t, gh, token), "deploy", "")
	status(t, "without the scope repo", 404, "Not Found", response, err)
	if n := len(repo.Dispatched()); n != len(want) {
		t.Errorf("%d events, want %d", n, len(want))
	}
}

// What GitHub's description forbids as well is asked of a fake that is not held against it.
func TestRefusedDispatch(t *testing.T) {
	gh := issuetest.New()
	server := httptest.NewServer(gh)
	defer server.Close()
	gh.URL = server.URL
	repo := gh.Repo("acme/widgets").Grant("sealrobot", "write")
	client := dial(t, gh, gh.SignIn("sealrobot"))
	var eleven []string
	for i := range 11 {
		eleven = append(eleven, fmt.Sprintf(`"k%d":0`, i))
	}
	for _, test := range []struct {
		body, message string
		status        int
	}{
		{`{}`, "event_type", 422},
		{`{"event_type":""}`, "event_type", 422},
		{`{"event_type":"` + strings.Repeat("é", 101) + `"}`, "event_type", 422},
		{`{"event_type":"a","client_payload":{` + strings.Join(eleven, ",") + `}}`, "No more than 10 properties are allowed; 11 were supplied", 422},
		{`{"event_type":"a","client_payload":"{}"}`, "JSON", 400},
	} {
		request, err := client.NewRequest(t.Context(), "POST", "repos/acme/widgets/dispatches", json.RawMessage(test.body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request, nil)
		status(t, test.body, test.status, test.message, response, err)
	}
	if list := repo.Dispatched(); list != nil {
		t.Errorf("sent: %v", list)
	}
}
