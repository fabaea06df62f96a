package comment

// pair is a mark of so many equal characters, which changes what stands between two of it.
type pair struct {
	size   int
	count  int          // how many the text had so far
	behind []*candidate // those that stand behind an odd number of them
	with   []*candidate // those that have one in their line

	run, last int        // of the text so far: characters of a mark at its end, and its end
	in        *candidate // whose line they are in
}

// see goes on with the plain text from start to end, which the walk brings in pieces.
func (p *pair) see(mark byte, source []byte, start, end int, in *candidate) {
	if start != p.last {
		p.flush()
	}
	for _, b := range source[start:end] {
		if b == mark {
			p.run, p.in = p.run+1, in
		} else {
			p.flush()
		}
	}
	p.last = end
}

func (p *pair) flush() {
	if p.run == p.size {
		p.count++
		if p.in != nil {
			p.with = append(p.with, p.in)
		}
	}
	p.run = 0
}

func (p *pair) reach(c *candidate) {
	p.flush()
	if p.count%2 == 1 {
		p.behind = append(p.behind, c)
	}
}

// pairs says of the candidates that stand between two marks what these do to them.
//
// Between $$ and $$ GitHub shows mathematics, see
// https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions.
// Between ~~ and ~~, and on GitHub between ~ and ~, a reader sees what was taken back.
// Which of several belong together is not looked into: where that could matter, the line
// is refused in words.
func (t *tally) pairs() {
	t.math.flush()
	t.struck.flush()
	t.crossed.flush()
	if t.math.count%2 == 0 {
		for _, c := range t.math.behind {
			if c.hidden == "" {
				c.hidden = "in a formula"
			}
		}
	}
	for _, p := range []*pair{&t.struck, &t.crossed} {
		if p.count > 1 {
			for _, c := range append(p.behind, p.with...) {
				c.obscure = because("it may be struck out (~); write it again without that")
			}
		}
	}
}
