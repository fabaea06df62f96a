package story

import (
	"bytes"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
)

var update = flag.Bool("update", false, "write how the stories end into them")

// world is a sandbox that listens, and in which nothing takes time.
func world(t *testing.T) *sandbox.Sandbox {
	t.Helper()
	front, ci := httptest.NewUnstartedServer(nil), httptest.NewUnstartedServer(nil)
	s, err := sandbox.New(sandbox.Options{GitHub: "http://" + front.Listener.Addr().String(), Drone: "http://" + ci.Listener.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	for server, handler := range map[*httptest.Server]http.Handler{front: s.Front(), ci: s.DroneAPI()} {
		server.Config.Handler = handler
		server.Start()
		t.Cleanup(server.Close)
	}
	return s
}

// with is the story as a file, with that end.
func (s *Story) with(ends []txtar.File) []byte {
	told := &txtar.Archive{Comment: s.archive.Comment}
	for _, file := range s.archive.Files {
		if slices.Contains(sections, file.Name) {
			told.Files = append(told.Files, file)
		}
	}
	told.Files = append(told.Files, ends...)
	return txtar.Format(told)
}

// plays lets a story happen, and returns it with its end.
func plays(t *testing.T, s *Story) []byte {
	t.Helper()
	w := world(t)
	if err := s.Play(t.Context(), w); err != nil {
		t.Error(err)
	}
	return s.with(endsOf(w))
}

// differs is in what a story says otherwise than what was played.
func (s *Story) differs(played []byte) string {
	return cmp.Diff(string(s.with(s.Ends)), string(played))
}

// TestStories: every story ends as it says.
func TestStories(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Load(name)
			if err != nil {
				t.Fatal(err)
			}
			played := plays(t, s)
			if *update {
				if err := os.WriteFile("stories/"+name+".txtar", played, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := s.differs(played); diff != "" {
				t.Errorf("-want +got, or -update:\n%s", diff)
			}
		})
	}
}

// TestMutated: a world in which something else happens ends otherwise, and is found out.
func TestMutated(t *testing.T) {
	s := loads(t, "promotion")
	for what, change := range map[string][2]string{
		"nothing":      {"", ""},
		"a switch":     {"-- script --\n", "-- script --\nturn drone-down on\n"},
		"another role": {"alice on 17:", "stranger on 17:"},
		"another line": {"| /promote 42 dev REVISION=abc\n-- ", "| /promote 42 prod\n-- "},
		"a line more":  {"\n-- issue 17 --", "\nalice on 17: /kind bug\n-- issue 17 --"},
	} {
		text := strings.Replace(string(s.with(s.Ends)), change[0], change[1], 1)
		mutated, err := Parse("mutated", []byte(text))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		w := world(t)
		if err := mutated.Play(t.Context(), w); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		ends := endsOf(w) // of the story as it was, so that its script makes no difference
		if diff := s.differs(s.with(ends)); (diff == "") != (what == "nothing") {
			t.Errorf("%s makes this difference: %q", what, diff)
		}
	}
}

// TestMutatedEnd: a story that says something else of its end than what happens is found out,
// wherever it does.
func TestMutatedEnd(t *testing.T) {
	s := loads(t, "promotion")
	played := plays(t, s)
	for i, end := range s.Ends {
		for at := range bytes.Count(end.Data, []byte("\n")) {
			lines := bytes.SplitAfter(end.Data, []byte("\n"))
			lines[at] = append([]byte("x"), lines[at]...)
			mutated := *s
			mutated.Ends = slices.Clone(s.Ends)
			mutated.Ends[i].Data = bytes.Join(lines, nil)
			if mutated.differs(played) == "" {
				t.Errorf("nobody minds %q", lines[at])
			}
		}
	}
}

func loads(t *testing.T, name string) *Story {
	t.Helper()
	s, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMistakes: what is wrong in a story is told with its line.
func TestMistakes(t *testing.T) {
	for _, test := range []struct{ story, want string }{
		{"A story.\n", "s:2: nothing happens"},
		{"-- script --\nwait\nsing\n", `s:3: what is "sing"? There is`},
		{"-- script --\n| text\n", "s:2: a line with a bar"},
		{"-- script --\nalice on 17: text\n|more\n", "s:3: behind the bar"},
		{"-- script --\nalice on 17: text\n\n| more\n", "s:4: a line with a bar"},
		{"-- script --\nwait\n| for it\n", "s:2: nothing goes on below"},
		{"-- script --\nalice on 17:\n", "s:2: it says nothing"},
		{"-- script --\nwait \n", "s:2: there is a blank"},
		{"-- script --\nalice on 017: text\n", `s:2: what is "alice on 017`},
		{"-- script --\nwait\n-- given --\n", `s:3: the section "given" stands at a wrong place`},
		{"-- script --\nwait\n-- script --\nwait\n", `s:3: the section "script" stands`},
		{"-- script --\nwait\n-- issue seventeen --\n", `s:3: there is no section "issue seventeen"`},
		{"-- given --\nissue 17 by alice: Once more\n-- script --\nwait\n", "s:2: there is a number 17 already"},
		{"-- given --\nbuild 42 by alice: once more\n-- script --\nwait\n", "s:2: build 42 is none, or there already"},
		{"-- robot.yml --\nuse: [hlep]\n-- script --\nwait\n", "hlep"},
		{"-- script --\nturn gravity off\n", "s:2: there is no switch gravity"},
		{"-- script --\nalice opens 42: Hello\n", "s:2: GitHub gave it the number"},
		{"-- script --\nalice edits comment 1 by alice on 17: text\n", "s:2: there are 0 comments by alice on 17"},
		{"-- script --\nalice takes back heart from 17\n", "s:2: alice did not react with heart"},
		{"-- script --\nstranger retitles 17: Mine\n", "s:2: GitHub answers 403: "},
		{"-- script --\nalice calls POST issues/17/comments\n| {\n", "s:2: what stands below is not JSON"},
		{"-- script --\nalice on 17: text\nfoo\nbar\n", `s:4: what is "bar"?`},
	} {
		s, err := Parse("s", []byte(test.story))
		if err == nil {
			err = s.Play(t.Context(), world(t))
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.story, err, test.want)
		}
	}
}

// TestPlace: where one looks on.
func TestPlace(t *testing.T) {
	for name, want := range map[string]string{"promotion": "/acme/widgets/issues/17", "release": "/labring/sealos/issues/4300", "triage": "/acme/widgets/issues"} {
		if s, err := Load(name); err != nil || s.Place() != want {
			t.Errorf("%s: %q (%v), want %q", name, s.Place(), err, want)
		}
	}
}

// TestUnknown: a name that is none is told, with those there are.
func TestUnknown(t *testing.T) {
	if _, err := Load("promotoin"); err == nil || !strings.Contains(err.Error(), "promotion, release, triage") {
		t.Errorf("%v", err)
	}
}
