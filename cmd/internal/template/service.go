package template

import "go.yaml.in/yaml/v4"

// place is a mapping that has placeholders for values.
type place struct {
	n     *yaml.Node
	names map[string]string // the variable for a key; nil where the key is the variable
}

func (p place) variable(key string) string {
	if p.names == nil {
		return key
	}
	return p.names[key]
}

// surroundings are the places outside of a function's environment, for what the deployer says
// and the function does not see.
func surroundings(doc *yaml.Node) []place {
	var found []place
	for service := range services(doc) {
		found = append(found, place{at(service, "Properties"), map[string]string{"Role": "ROLE_ARN"}})
	}
	for log := range logConfigs(doc) {
		found = append(found, place{log, logNames})
	}
	return found
}

// logNames are the variables of a LogConfig, in template.yml and in s.yaml.
var logNames = map[string]string{
	"Project": "LOG_PROJECT", "Logstore": "LOG_STORE",
	"project": "LOG_PROJECT", "logstore": "LOG_STORE",
}

// logs names what a filled template lacks for logs, which are optional: both or neither.
func logs(doc *yaml.Node) (missing []string) {
	for log := range logConfigs(doc) {
		env := make(map[string]string)
		for key, value := range pairs(log) {
			env[logNames[key.Value]] = value.Value
		}
		if absent := unset(env, "LOG_PROJECT", "LOG_STORE"); len(absent) == 1 {
			missing = union(missing, absent)
		}
	}
	return missing
}

// prune takes out of a filled template.yml what has no meaning any more: a LogConfig without
// content, and what is said of the queue where none is used, or where fun would pay for it
// with rights (AliyunFCInvocationAccess, mns:SendMessage on everything).
func prune(doc *yaml.Node) {
	for service := range services(doc) {
		properties := at(service, "Properties")
		if log := at(properties, "LogConfig"); log != nil && len(log.Content) == 0 {
			remove(properties, "LogConfig")
		}
		for _, f := range pairs(service) {
			if at(properties, "Role") == nil || at(f, "Properties", "EnvironmentVariables", "ROBOT_ASYNC") == nil {
				remove(at(f, "Properties"), "AsyncConfiguration")
			}
		}
	}
}

// services yields the services of a template.yml.
func services(doc *yaml.Node) func(yield func(*yaml.Node) bool) {
	return func(yield func(*yaml.Node) bool) {
		for _, service := range pairs(at(top(doc), "Resources")) {
			if !yield(service) {
				return
			}
		}
	}
}

// logConfigs yields those of a template.yml's services, or of an s.yaml's functions.
func logConfigs(doc *yaml.Node) func(yield func(*yaml.Node) bool) {
	return func(yield func(*yaml.Node) bool) {
		for service := range services(doc) {
			if log := at(service, "Properties", "LogConfig"); log != nil && !yield(log) {
				return
			}
		}
		for _, f := range pairs(at(top(doc), "resources")) {
			if log := at(f, "props", "logConfig"); log != nil && !yield(log) {
				return
			}
		}
	}
}

func remove(n *yaml.Node, key string) {
	var kept []*yaml.Node
	for name, value := range pairs(n) {
		if name.Value != key {
			kept = append(kept, name, value)
		}
	}
	if n != nil {
		n.Content = kept
	}
}
