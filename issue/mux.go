package issue

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/google/go-github/v92/github"
)

// Mux maps the names of commands to the Robots that do them. It is safe for use by
// several goroutines, registration while commands run included.
type Mux struct {
	registered atomic.Pointer[registered] // replaced as a whole, never written to
}

// registered is what a Mux knows at one moment.
type registered struct {
	commands  map[string]*command
	names     []string              // sorted
	listeners map[string][]Listener // by the event of GitHub's that they listen to
}

// command is a registered Robot in the one shape that the pipeline knows.
type command struct {
	name  string // without the slash, lower case
	run   Runner
	help  Help
	usage *usage // nil where the Robot declares nothing: it gets whatever was written
}

// NewMux returns a Mux without any command.
func NewMux() *Mux {
	m := new(Mux)
	m.registered.Store(&registered{commands: map[string]*command{}})
	return m
}

// Regist makes robot do the command of that name, "/promote" or "promote", in the
// place of whoever did it before. A Robot that is a Runner too is run as one.
//
// Like http.Handle it panics where the program is wrong: a name that nobody could
// type, no robot, a Help whose Usage or Needs cannot be read.
func (m *Mux) Regist(name string, robot Robot) {
	if robot == nil {
		panic("issue: Regist " + name + ": no robot")
	}
	if runner, ok := robot.(Runner); ok {
		m.Handle(name, runner)
		return
	}
	m.Handle(name, processRunner{robot})
}

var commandName = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// Handle is Regist for what is only a Runner.
func (m *Mux) Handle(name string, runner Runner) {
	c, err := newCommand(name, runner)
	if err != nil {
		panic("issue: " + err.Error())
	}
	m.put(c)
}

// put makes a command the one of its name.
func (m *Mux) put(c *command) {
	for {
		old := m.now()
		next := &registered{commands: maps.Clone(old.commands)}
		next.commands[c.name] = c
		next.names = slices.Sorted(maps.Keys(next.commands))
		next.listeners = listeners(next)
		if m.registered.CompareAndSwap(old, next) {
			return
		}
	}
}

// Alias makes a command known under another name, too. It panics where there is no such
// command, or where the name is none.
func (m *Mux) Alias(name, of string) { m.put(m.changed(of, name, func(*command) {})) }

// Require changes who may run a command. It panics where there is no such command, or where
// the permission cannot be read.
func (m *Mux) Require(name string, need Permission) {
	if err := need.Valid(); err != nil {
		panic("issue: " + name + ": " + err.Error())
	}
	m.put(m.changed(name, name, func(c *command) { c.help.Needs = need }))
}

// changed is a copy of a command.
func (m *Mux) changed(of, name string, change func(*command)) *command {
	known := m.now().commands[plainName(of)]
	if known == nil || !commandName.MatchString(plainName(name)) {
		panic(fmt.Sprintf("issue: /%s for %s: no such command, or no name", plainName(name), of))
	}
	c := *known
	c.name = plainName(name)
	change(&c)
	return &c
}

// Runner returns what does a command, or nil.
func (m *Mux) Runner(name string) Runner {
	if known := m.now().commands[plainName(name)]; known != nil {
		return known.run
	}
	return nil
}

// Clone returns a Mux with the same commands, which may go its own way.
func (m *Mux) Clone() *Mux {
	clone := new(Mux)
	clone.registered.Store(m.now())
	return clone
}

func plainName(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

func listeners(r *registered) map[string][]Listener {
	all := map[string][]Listener{}
	for _, name := range r.names {
		if l, ok := r.commands[name].run.(Listener); ok {
			for _, event := range l.Listens() {
				all[event] = append(all[event], l)
			}
		}
	}
	return all
}

// Events are the names of the events of GitHub's that the robot's webhook needs: those
// that can hold commands, and those that tell of the jobs which commands start.
func (m *Mux) Events() []string {
	all := slices.Collect(maps.Keys(sources))
	all = slices.AppendSeq(all, maps.Keys(m.now().listeners))
	slices.Sort(all)
	return slices.Compact(all)
}

func newCommand(name string, runner Runner) (*command, error) {
	c := &command{name: plainName(name), run: runner}
	if !commandName.MatchString(c.name) || runner == nil {
		return nil, fmt.Errorf("register %q: want a name like /promote and a robot", name)
	}
	if helper, ok := helperOf(runner); ok {
		c.help = helper.Help()
		u, err := parseUsage(c.help.Usage)
		if err != nil {
			return nil, fmt.Errorf("register /%s: %w", c.name, err)
		}
		c.usage = &u
	}
	if c.help.Needs == "" {
		c.help.Needs = Write
	}
	if err := c.help.Needs.Valid(); err != nil {
		return nil, fmt.Errorf("register /%s: %w", c.name, err)
	}
	return c, nil
}

// Listing is a command with what it declares.
type Listing struct {
	Name string // "/promote"
	Help Help

	back string // the command that takes back what it does, where that is listed with it
}

// Commands lists what the Mux knows, by name.
func (m *Mux) Commands() []Listing {
	now := m.now()
	var list []Listing
	for _, name := range now.names {
		list = append(list, now.commands[name].listing())
	}
	return list
}

// follower is the robot of a command that follows jobs.
func (m *Mux) follower(name string) (Follower, bool) {
	known := m.now().commands[strings.TrimPrefix(name, "/")]
	if known == nil {
		return nil, false
	}
	f, ok := known.run.(Follower)
	return f, ok
}

func (m *Mux) now() *registered { return m.registered.Load() }

// processRunner is the article's Robot as a Runner. It has no context of its own, so
// the client that it is given ends with the caller's.
type processRunner struct{ Robot }

func (p processRunner) Run(ctx context.Context, event IssueEvent) (string, error) {
	client, err := event.Client.Clone(github.WithTransport(bound{ctx, event.Client.Client().Transport}))
	if err != nil {
		return "", fmt.Errorf("bind the client to the deadline: %w", err)
	}
	event.Client = client
	return "", p.Process(event)
}

func helperOf(runner Runner) (Helper, bool) {
	if p, ok := runner.(processRunner); ok {
		helper, ok := p.Robot.(Helper)
		return helper, ok
	}
	helper, ok := runner.(Helper)
	return helper, ok
}

// std is the Mux behind the package's Regist and Process.
var std = NewMux().withHelp()

// Regist registers robot with the default Mux, the one that Process and the article use.
func Regist(name string, robot Robot) { std.Regist(name, robot) }

func (m *Mux) withHelp() *Mux {
	m.Handle("/help", NewHelp(m))
	return m
}
