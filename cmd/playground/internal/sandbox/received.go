package sandbox

import (
	"cmp"
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
)

// payload is what a webhook of GitHub's or Drone's says that the journal shows.
type payload struct {
	Action string
	Sender struct{ Login, Type string }
	Text   struct { // a comment
		ID   int64
		Body string
	} `json:"comment"`
	Issue      numbered
	Pull       numbered `json:"pull_request"`
	Repository struct {
		Name string `json:"full_name"`
	}
	Changes json.RawMessage

	Repo  struct{ Slug string } // of Drone's
	User  struct{ Login string }
	Build struct{ Trigger string }
}

type numbered struct {
	Number int
	Body   string
}

// received is what a request to the robot says.
func (i *instance) received(from Origin, h http.Header, body []byte) Delivery {
	body = unwrapped(h, body)
	var p payload
	_ = json.Unmarshal(body, &p) // what it is not says nothing
	d := Delivery{
		From: from, GUID: h.Get("X-GitHub-Delivery"), Event: cmp.Or(h.Get("X-GitHub-Event"), h.Get("X-Drone-Event")), Action: p.Action,
		Sender: cmp.Or(p.Sender.Login, p.User.Login, p.Build.Trigger), Repo: cmp.Or(p.Repository.Name, p.Repo.Slug),
		Issue: cmp.Or(p.Issue.Number, p.Pull.Number), Comment: p.Text.ID, Header: h, Payload: body,
	}
	if from == FromGitHub {
		d.Text = p.text(d.Event)
		d.Lines = i.lines(d.Text, p)
	}
	return d
}

// unwrapped is the payload of a form, or of what is none.
func unwrapped(h http.Header, body []byte) []byte {
	if kind, _, _ := mime.ParseMediaType(h.Get("Content-Type")); kind != "application/x-www-form-urlencoded" {
		return body
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return body
	}
	return []byte(form.Get("payload"))
}
