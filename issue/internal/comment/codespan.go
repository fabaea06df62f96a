package comment

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpans is goldmark's parser of code spans with a memory: for every run of ` that
// nothing closes, goldmark looks through the rest of the block again, which takes a
// quarter of a minute for 64 KB of them.
type codeSpans struct{ parser.InlineParser }

// unclosed are the lengths of runs that nothing closes in the rest of a block.
type unclosed struct {
	block   ast.Node
	lengths map[int]bool
}

var unclosedKey = parser.NewContextKey()

// Parse implements parser.InlineParser.
func (c codeSpans) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	run := 0
	for run < len(line) && line[run] == '`' {
		run++
	}
	known, _ := pc.Get(unclosedKey).(*unclosed)
	if known == nil || known.block != parent {
		known = &unclosed{parent, map[int]bool{}}
		pc.Set(unclosedKey, known)
	}
	if known.lengths[run] {
		block.Advance(run)
		return ast.NewTextSegment(segment.WithStop(segment.Start + run))
	}
	node := c.InlineParser.Parse(parent, block, pc)
	if node != nil && node.Kind() == ast.KindText {
		known.lengths[run] = true
	}
	return node
}
