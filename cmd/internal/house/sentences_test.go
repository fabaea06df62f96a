package house

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// speaking are the functions whose first argument is a sentence that a commenter can meet.
var speaking = []string{"Textf", "Errorf", "Refusef", "Usagef", "Sayf", "because"}

// collect is every sentence of issue, processors and the commands of robot.yml, and where it
// stands.
func collect(t *testing.T) map[string]string {
	t.Helper()
	sentences := map[string]string{}
	for _, s := range parse(t) {
		if s.test() || s.fake() || !s.in("issue/") && !s.in("processors/") && !s.in("cmd/internal/config/") {
			continue
		}
		c := &collector{t: t, source: s, into: sentences}
		for _, d := range s.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && slices.Contains(speaking, f.Name.Name) && s.in("issue/") {
				continue // it hands on what it is given
			}
			ast.Inspect(d, c.visit)
		}
	}
	return sentences
}

type collector struct {
	t *testing.T
	source
	into   map[string]string
	called []ast.Node // functions that are called where they stand
	taken  []ast.Node // literals that are sentences, or are none
}

func (c *collector) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch name := c.speaks(n.Fun); {
		case name == "Verbatim":
			c.verbatim(n)
		case name != "":
			c.called = append(c.called, n.Fun)
			c.sentence(name, n.Args[0])
		case c.calledOf(n.Fun) == "errors.New" || c.calledOf(n.Fun) == "fmt.Errorf":
			c.taken = append(c.taken, n.Args[0]) // for the log
		}
	case *ast.Ident:
		c.calls(n)
	case *ast.SelectorExpr:
		c.calls(n)
		ast.Inspect(n.X, c.visit)
		return false
	case *ast.CompositeLit:
		c.help(n)
	case *ast.AssignStmt:
		c.changed(n)
	case *ast.KeyValueExpr:
		ast.Inspect(n.Value, c.visit)
		return false
	case *ast.BasicLit:
		c.loose(n)
	}
	return true
}

// calls holds that a function that is given a sentence is called where it stands.
func (c *collector) calls(fun ast.Expr) {
	if name := c.speaks(fun); name != "" && name != "Verbatim" && !slices.Contains(c.called, ast.Node(fun)) {
		c.t.Errorf("%s: %s is not called where it stands: its sentences cannot be seen", c.path, name)
	}
}

// speaks is the name of a function that is given a sentence, or "".
func (c *collector) speaks(fun ast.Expr) string {
	name := c.calledOf(fun)
	pkg, function, qualified := strings.Cut(name, ".")
	switch {
	case strings.HasSuffix(name, ".Sayf"):
		return "Sayf"
	case !qualified && c.in("issue/") && (pkg == "Verbatim" || slices.Contains(speaking, pkg)):
		return pkg
	case pkg == "issue" && (function == "Verbatim" || slices.Contains(speaking, function)):
		return function
	}
	return ""
}

// calledOf is a function as it is written: "issue.Textf", "because", ".Sayf" of anything.
func (c *collector) calledOf(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return "." + f.Sel.Name
	}
	return ""
}

func (c *collector) sentence(name string, arg ast.Expr) {
	english, ok := c.literal(arg)
	if !ok {
		c.t.Errorf("%s: a sentence that %s is given is no literal", c.path, name)
		return
	}
	c.into[english] = c.path
}

// verbatim is a name or a word of a person's; of a robot, it holds no words of its own.
func (c *collector) verbatim(call *ast.CallExpr) {
	english, ok := c.literal(call.Args[0])
	if ok && c.in("processors/") && hasWords(english) {
		c.t.Errorf("%s: %q is a sentence, and given to Verbatim", c.path, english)
	}
}

// help takes what a Help declares.
func (c *collector) help(n *ast.CompositeLit) {
	if name := c.calledOf(n.Type); name != "issue.Help" && name != "Help" {
		return
	}
	for _, e := range n.Elts {
		if e, ok := e.(*ast.KeyValueExpr); ok {
			if key := c.calledOf(e.Key); key == "About" || key == "Long" {
				c.sentence("Help."+key, e.Value)
			}
		}
	}
}

// changed takes what a robot's Help declares in the place of something else.
func (c *collector) changed(n *ast.AssignStmt) {
	for i, left := range n.Lhs {
		to, ok := left.(*ast.SelectorExpr)
		if ok && c.in("processors/") && (to.Sel.Name == "About" || to.Sel.Name == "Long") && len(n.Lhs) == len(n.Rhs) {
			c.sentence("Help."+to.Sel.Name, n.Rhs[i])
		}
	}
}

// literal is the text of a literal, or of several that are added.
func (c *collector) literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		c.taken = append(c.taken, e)
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, ok := c.literal(e.X)
		right, also := c.literal(e.Y)
		return left + right, ok && also && e.Op == token.ADD
	}
	return "", false
}

var likeASentence = regexp.MustCompile(`^[A-Z][a-z]* .*[.?!:]$`)

// loose finds sentences of a robot's that go past the catalogue.
func (c *collector) loose(n *ast.BasicLit) {
	english, err := strconv.Unquote(n.Value)
	if err == nil && n.Kind == token.STRING && c.in("processors/") && !slices.Contains(c.taken, ast.Node(n)) && likeASentence.MatchString(english) {
		c.t.Errorf("%s: %q goes past the catalogue; say it with issue.Textf or From(ctx).Sayf", c.path, english)
	}
}
