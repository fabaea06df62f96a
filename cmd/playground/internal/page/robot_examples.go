package page

import (
	"embed"
	"fmt"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

// example is a robot.yml to begin with.
type example struct{ Name, Title, Text string }

//go:embed examples/*.yml
var exampleFiles embed.FS

// examples are those of the page, in its order.
var examples = []example{
	exampled("say", "Say something"),
	exampled("http", "Call a server"),
	exampled("workflow", "Start a workflow"),
	exampled("promote", "Promote with Drone"),
	exampled("targets", "Targets that want a /confirm"),
	exampled("labels", "Labels and who may set them"),
	exampled("aliases", "Other names"),
	exampled("chinese", "Replies in Chinese"),
	exampled("triage", "Triage and nothing else"),
}

func exampled(name, title string) example {
	text, err := exampleFiles.ReadFile(fmt.Sprintf("examples/%s.yml", name))
	if err != nil {
		panic(err) // embedded
	}
	return example{name, title, string(text)}
}

// here is its text, where what stands for the playground is its address.
func (e example) here(s *sandbox.Sandbox) string {
	return strings.ReplaceAll(e.Text, "http://127.0.0.1:9000", s.GitHubURL())
}
