package template

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// enough is the least that a function starts with.
var enough = map[string]string{"GITHUB_WEBHOOK_SECRET": "s", "GITHUB_TOKEN": "t"}

// with returns enough with what name=value pairs add; an empty value takes away.
func with(settings ...string) func(string) string {
	env := make(map[string]string)
	for name, value := range enough {
		env[name] = value
	}
	for i := 0; i < len(settings); i += 2 {
		env[settings[i]] = settings[i+1]
	}
	return func(name string) string { return env[name] }
}

// environment parses what was rendered as fun will, into plain values.
func environment(t *testing.T, out []byte) map[string]any {
	t.Helper()
	var doc struct {
		Resources map[string]map[string]struct {
			Properties struct {
				EnvironmentVariables map[string]any `yaml:"EnvironmentVariables"`
			} `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	// A service's Type is a string where a function is a mapping.
	text := strings.Replace(string(out), "    Type: 'Aliyun::Serverless::Service'\n", "", 1)
	if err := yaml.Load([]byte(text), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	return doc.Resources["CRService"]["robot"].Properties.EnvironmentVariables
}

func TestRenderValues(t *testing.T) {
	src := read(t, root+"/template.yml")
	for _, value := range []string{
		"plain", "*alias", "&anchor", "!tag", "a: b", "a #b", "- a", "{a", "[a]", "%", "@", "`", "|", ">",
		`"quoted"`, "'quoted'", `back\slash`, " blank around ", "\ttab", "${GITHUB_TOKEN}", "$1", "~", "null",
		"true", "on", "0123", "1e3", "0x1F", "1_000", "12:34:56", "2026-01-01", "=", "<<", "---", "...",
		"é 漢字 😀 \u2028 \u0085 \ufeff \u00a0", "\x01\x7f", "a\r\nb", strings.Repeat("long ", 300),
		"-----BEGIN RSA PRIVATE KEY-----\n" + strings.Repeat("AbC+/0==\n", 200) + "-----END RSA PRIVATE KEY-----\n",
	} {
		out, missing, err := Render(src, with("GITHUB_TOKEN", value), nil)
		if err != nil || missing != nil {
			t.Errorf("%q: missing %q, %v", value, missing, err)
			continue
		}
		want := map[string]any{"GITHUB_WEBHOOK_SECRET": "s", "GITHUB_TOKEN": value}
		if diff := cmp.Diff(want, environment(t, out)); diff != "" {
			t.Errorf("%q: want -, got +\n%s", value, diff)
		}
	}
}

// TestRenderRest shows that nothing but the placeholders changes.
func TestRenderRest(t *testing.T) {
	src := read(t, root+"/template.yml")
	var want, comments []string // a setting takes its comment with it
	for line := range strings.Lines(notice + strings.NewReplacer(
		"${GITHUB_WEBHOOK_SECRET}", `"s"`, "${GITHUB_TOKEN}", `"t"`, "${DRONE_SERVER}", `"https://drone.example.com"`,
		"${DRONE_TOKEN}", `"d"`, "${ROBOT_ASYNC}", `"fc"`, "${ROBOT_URL}", `"https://robot.example.com"`,
		"${LOG_PROJECT}", `"p"`, "${LOG_STORE}", `"l"`, "${ROLE_ARN}", `"r"`,
	).Replace(string(src))) {
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(text, "#"):
			comments = append(comments, line)
			continue
		case !strings.Contains(text, ": ${"):
			want = append(append(want, comments...), line)
		}
		comments = nil
	}
	out, _, err := Render(src, with("DRONE_SERVER", "https://drone.example.com", "DRONE_TOKEN", "d", "ROBOT_ASYNC", "fc",
		"ROBOT_URL", "https://robot.example.com", "LOG_PROJECT", "p", "LOG_STORE", "l", "ROLE_ARN", "r"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, slices.Collect(strings.Lines(string(out)))); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// TestRenderSurroundings: what a template says for the sake of a setting stands only with it.
func TestRenderSurroundings(t *testing.T) {
	src := read(t, root+"/template.yml")
	for _, test := range []struct {
		settings, want []string
	}{
		{nil, nil},
		{[]string{"LOG_PROJECT", "p", "LOG_STORE", "l"}, []string{"LogConfig:", `Project: "p"`, `Logstore: "l"`}},
		{[]string{"ROLE_ARN", "r"}, []string{`Role: "r"`}},
		{[]string{"ROBOT_ASYNC", "fc"}, nil},
		{[]string{"ROBOT_ASYNC", "fc", "ROLE_ARN", "r"}, []string{`Role: "r"`, "AsyncConfiguration:", "MaxAsyncEventAgeInSeconds: 3600", "MaxAsyncRetryAttempts: 3", "Destination: {}"}},
	} {
		out, missing, err := Render(src, with(test.settings...), nil)
		if err != nil || missing != nil {
			t.Fatalf("%q: missing %q, %v", test.settings, missing, err)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
			if slices.Contains(strings.Fields("Role LogConfig Project Logstore AsyncConfiguration MaxAsyncEventAgeInSeconds MaxAsyncRetryAttempts Destination"), key) {
				got = append(got, strings.TrimSpace(line))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.settings, got, test.want)
		}
	}
}

func TestRenderMissing(t *testing.T) {
	const nobody = "GITHUB_TOKEN (or GITHUB_USER and GITHUB_PASSWD, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY)"
	for _, test := range []struct {
		settings []string
		want     []string
	}{
		{[]string{"GITHUB_WEBHOOK_SECRET", "", "GITHUB_TOKEN", "", "DRONE_SERVER", "d"}, []string{"GITHUB_WEBHOOK_SECRET", nobody, "DRONE_TOKEN"}},
		{[]string{"DRONE_TOKEN", "d"}, []string{"DRONE_SERVER"}},
		{[]string{"LOG_PROJECT", "p"}, []string{"LOG_STORE"}},
		{[]string{"LOG_STORE", "l", "DRONE_TOKEN", "d"}, []string{"LOG_PROJECT", "DRONE_SERVER"}},
		{[]string{"GITHUB_TOKEN", "", "GITHUB_USER", "u"}, []string{"GITHUB_PASSWD"}},
		{[]string{"GITHUB_TOKEN", "", "GITHUB_APP_PRIVATE_KEY", "k"}, []string{"GITHUB_APP_ID"}},
		{[]string{"GITHUB_TOKEN", "", "GITHUB_APP_ID", "1", "GITHUB_USER", "u"}, []string{nobody}},
		{[]string{"GITHUB_TOKEN", "", "GITHUB_USER", "u", "GITHUB_PASSWD", "p"}, nil},
		{[]string{"GITHUB_TOKEN", "", "GITHUB_APP_ID", "1", "GITHUB_APP_PRIVATE_KEY", "k"}, nil},
	} {
		out, missing, err := Render(read(t, root+"/template.yml"), with(test.settings...), nil)
		if err != nil || !slices.Equal(missing, test.want) || (out == nil) != (missing != nil) {
			t.Errorf("%q: missing %q, %d bytes, %v; want missing %q", test.settings, missing, len(out), err, test.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	whole := string(read(t, root+"/template.yml"))
	swap := func(old, new string) string { return strings.Replace(whole, old, new, 1) }
	for _, test := range []struct {
		name, src string
		settings  []string
		want      string
	}{
		{"two identities", whole, []string{"GITHUB_APP_ID", "1", "GITHUB_APP_PRIVATE_KEY", "hush"}, "GITHUB_TOKEN; GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY: the robot can be only one"},
		{"too much", whole, []string{"GITHUB_TOKEN", strings.Repeat("hush", 1000)}, "function robot: the environment has 4741 bytes"},
		{"not text", whole, []string{"GITHUB_TOKEN", "hush\xff"}, "GITHUB_TOKEN: not text"},
		{"elsewhere", swap("dist/code.zip", "${CODE}"), nil, ": ${CODE}: a placeholder"},
		{"in a value", swap("${DRONE_SERVER}", "https://${DRONE_SERVER}"), nil, ": https://${DRONE_SERVER}: a placeholder"},
		{"another's", swap("${DRONE_SERVER}", "${DRONE_TOKEN}"), nil, ": ${DRONE_TOKEN}: a placeholder"},
		{"no environment", "Resources: {}\n", nil, "no function with EnvironmentVariables"},
		{"not YAML", "a: [\nb\n", nil, "expected"},
		{"nothing", "", nil, "no documents"},
	} {
		out, missing, err := Render([]byte(test.src), with(test.settings...), nil)
		if err == nil || !strings.Contains(err.Error(), test.want) || out != nil || missing != nil {
			t.Errorf("%s: %d bytes, missing %q, error %v; want %q", test.name, len(out), missing, err, test.want)
		}
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v tells a value", test.name, err)
		}
	}
}

func TestRenderAsksTheFunction(t *testing.T) {
	refusal := errors.New("DRONE_SERVER: no address")
	var seen []string
	check := func(getenv func(string) string) error {
		seen = append(seen, getenv("GITHUB_TOKEN"), getenv("GITHUB_USER"), getenv("HOME"))
		return refusal
	}
	_, _, err := Render(read(t, root+"/template.yml"), with("HOME", "/nowhere", "GITHUB_TOKEN", "a: b"), check)
	if !errors.Is(err, refusal) {
		t.Errorf("error %v, want %v", err, refusal)
	}
	if want := []string{"a: b", "", "", "a: b", "", ""}; !slices.Equal(seen, want) {
		t.Errorf("the function was shown %q, want %q: what is in the template, no more", seen, want)
	}
}
