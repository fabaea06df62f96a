// Package house holds what the whole house is held to: who may import what, and that
// the README says what is true.
package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root   = "../../.."
	module = "github.com/fanux/robot/"
)

// source is one Go file of the house.
type source struct {
	path string // from the root: "issue/mux.go"
	*ast.File
}

func (s source) in(dir string) bool { return strings.HasPrefix(s.path, dir) }
func (s source) test() bool         { return strings.HasSuffix(s.path, "_test.go") }

func (s source) imports(path string) bool {
	return slices.ContainsFunc(s.Imports, func(i *ast.ImportSpec) bool {
		got := strings.Trim(i.Path.Value, `"`)
		return got == path || strings.HasPrefix(got, path+"/")
	})
}

// calls reports whether the file has pkg.name, for any name of a prefix.
func (s source) calls(pkg, prefix string) (found bool) {
	ast.Inspect(s.File, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !strings.HasPrefix(sel.Sel.Name, prefix) {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		found = found || pkg == "" || ok && x.Name == pkg
		return true
	})
	return found
}

func (s source) has(init bool) (found bool) {
	for _, d := range s.Decls {
		f, ok := d.(*ast.FuncDecl)
		found = found || init && ok && f.Recv == nil && f.Name.Name == "init"
	}
	for _, i := range s.Imports {
		found = found || !init && i.Name != nil && i.Name.Name == "_" && i.Path.Value != `"embed"`
	}
	return found
}

// robot is the folder of a robot below processors, or "".
func (s source) robot() string {
	rest, ok := strings.CutPrefix(s.path, "processors/")
	dir, _, deeper := strings.Cut(rest, "/")
	if !ok || !deeper || dir == "internal" {
		return ""
	}
	return dir
}

// fake is a file of the fakes, which tests and the playground use.
func (s source) fake() bool {
	return s.in("issue/issuetest/") || strings.Contains(s.path, "test/") && s.in("processors/") || s.in("cmd/playground/") || s.in("cmd/internal/bench/")
}

// never is a way that nobody goes, and why.
var never = []struct {
	what, why string
	who       func(source) bool // whom it concerns
	does      func(source) bool
}{
	{"issue imports processors or cmd", "the framework does not know its robots",
		func(s source) bool { return s.in("issue/") && !s.test() },
		func(s source) bool { return s.imports(module+"processors") || s.imports(module+"cmd") }},
	{"issue imports Drone", "CI is a robot's business",
		func(s source) bool { return s.in("issue/") && !s.test() },
		func(s source) bool { return s.imports("github.com/drone") }},
	{"a robot imports another, the list of them, or a main", "robots are strangers; what they share is in processors/internal",
		func(s source) bool { return s.robot() != "" },
		func(s source) bool {
			return slices.ContainsFunc(s.Imports, func(i *ast.ImportSpec) bool {
				path := strings.TrimPrefix(strings.Trim(i.Path.Value, `"`), module)
				own := "processors/" + s.robot()
				return path == "processors" || strings.HasPrefix(path, "cmd/") ||
					strings.HasPrefix(path, "processors/") && !strings.HasPrefix(path, "processors/internal/") && path != own && !strings.HasPrefix(path, own+"/")
			})
		}},
	{"a robot posts a comment", "it returns what it wants said",
		func(s source) bool { return s.in("processors/") && !s.test() && !s.fake() },
		func(s source) bool { return s.calls("", "CreateComment") || s.calls("", "UpdateComment") }},
	{"anything but cmd imports the list of processors", "only a main chooses",
		func(s source) bool { return !s.in("cmd/") && !s.in("processors/") && !s.test() },
		func(s source) bool { return s.imports(module + "processors") }},
	{"the program imports a fake, or testing", "they are for tests and the playground",
		func(s source) bool { return !s.test() && !s.fake() },
		func(s source) bool {
			return s.imports(module+"issue/issuetest") || s.imports(module+"processors/drone_promote/dronetest") || s.imports("testing") || s.imports("net/http/httptest")
		}},
	{"a fake imports testing", "the playground links it",
		func(s source) bool { return !s.test() && s.fake() && !s.in("cmd/internal/bench/") },
		func(s source) bool { return s.imports("testing") }},
	{"init", "what happens is written where it happens",
		func(s source) bool { return true }, func(s source) bool { return s.has(true) }},
	{"a blank import", "a registry is a value or a visible table",
		func(s source) bool { return true }, func(s source) bool { return s.has(false) }},
	{"fmt.Print in the program", "a function's output is its log",
		func(s source) bool { return !s.test() && !s.in("cmd/") },
		func(s source) bool { return s.calls("fmt", "Print") }},
	{"context.Background below main", "a call without a deadline outlives its event",
		func(s source) bool {
			shim := s.path == "issue/config.go" || s.path == "processors/drone_promote/shim.go" // the article's Process has no context
			return !s.test() && !s.fake() && !shim && s.Name.Name != "main"
		},
		func(s source) bool { return s.calls("context", "Background") || s.calls("context", "TODO") }},
	{"the environment read below cmd", "configuration is read once, at the top",
		func(s source) bool {
			documented := s.path == "issue/config.go" || s.path == "processors/drone_promote/shim.go"
			return !s.test() && !s.in("cmd/") && !documented
		},
		func(s source) bool {
			return s.calls("os", "Getenv") || s.calls("os", "LookupEnv") || s.calls("os", "Environ")
		}},
}

func TestNever(t *testing.T) {
	sources := parse(t)
	if len(sources) < 50 {
		t.Fatalf("only %d files: is %s the root?", len(sources), root)
	}
	for _, n := range never {
		concerned := 0
		for _, s := range sources {
			if !n.who(s) {
				continue
			}
			concerned++
			if n.does(s) {
				t.Errorf("%s: %s, but %s", s.path, n.what, n.why)
			}
		}
		if concerned == 0 {
			t.Errorf("%q concerns no file", n.what)
		}
	}
}

func parse(t *testing.T) (sources []source) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || path != root && strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		sources = append(sources, source{filepath.ToSlash(name), file})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

// lean is what must not be in the function's binary, and who needs it.
var lean = map[string]string{
	"github.com/alecthomas/kong":                  "the operator's tool",
	"github.com/getkin/kin-openapi":               "tests",
	"github.com/google/go-cmp":                    "tests",
	"github.com/santhosh-tekuri/jsonschema":       "tests",
	"golang.org/x/tools":                          "tests",
	"testing":                                     "tests",
	"net/http/httptest":                           "tests",
	"github.com/microcosm-cc/bluemonday":          "the playground",
	"html/template":                               "nobody: it keeps the linker from leaving out methods",
	"text/template":                               "nobody: it keeps the linker from leaving out methods",
	module + "cmd/playground":                     "make run",
	module + "issue/issuetest":                    "tests",
	module + "processors/drone_promote/dronetest": "tests",
}

func TestFunctionIsLean(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "./cmd/bootstrap")
	list.Dir = root
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		for bad, whose := range lean {
			if path == bad || strings.HasPrefix(path, bad+"/") {
				t.Errorf("cmd/bootstrap links %s, which is for %s", path, whose)
			}
		}
	}
}
