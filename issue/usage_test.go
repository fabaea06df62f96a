package issue

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestUsage(t *testing.T) {
	const promote = "<build> <target> [KEY=value …]"
	for _, row := range []struct {
		usage  string
		args   string
		params int
		want   string // part of the answer; "" fits
	}{
		{promote, "42 dev", 0, ""},
		{promote, "42 dev", 3, ""},
		{promote, "42", 0, "`<target>` is missing."},
		{promote, "", 1, "`<build>` is missing."},
		{promote, "42 dev now", 0, "`now` is more than `/x` takes."},
		{"", "", 0, ""},
		{"", "this", 0, "`this` is more than"},
		{"", "", 1, "takes no `key=value`"},
		{"[suite=smoke]", "", 0, ""},
		{"[suite=smoke]", "all", 0, ""},
		{"[suite=smoke]", "all of", 0, "`of` is more than"},
		{"<text…>", "", 0, "`<text>` is missing."},
		{"<text…>", "one two three", 0, ""},
		{"[@user …]", "", 0, ""},
		{"[@user …]", "@a @b @c", 0, ""},
		{"[build] <target>", "", 0, "`<target>` is missing."},
		{"[build] <target>", "dev", 0, ""},
		{"[build] <target>", "42 dev", 0, ""},
		{"[build] <target>", "42 dev now", 0, "`now` is more than"},
		{"[not-planned|duplicate] [#n]", "duplicate #4", 0, ""},
	} {
		u, err := parseUsage(row.usage)
		if err != nil {
			t.Errorf("%q: %v", row.usage, err)
			continue
		}
		c := &Command{Type: "/x", Args: strings.Fields(row.args), Params: map[string]string{}}
		for i := range row.params {
			c.Params[strings.Repeat("K", i+1)] = "v"
		}
		err = u.check(c)
		var said *Said
		switch {
		case row.want == "" && err != nil, row.want != "" && err == nil:
			t.Errorf("%q with %q and %d params: got %v, want %q", row.usage, row.args, row.params, err, row.want)
		case err != nil && (!errors.As(err, &said) || !said.Usage || said.State != Refused || !strings.Contains(said.Text.String(), row.want)):
			t.Errorf("%q with %q and %d params: got %v, want %q", row.usage, row.args, row.params, err, row.want)
		}
	}
	for _, bad := range []string{"build", "<build", "<a …> <b>", "<>"} {
		if _, err := parseUsage(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestRegistPanicsWhereTheProgramIsWrong(t *testing.T) {
	for name, robot := range map[string]Runner{
		"":      helpRobot{},
		"/a b":  helpRobot{},
		"/ä":    helpRobot{},
		"/none": nil,
		"/bad":  declared{Help{Usage: "<"}},
		"/who":  declared{Help{Needs: "root"}},
		"/team": declared{Help{Needs: "team:nobody"}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Handle(%q): no panic", name)
				}
			}()
			NewMux().Handle(name, robot)
		}()
	}
}

type declared struct{ help Help }

func (d declared) Help() Help { return d.help }

func (d declared) Run(_ context.Context, _ IssueEvent) (string, error) { return "", nil }

func TestCheckFindsBadExamples(t *testing.T) {
	for example, bad := range map[string]bool{"/x 1": false, "/x": true, "/y 1": true, "/z": true, "x 1": true, "/x 'a": true, "/x 1 2": true, "/x 1 a=b": true} {
		mux := NewMux()
		mux.Handle("x", declared{Help{Usage: "<n>", Examples: []string{example}}})
		mux.Handle("y", declared{Help{Usage: "<n>"}})
		if err := mux.Check(); (err != nil) != bad {
			t.Errorf("example %q: %v", example, err)
		}
	}
}
