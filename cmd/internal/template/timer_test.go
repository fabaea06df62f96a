package template

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// cronField is a field of a timer's expression, of which there are six, or a whole one.
// Nothing looks at them before FC does.
// https://help.aliyun.com/document_detail/171746.html
var cronField = regexp.MustCompile(`^(\*|\?|[0-9A-Z]+([-,][0-9A-Z]+)*)(/\d+)?$`)

// timer looks at the function that a timer calls: it has to know that it is one.
func (c *checker) timer(cron, enable, env *yaml.Node) {
	c.timers++
	c.is(enable, "true")
	if cron != nil {
		fields := strings.Fields(cron.Value)
		for _, field := range fields {
			if !cronField.MatchString(field) {
				c.report(cron, "%q: no field of a timer's expression", field)
			}
		}
		if len(fields) != 6 {
			c.report(cron, "%q, want six fields", cron.Value)
		}
	}
	if mode := at(env, "ROBOT_MODE"); mode == nil || mode.Value != "event" {
		c.report(env, "a timer, and ROBOT_MODE is not event: the function would answer it with 404")
	}
	if at(env, "DRONE_WEBHOOK_SECRET") != nil {
		c.report(env, "DRONE_WEBHOOK_SECRET: nobody posts Drone's events to a timer's function")
	}
}

// heard looks at the function that GitHub calls.
func (c *checker) heard(env *yaml.Node) {
	c.http++
	if mode := at(env, "ROBOT_MODE"); mode != nil && mode.Value != "http" {
		c.report(mode, "ROBOT_MODE is %s: the function would hear no webhook", mode.Value)
	}
}
