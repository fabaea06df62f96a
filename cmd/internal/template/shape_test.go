package template

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// secret matches what is a credential wherever it stands.
var secret = regexp.MustCompile(`\bgh[a-z]_\w{20}|\bgithub_pat_\w|\bLTAI\w{12}|PRIVATE KEY-----`)

// literals are the settings that may stand in the repository as they are; of the
// others, some are secret and some are private names.
var literals = strings.Fields("ROBOT_ASYNC ROBOT_CONFIG ROBOT_LOG_LEVEL ROBOT_MODE")

// settable are the function's settings (README, Environment) but for those of the
// network, which the platform rules.
var settable = append(strings.Fields(`GITHUB_WEBHOOK_SECRET GITHUB_TOKEN GITHUB_USER GITHUB_PASSWD
	GITHUB_APP_ID GITHUB_APP_PRIVATE_KEY GITHUB_API_URL DRONE_SERVER DRONE_TOKEN DRONE_PUBLIC_URL
	DRONE_WEBHOOK_SECRET ROBOT_URL`), literals...)

// shape returns what is wrong with a template whose code is in archive. It is strict:
// it knows the keys we use and why, not all that fun has.
func shape(src []byte, archive string) []string {
	var c checker
	doc := c.load(src)
	top := c.keys(doc, "ROSTemplateFormatVersion Transform Resources", "")
	c.is(top["ROSTemplateFormatVersion"], "2015-09-01")
	c.is(top["Transform"], "Aliyun::Serverless-2018-04-03")
	for _, resource := range pairs(top["Resources"]) {
		c.service(resource, archive)
	}
	c.both(doc)
	return c.problems
}

type checker struct {
	problems     []string
	http, timers int // functions, by their triggers
}

// both wants a function for GitHub and one for the timer.
func (c *checker) both(n *yaml.Node) {
	if len(c.problems) == 0 && (c.http != 1 || c.timers != 1) {
		c.report(n, "%d functions with an HTTP trigger and %d with a timer, want one of each", c.http, c.timers)
	}
}

// load returns the one document of a template, or nil and a problem.
func (c *checker) load(src []byte) *yaml.Node {
	if found := secret.Find(src); found != nil {
		c.report(nil, "%.8s…: a credential", found)
	}
	var doc yaml.Node
	var value any // loading nodes alone accepts a key twice
	for _, into := range []any{&value, &doc} {
		if err := yaml.Load(src, into); err != nil {
			c.report(nil, "%v", err)
			return nil
		}
	}
	return doc.Content[0]
}

func (c *checker) service(n *yaml.Node, archive string) {
	if n.Kind != yaml.MappingNode {
		c.report(n, "not a service")
		return
	}
	own := yaml.Node{Kind: yaml.MappingNode, Line: n.Line} // what is not a function
	for name, value := range pairs(n) {
		if at(value, "Type") == nil {
			own.Content = append(own.Content, name, value)
			continue
		}
		c.function(value, archive)
		if at(value, "Properties", "AsyncConfiguration") != nil && at(n, "Properties", "Role") == nil {
			c.report(value, "AsyncConfiguration without a Role: fun would let the function call every other one")
		}
	}
	service := c.keys(&own, "Type Properties", "")
	c.is(service["Type"], "Aliyun::Serverless::Service")
	// No Policies: see template.yml.
	properties := c.keys(service["Properties"], "Description InternetAccess", "LogConfig Role")
	c.is(properties["InternetAccess"], "true")
	c.is(properties["Role"], "${ROLE_ARN}")
	log := c.keys(properties["LogConfig"], "Project Logstore", "")
	c.is(log["Project"], "${LOG_PROJECT}")
	c.is(log["Logstore"], "${LOG_STORE}")
}

func (c *checker) function(n *yaml.Node, archive string) {
	// A trigger that is not under Events is not created, and fun says nothing.
	f := c.keys(n, "Type Properties Events", "")
	c.is(f["Type"], "Aliyun::Serverless::Function")
	// CAPort looks as if it set the port, but fun sends it for containers only.
	p := c.keys(f["Properties"], "Handler Runtime CodeUri MemorySize InstanceConcurrency Timeout InitializationTimeout EnvironmentVariables", "AsyncConfiguration")
	c.is(p["Runtime"], "custom")
	c.is(p["CodeUri"], archive)
	c.within(p["InstanceConcurrency"], 1, 100)
	c.within(p["Timeout"], 10, 600)
	c.within(p["InitializationTimeout"], 1, 300)
	c.environment(p["EnvironmentVariables"], "${%s}")
	// fun dies of an absent Destination, after it made the function.
	queue := c.keys(p["AsyncConfiguration"], "Destination MaxAsyncEventAgeInSeconds MaxAsyncRetryAttempts", "")
	c.queued(p["EnvironmentVariables"], p["AsyncConfiguration"], queue["MaxAsyncEventAgeInSeconds"], queue["MaxAsyncRetryAttempts"])

	if n := len(slices.Collect(values(f["Events"]))); f["Events"] != nil && n != 1 {
		c.report(f["Events"], "%d triggers; beside an HTTP one FC takes no other", n)
		return
	}
	for event := range values(f["Events"]) {
		trigger := c.keys(event, "Type Properties", "")
		if kind := trigger["Type"]; kind != nil && kind.Value == "Timer" {
			timer := c.keys(trigger["Properties"], "CronExpression Enable", "")
			c.timer(timer["CronExpression"], timer["Enable"], p["EnvironmentVariables"])
			continue
		}
		c.is(trigger["Type"], "HTTP")
		http := c.keys(trigger["Properties"], "AuthType Methods", "")
		c.is(http["AuthType"], "ANONYMOUS")
		c.list(http["Methods"], "GET", "POST")
		c.heard(p["EnvironmentVariables"])
	}
}

// queued looks at what is said of the platform's queue, where the function may use it.
func (c *checker) queued(env, config, age, attempts *yaml.Node) {
	if at(env, "ROBOT_ASYNC") != nil && config == nil {
		c.report(env, "ROBOT_ASYNC, and nothing is said of the queue")
	}
	c.is(age, "3600") // the robot refuses what is older
	c.within(attempts, 0, 8)
}

// environment looks at settings that stand in the template as placeholder, which has a
// %s for the name.
func (c *checker) environment(n *yaml.Node, placeholder string) {
	for name, value := range pairs(n) {
		switch {
		case !slices.Contains(settable, name.Value):
			c.report(name, "%s: not a setting of the function", name.Value)
		case value.ShortTag() != "!!str":
			c.report(value, "%s: not a string", name.Value)
		case value.Value != fmt.Sprintf(placeholder, name.Value) && !slices.Contains(literals, name.Value):
			c.report(value, "%s: in the repository, want "+placeholder, name.Value, name.Value)
		}
	}
}

// keys returns the values of a mapping that has all keys of must and perhaps those of may.
func (c *checker) keys(n *yaml.Node, must, may string) map[string]*yaml.Node {
	found := make(map[string]*yaml.Node)
	if n == nil {
		return found // said already, or optional
	}
	if n.Kind != yaml.MappingNode {
		c.report(n, "%q, want a mapping with %s", n.Value, must)
		return found
	}
	unknown, missing := []string(nil), strings.Fields(must)
	for name, value := range pairs(n) {
		found[name.Value] = value
		if i := slices.Index(missing, name.Value); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
		} else if !slices.Contains(strings.Fields(may), name.Value) {
			unknown = append(unknown, name.Value)
		}
	}
	if len(unknown)+len(missing) > 0 {
		c.report(n, "unknown keys %q, missing keys %q", unknown, missing)
	}
	return found
}

func (c *checker) is(n *yaml.Node, want string) {
	if n != nil && n.Value != want {
		c.report(n, "%q, want %q", n.Value, want)
	}
}

func (c *checker) list(n *yaml.Node, want ...string) {
	if n == nil {
		return
	}
	var got []string
	if err := n.Load(&got); err != nil || !slices.Equal(got, want) {
		c.report(n, "%q, want %q", got, want)
	}
}

func (c *checker) within(n *yaml.Node, low, high int) {
	if n == nil {
		return
	}
	if got, err := strconv.Atoi(n.Value); err != nil || got < low || got > high || n.ShortTag() != "!!int" {
		c.report(n, "%s, want %d to %d", n.Value, low, high)
	}
}

func (c *checker) report(n *yaml.Node, format string, args ...any) {
	problem := fmt.Sprintf(format, args...)
	if n != nil {
		problem = fmt.Sprintf("line %d: %s", n.Line, problem)
	}
	c.problems = append(c.problems, problem)
}

// values yields the values of a mapping.
func values(n *yaml.Node) func(yield func(*yaml.Node) bool) {
	return func(yield func(*yaml.Node) bool) {
		pairs(n)(func(_, value *yaml.Node) bool { return yield(value) })
	}
}
