package function

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/drone/drone-go/drone"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/issue/issuetest"
	"github.com/fanux/robot/issue/issuetest/wire"
)

var update = flag.Bool("update", false, "write what happens into the stories")

// TestStories plays testdata/stories: what is given, a comment, and what comes of it.
//
// A story begins with a line of prose. Its section "given" changes the world of
// newWorld, a line each (see story.given); "comment" is what is written. The other
// sections are what came of it: GitHub's answer from us, our calls to GitHub and Drone,
// and the replies.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := txtar.Format(play(t, archive, issue.English))
			if *update {
				if err := os.WriteFile(file, played, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(played)); diff != "" {
				t.Errorf("-want +got, or -update:\n%s", diff)
			}
		})
	}
}

// play is the story as it happens: what is given and said, and what comes of it.
func play(t *testing.T, archive *txtar.Archive, lang issue.Lang, more ...string) *txtar.Archive {
	s := &story{world: newWorldIn(t, lang, more...), t: t, by: "alice", kind: "comment", secret: secret, address: "/github"}
	told := &txtar.Archive{Comment: archive.Comment}
	for _, file := range archive.Files {
		switch file.Name {
		case "given":
			for line := range strings.Lines(string(file.Data)) {
				s.given(strings.Fields(line))
			}
		case "comment":
			s.text = strings.TrimSuffix(string(file.Data), "\n")
		default:
			continue
		}
		told.Files = append(told.Files, file)
	}
	told.Files = append(told.Files, s.tell()...)
	return told
}

// story is a world with what is about to happen in it.
type story struct {
	*world
	t                   *testing.T
	by, kind, text      string
	secret, address     string
	form, twice, atOnce bool
	then                [][]string // what happens after that, a step every 42 seconds
	use                 []string   // the commands that are on, where it says so
	log                 []string   // of the step that fails
	deaf                bool       // Drone tells nothing
}

// given is one line of what is given.
func (s *story) given(words []string) {
	rest := func(i int) string { return strings.Join(words[i:], " ") }
	switch {
	case len(words) == 3 && words[1] == "has":
		s.repo.Grant(words[0], words[2])
	case words[0] == "by":
		s.by = words[1]
	case words[0] == "event":
		s.kind = rest(1)
	case words[0] == "form":
		s.form = true
	case words[0] == "twice":
		s.twice = true
	case rest(0) == "two deliveries at once":
		s.atOnce = true
	case words[0] == "secret":
		s.secret = words[1]
	case words[0] == "post":
		s.address = words[1]
	case rest(0) == "issue is locked":
		s.repo.Lock(17)
	case rest(0) == "github names no runs":
		s.repo.NamesNoRuns()
	case rest(0) == "github loses runs":
		s.repo.LoseRuns()
	case rest(0) == "the run ends at once":
		s.repo.OnDispatch(func(id int64) { s.post(s.repo.FailAt(id, "build", "Run tests")) })
	case words[0] == "then":
		s.then = append(s.then, words[1:])
	case words[0] == "use":
		s.use = words[1:]
	case words[0] == "log":
		s.log = append(s.log, rest(1))
	case rest(0) == "drone tells nothing":
		s.deaf = true
	case rest(0) == "the build ends at once":
		s.ci.OnStart(func(slug string, number int64) { s.ci.Finish(slug, number, drone.StatusPassing) })
	case words[0] == "github" || words[0] == "drone":
		s.breaks(words)
	default:
		s.t.Fatalf("given: what is %q?", rest(0))
	}
}

// breaks is "github breaks METHOD PATH STATUS [BODY]", STATUS being cut, lost (it is done, and
// the answer cut) or a number.
func (s *story) breaks(words []string) {
	tape := s.gh.Tape
	if words[0] == "drone" {
		tape = s.ci.Tape
	}
	fault := wire.Fault{Method: words[2], Path: words[3], Cut: words[4] == "cut" || words[4] == "lost", After: words[4] == "lost", Body: strings.Join(words[5:], " ")}
	if !fault.Cut {
		fmt.Sscan(words[4], &fault.Status)
	}
	tape.Break(fault)
}

// event makes what is said happen, and is how GitHub tells of it.
func (s *story) event() issuetest.Event {
	switch s.kind {
	case "comment":
		return s.repo.Comment(17, s.by, s.text)
	case "comment on a pull request":
		return s.repo.Comment(18, s.by, s.text)
	case "review comment":
		return s.repo.Review(18, s.by, s.text)
	case "issue":
		return s.repo.Open(19, s.by, "New", s.text)
	case "pull request":
		return s.repo.OpenPull(20, s.by, "New", s.text)
	case "edit":
		return s.repo.Edit(s.repo.Comment(17, s.by, "no command yet").Comment, s.by, s.text)
	case "deletion":
		return s.repo.Delete(s.repo.Comment(17, s.by, s.text).Comment, s.by)
	case "comment that is deleted at once":
		e := s.repo.Comment(17, s.by, s.text)
		s.repo.Delete(e.Comment, s.by)
		return e
	case "ping":
		return s.repo.Ping()
	}
	s.t.Fatalf("what is the event %q?", s.kind)
	return issuetest.Event{}
}

// goesOn is one thing that happens after the comment, and what we answer to who tells of it.
func (s *story) goesOn(words []string) string {
	switch {
	case words[0] == "build":
		var number int64
		fmt.Sscan(words[1], &number)
		s.builds(number, words[2:])
		return ""
	case len(words) > 2 && words[1] == "says":
		return s.post(s.repo.Comment(17, words[0], strings.Join(words[2:], " ")))
	}
	return s.post(s.becomes(words))
}

// builds is what becomes of a build; Drone tells of it.
func (s *story) builds(number int64, words []string) {
	const slug = "acme/widgets"
	switch words[0] {
	case "runs":
		s.ci.Run(slug, number)
	case "ends":
		s.ci.Finish(slug, number, words[1])
	case "fails":
		s.ci.Log(slug, number, 1, 2, s.log...)
		s.ci.Fail(slug, number, words[2], 7)
	default:
		s.t.Fatalf("then: build: what is %q?", words)
	}
}

// becomes is what happens to the run, as GitHub tells of it.
func (s *story) becomes(words []string) issuetest.Event {
	id := s.repo.Runs()[0].ID
	switch strings.Join(words[:2], " ") {
	case "it begins":
		return s.repo.Begin(id)
	case "it ends":
		return s.repo.Finish(id, words[2])
	case "it fails":
		return s.repo.FailAt(id, words[3], strings.Join(words[4:], " "))
	case "it reruns":
		return s.repo.Rerun(id, words[3])
	}
	s.t.Fatalf("then: what is %q?", words)
	return issuetest.Event{}
}

// tell lets it happen.
func (s *story) tell() []txtar.File {
	now := time.Now()
	s.gh.SetTime(func() time.Time { return now }) // time goes on in steps
	s.ci.SetTime(func() time.Time { return now })
	if s.use != nil {
		s.url = s.serve(s.t, append(s.more, "use="+strings.Join(s.use, " "))...)
	}
	if !s.deaf {
		s.ci.Notify(s.url+"/drone", droneSecret)
	}
	e := s.event()
	s.gh.Forget()
	times := 1
	if s.twice || s.atOnce {
		times = 2
	}
	answers := make([]string, times)
	var together sync.WaitGroup
	for i := range times {
		post := func() { answers[i] = s.post(e) }
		if s.atOnce {
			together.Go(post)
		} else {
			post()
		}
	}
	together.Wait()
	if s.atOnce {
		slices.Sort(answers)
	}
	for i, words := range s.then {
		later := now.Add(time.Duration(i+1) * 42 * time.Second)
		s.gh.SetTime(func() time.Time { return later })
		s.ci.SetTime(func() time.Time { return later })
		answers = append(answers, s.goesOn(words))
	}
	calls := func(name string, list []wire.Call) txtar.File {
		return txtar.File{Name: name, Data: []byte(s.plain(lines(list)))}
	}
	var replies strings.Builder
	for _, number := range []int{17, 18, 19, 20} {
		for _, c := range s.repo.Issue(number).By("sealrobot") {
			replies.WriteString(c.Body + "\n")
		}
	}
	return []txtar.File{
		{Name: "answer", Data: []byte(s.plain(strings.Join(answers, "")))},
		calls("github", inOrder(s.gh.Calls())), calls("drone", s.ci.Calls()),
		{Name: "reply", Data: []byte(s.plain(replies.String()))},
	}
}

func (s *story) post(e issuetest.Event) string {
	r := e.Request(s.url+s.address, s.secret)
	if s.form {
		r = e.FormRequest(s.url+s.address, s.secret)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err.Error() + "\n"
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	s.fc.settle()
	return strings.TrimSpace(fmt.Sprintf("%d %s", answer.StatusCode, bytes.TrimSpace(body))) + "\n"
}

func lines(calls []wire.Call) string {
	var b strings.Builder
	for _, c := range calls {
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s %s %d %s", c.Method, c.Path, c.Status, short(c.Body))))
	}
	return b.String()
}

// short leaves out the body that the section "reply" shows.
func short(body string) string {
	if strings.HasPrefix(strings.TrimSpace(body), `{"body":`) {
		return "…"
	}
	return strings.TrimSpace(body)
}

// inOrder puts the claim first: it and the look-up of the permission are made at once,
// and the look-up is broken off, sooner or later, where the claim is lost.
func inOrder(calls []wire.Call) []wire.Call {
	claims := 0
	for _, c := range calls {
		if rank(c) == won {
			claims++
		}
	}
	slices.SortStableFunc(calls, func(a, b wire.Call) int { return rank(a) - rank(b) })
	for from := 0; from < len(calls); from++ { // files are read side by side, too
		to := from
		for to < len(calls) && strings.Contains(calls[to].Path, "/contents/") {
			to++
		}
		slices.SortFunc(calls[from:to], func(a, b wire.Call) int { return strings.Compare(a.Path, b.Path) })
		from = max(from, to)
	}
	return slices.DeleteFunc(calls, func(c wire.Call) bool {
		if rank(c) == asked {
			claims--
		}
		return rank(c) == asked && claims < 0
	})
}

// The order in which calls are told.
const (
	won = iota
	lost
	asked
	after
)

func rank(c wire.Call) int {
	switch {
	case strings.Contains(c.Body, `"eyes"`) && c.Status == http.StatusCreated:
		return won
	case strings.Contains(c.Body, `"eyes"`):
		return lost
	case strings.HasSuffix(c.Path, "/permission"):
		return asked
	}
	return after
}

var lockCommit = regexp.MustCompile(`"ref":"refs/robot/(?:locks|runs)/[^"]*","sha":"([0-9a-f]+)`)

var volatile = []struct {
	text *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`<!-- robot [\w.-]+ -->`), "<!-- robot MARKER -->"},
	{regexp.MustCompile(`ROBOT_REF=[\w.-]+`), "ROBOT_REF=REF"},
	{regexp.MustCompile(`"robot_ref":"[\w.-]+"`), `"robot_ref":"REF"`},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "DELIVERY"},
	{regexp.MustCompile(`after \d\d:\d\d UTC`), "after HH:MM UTC"},
	{regexp.MustCompile(`since=[\w%-]+`), "since=TIME"},
	{regexp.MustCompile(`(\\"once\\":\\")[A-Z2-7]+`), "${1}ONCE"},
	{regexp.MustCompile(`("ref":"refs/robot/(?:locks|runs)/[^"]*","sha":")[0-9a-f]+`), "${1}SHA"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d UTC`), "2000-01-01 00:00 UTC"},
}

// plain replaces what differs from run to run.
func (s *story) plain(text string) string {
	text = strings.NewReplacer(s.ci.URL, "https://drone.example.com", s.gh.URL, "https://api.github.com").Replace(text)
	for _, lock := range lockCommit.FindAllStringSubmatch(text, -1) { // its name is the sum of a random word, too
		text = strings.ReplaceAll(text, "/git/commits/"+lock[1], "/git/commits/SHA")
	}
	for _, v := range volatile {
		text = v.text.ReplaceAllString(text, v.as)
	}
	return text
}
