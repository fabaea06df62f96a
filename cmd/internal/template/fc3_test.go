package template

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// far matches the regions from which GitHub can be reached at all times.
var far = regexp.MustCompile(`^(cn-hongkong|(ap|eu|us)-[a-z]+-\d)$`)

// fc3 returns what is wrong with an s.yaml whose code is in archive. Neither `s preview`
// nor the component fc3 knows a misspelt key, and what FC refuses shows at deployment.
func fc3(src []byte, archive string) []string {
	var c checker
	top := c.keys(c.load(src), "edition name access resources", "")
	c.is(top["edition"], "3.0.0")
	resources := slices.Collect(values(top["resources"]))
	for _, n := range resources {
		c.component(n, archive)
	}
	if len(resources) == 0 && len(c.problems) == 0 {
		c.report(nil, "0 resources")
	}
	c.both(nil)
	return c.problems
}

func (c *checker) component(n *yaml.Node, archive string) {
	resource := c.keys(n, "component props", "")
	c.is(resource["component"], "fc3")
	// No role: see s.yaml. A default of FC is no better for being left out.
	p := c.keys(resource["props"], `region functionName description runtime code memorySize cpu diskSize instanceConcurrency
		timeout internetAccess customRuntimeConfig environmentVariables triggers`, "logConfig asyncInvokeConfig")
	if region := p["region"]; region != nil && !far.MatchString(region.Value) {
		c.report(region, "%q: from the mainland GitHub's API often times out", region.Value)
	}
	if runtime := p["runtime"]; runtime != nil && !slices.Contains(strings.Fields("custom custom.debian10 custom.debian11 custom.debian12"), runtime.Value) {
		c.report(runtime, "%q: not a custom runtime", runtime.Value)
	}
	c.is(p["code"], archive)
	c.size(p["memorySize"], p["cpu"])
	if disk := p["diskSize"]; disk != nil && disk.Value != "512" && disk.Value != "10240" {
		c.report(disk, "diskSize %s, want 512 or 10240", disk.Value)
	}
	c.within(p["instanceConcurrency"], 1, 200)
	c.within(p["timeout"], 10, 600)
	c.is(p["internetAccess"], "true")
	start := c.keys(p["customRuntimeConfig"], "command port", "")
	c.list(start["command"], "/code/bootstrap")
	c.is(start["port"], "9000")
	log := c.keys(p["logConfig"], "project logstore enableRequestMetrics enableInstanceMetrics logBeginRule", "")
	c.is(log["project"], "${env('LOG_PROJECT', '')}")
	c.is(log["logstore"], "${env('LOG_STORE', '')}")
	queue := c.keys(p["asyncInvokeConfig"], "maxAsyncEventAgeInSeconds maxAsyncRetryAttempts", "")
	c.queued(p["environmentVariables"], p["asyncInvokeConfig"], queue["maxAsyncEventAgeInSeconds"], queue["maxAsyncRetryAttempts"])
	c.filled(p["environmentVariables"])
	c.triggers(p["triggers"], p["environmentVariables"])
}

// size looks at what FC takes together only: steps of 64 MB and of 0.05 processors, and
// one to four GB for a processor.
func (c *checker) size(memory, cpu *yaml.Node) {
	if memory == nil || cpu == nil {
		return
	}
	c.within(memory, 128, 32768)
	mb, _ := strconv.Atoi(memory.Value)
	if mb%64 != 0 {
		c.report(memory, "memorySize %s, want steps of 64", memory.Value)
	}
	share, err := strconv.ParseFloat(cpu.Value, 64)
	if steps := share / 0.05; err != nil || share < 0.05 || share > 16 || math.Abs(steps-math.Round(steps)) > 1e-6 {
		c.report(cpu, "cpu %s, want 0.05 to 16 in steps of 0.05", cpu.Value)
	}
	if gb := float64(mb) / 1024; len(c.problems) == 0 && (gb < share || gb > 4*share) {
		c.report(memory, "%d MB for %s processors, want one to four GB for each", mb, cpu.Value)
	}
}

// filled looks at the settings: s refuses to deploy where one without a default is unset.
func (c *checker) filled(n *yaml.Node) {
	for name, value := range pairs(n) {
		placeholder := "${env('%s', '')}"
		if name.Value == "ROBOT_MODE" { // what the function is, is no setting
			placeholder = "event"
		}
		if name.Value == "GITHUB_WEBHOOK_SECRET" {
			placeholder = "${env('%s')}"
		}
		c.environment(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{name, value}}, placeholder)
	}
}

func (c *checker) triggers(n, env *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) != 1 {
		c.report(n, "%d triggers, want a list of one", len(n.Content))
		return
	}
	trigger := c.keys(n.Content[0], "triggerName triggerType triggerConfig", "")
	if kind := trigger["triggerType"]; kind != nil && kind.Value == "timer" {
		timer := c.keys(trigger["triggerConfig"], "cronExpression enable", "")
		c.timer(timer["cronExpression"], timer["enable"], env)
		return
	}
	c.is(trigger["triggerType"], "http")
	http := c.keys(trigger["triggerConfig"], "authType methods", "")
	c.is(http["authType"], "anonymous")
	c.list(http["methods"], "GET", "POST")
	c.heard(env)
}
