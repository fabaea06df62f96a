package params_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

func TestAllowed(t *testing.T) {
	for _, p := range []map[string]string{
		nil,
		{"REVISION": "abc"},
		{"revision": "", "_x": "a=b", "X1": "ü 世界 & ? #"},
		{"ENVIRONMENT": "x", "PATHS": "x", "HOMEPAGE": "x", "TARGET_HOST": "x", "GOAL": "x", "LEGIT": "x"},
		{strings.Repeat("N", 64): strings.Repeat("v", params.MaxValue)},
		many(params.MaxCount),
	} {
		if err := params.Env(p); err != nil {
			t.Errorf("Env(%v) = %v, want nil", p, err)
		}
	}
}

func TestRefused(t *testing.T) {
	long := strings.Repeat("N", 65)
	for _, test := range []struct {
		params map[string]string
		usage  bool
		want   string
	}{
		{many(33), true, "33 parameters are too many; give at most 32."},
		{map[string]string{"": "v"}, true, "`  ` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{"1X": "v"}, true, "`1X` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{"A-B": "v"}, true, "`A-B` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{"NAMÉ": "v"}, true, "`NAMÉ` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{"A\n": "v"}, true, "` A  ` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{long: "v"}, true, "`" + long + "` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{long + long: "v"}, true, "`" + strings.Repeat("N", 80) + "…` is not a parameter name; use letters, digits and `_`, no digit first, at most 64."},
		{map[string]string{"K": strings.Repeat("v", 1025)}, true, "The value of `K` has 1025 bytes; give at most 1,024."},
		{map[string]string{"K": "a\nb"}, true, "The value of `K` holds a control character; remove it."},
		{map[string]string{"K": "a\x00"}, true, "The value of `K` holds a control character; remove it."},
		{map[string]string{"K": "a\u0085"}, true, "The value of `K` holds a control character; remove it."},
		{map[string]string{"K": "a\u2028"}, true, "The value of `K` holds a control character; remove it."},
		{map[string]string{"K": "a\xff"}, true, "The value of `K` holds a control character; remove it."},
		{map[string]string{"PATH": "/tmp", "REVISION": "x"}, false, "`PATH` cannot be set from a comment, because it steers the build itself. Choose another name."},
	} {
		err := params.Env(test.params)
		var said *issue.Said
		if !errors.As(err, &said) {
			t.Errorf("Env(%v) = %v, want a sentence", test.params, err)
			continue
		}
		if said.Text.String() != test.want || said.State != issue.Refused || said.Usage != test.usage {
			t.Errorf("Env(%v)\n got %q (%s, usage %v)\nwant %q (refused, usage %v)",
				test.params, said.Text, said.State, said.Usage, test.want, test.usage)
		}
	}
}

// The names of drone.md and of the brief, and each in lower case.
func TestDenied(t *testing.T) {
	for name := range strings.FieldsSeq(`
		PATH HOME SHELL IFS ENV BASH_ENV LD_PRELOAD LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES
		GIT_CONFIG_COUNT GIT_SSH_COMMAND SSH_ASKPASS HTTP_PROXY https_proxy ALL_PROXY NO_PROXY
		DRONE_DEPLOY_TO DRONE_ CI CI_BUILD_TARGET CITY PLUGIN_REPO
		BASH_FUNC_ls SHELLOPTS PS4 PROMPT_COMMAND NODE_PATH NODE_OPTIONS NPM_CONFIG_PREFIX
		PYTHONPATH PYTHONSTARTUP PERL5LIB PERL5OPT RUBYOPT RUBYLIB GEM_PATH BUNDLE_GEMFILE
		JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH MAVEN_OPTS GRADLE_OPTS
		GOFLAGS GOENV GOPROXY LUA_PATH LUA_INIT RUSTC_WRAPPER RUSTFLAGS PHP_INI_SCAN_DIR DOTNET_STARTUP_HOOKS
		target access_token ROBOT_REF ROBOT_ANYTHING
	`) {
		for _, spelled := range []string{name, strings.ToLower(name), strings.ToTitle(name[:1]) + strings.ToLower(name[1:])} {
			if !params.Denied(spelled) {
				t.Errorf("Denied(%q) = false, want true", spelled)
			}
		}
	}
}

func FuzzEnv(f *testing.F) {
	f.Add("REVISION", "abc")
	f.Add("git_config_count", "1")
	f.Add("A B", "`@x`\r\n<!--")
	f.Add("LD_", strings.Repeat("é", 600))
	f.Fuzz(func(t *testing.T, key, value string) {
		err := params.Env(map[string]string{key: value})
		if err != nil {
			var said *issue.Said
			if !errors.As(err, &said) || said.State != issue.Refused || len(said.Text.String()) > 600 || strings.ContainsAny(said.Text.String(), "\r\n") {
				t.Errorf("Env(%q=%q) = %q, want one short refusal in one line", key, value, err)
			}
			return
		}
		if len(key) > 64 || len(value) > params.MaxValue || strings.ContainsAny(key+value, "\x00\r\n") || strings.ContainsAny(key, "=-% ") {
			t.Errorf("Env(%q=%q) = nil, want a refusal", key, value)
		}
		if params.Env(map[string]string{strings.ToLower(key): value}) != nil || params.Env(map[string]string{strings.ToUpper(key): value}) != nil {
			t.Errorf("Env(%q) depends on the case of the name", key)
		}
	})
}

func many(n int) map[string]string {
	p := make(map[string]string)
	for i := range n {
		p[fmt.Sprintf("K%d", i)] = "v"
	}
	return p
}
