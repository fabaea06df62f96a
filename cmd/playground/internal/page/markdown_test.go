package page

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	framework "github.com/fanux/robot/issue"
)

// here is a place with issue 17, pull request 18 and alice.
func here(lines ...framework.Line) place {
	at := place{repo: widgets, page: func(repo string, number int) string {
		return map[int]string{17: "/" + repo + "/issues/17", 18: "/" + repo + "/pull/18"}[number]
	}, person: func(login string) string {
		return map[string]string{"alice": "/acme/widgets/issues?author=alice", "dependabot[bot]": "/bot"}[login]
	}, own: func(u *url.URL) (string, bool) {
		if u.Host == "" && u.Scheme == "" {
			return u.String(), true
		}
		return strings.TrimPrefix(u.String(), "https://github.com"), strings.HasPrefix(u.String(), "https://github.com/acme/widgets/")
	}}
	for _, line := range lines {
		at.runs = append(at.runs, strings.Fields(line.Text)[0])
	}
	return at
}

// TestMarkdown is what people and robots write.
func TestMarkdown(t *testing.T) {
	const rel = ` rel="nofollow noopener noreferrer"`
	for in, want := range map[string]string{
		"a\nb":                                                     "<p>a<br/>\nb</p>",
		"**a** ~~b~~ `c`":                                          "<p><strong>a</strong> <del>b</del> <code>c</code></p>",
		"see #17, acme/widgets#18":                                 `<p>see <a href="/acme/widgets/issues/17">#17</a>, <a href="/acme/widgets/pull/18">acme/widgets#18</a></p>`,
		"#404 a#17 `#17`":                                          "<p>#404 a#17 <code>#17</code></p>",
		"@alice and @nobody, a@alice":                              `<p><a href="/acme/widgets/issues?author=alice" class="mention">@alice</a> and @nobody, a@alice</p>`,
		"@dependabot[bot]":                                         `<p><a href="/bot" class="mention">@dependabot[bot]</a></p>`,
		":rocket: :nothing: 10:30:00":                              "<p>🚀 :nothing: 10:30:00</p>",
		"<!-- robot secret -->\nhello":                             "\n<p>hello</p>",
		"hello\n\n<!-- robot secret -->":                           "<p>hello</p>\n\n",
		"https://github.com/acme/widgets/issues/17":                `<p><a href="/acme/widgets/issues/17">#17</a></p>`,
		"[x](https://github.com/acme/widgets/pull/18)":             `<p><a href="/acme/widgets/pull/18">x</a></p>`,
		"https://github.com/acme/widgets/issues/17#issuecomment-1": `<p><a href="/acme/widgets/issues/17#issuecomment-1">https://github.com/acme/widgets/issues/17#issuecomment-1</a></p>`,
		"[x](https://example.com)":                                 `<p><a href="https://example.com"` + rel + `>x</a></p>`,
		"[x](//example.com)":                                       `<p><a href="//example.com"` + rel + `>x</a></p>`,
		"[x](/deliveries)":                                         `<p><a href="/deliveries">x</a></p>`,
		"![a cat](https://example.com/cat.png)":                    `<p><a href="https://example.com/cat.png"` + rel + `>🖼 a cat</a></p>`,
		"[![badge](https://a.example/b.svg)](https://b.example)":   `<p><a href="https://b.example"` + rel + `>🖼 badge</a></p>`,
		"- [x] a\n- [ ] b":                                         "<ul>\n<li><span class=\"task\">☑</span> a</li>\n<li><span class=\"task\">☐</span> b</li>\n</ul>",
		"a<br>b <kbd>c</kbd><sub>d</sub>":                          "<p>a<br/>b <kbd>c</kbd><sub>d</sub></p>",
		"| a | b |\n|---|--:|\n| 1 | 2 |":                          "<table tabindex=\"0\">\n<thead>\n<tr>\n<th>a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>",
		"<details open><summary>more</summary>\n\n*x*\n</details>": "<details open=\"\"><summary>more</summary>\n<p><em>x</em></p>\n</details>",
		"```go\na < b\n```":                                        "<pre><code>a &lt; b\n</code></pre>",
	} {
		at := here()
		if got := strings.TrimRight(string(at.markdown(in)), "\n"); got != strings.TrimRight(want, "\n") {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

// TestCommandsAreMarked: those that ran, in their order, where they stand on a line.
func TestCommandsAreMarked(t *testing.T) {
	at := here(framework.Line{Text: "/kind bug"}, framework.Line{Text: "/assign @alice"})
	got := string(at.markdown("Please\n/kind bug\n/close the door\n\n/assign @alice\nthanks /kind"))
	want := `<p>Please<br/><span class="command">/kind bug</span><br/>` + "\n/close the door</p>\n" +
		`<p><span class="command">/assign <a href="/acme/widgets/issues?author=alice" class="mention">@alice</a></span><br/>` + "\nthanks /kind</p>\n"
	if got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// TestBorrowedClasses: what looks like a command, a person or a task of the page is one.
func TestBorrowedClasses(t *testing.T) {
	for in, want := range map[string]string{
		`<span class="command">/promote 42 prod</span>`:               `<p><span>/promote 42 prod</span></p>`,
		`<a class="mention" href="/deliveries">@owner</a>`:            `<p><a href="/deliveries">@owner</a></p>`,
		`<span class="task">☑</span> <b class="command">x</b>`:        `<p><span>☑</span> <b>x</b></p>`,
		"<p class=command>a <span class='x command mention'>b</span>": `<p>a <span>b</span></p>`,
	} {
		at := here(framework.Line{Text: "/promote 42 dev"})
		got := strings.TrimSpace(string(at.markdown(in)))
		if strings.ReplaceAll(strings.ReplaceAll(got, "<span>", ""), "</span>", "") != strings.ReplaceAll(strings.ReplaceAll(want, "<span>", ""), "</span>", "") || strings.Contains(got, "class") {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

// vectors are ways to run a script, to load or to send something, or to look like the page.
var vectors = []string{
	"<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "<<script>alert(1)//<</script>",
	"<img src=x onerror=alert(1)>", "<img src='https://evil.example/pixel.gif'>", "![x](https://evil.example/p.gif)", "![x](javascript:alert(1))",
	"![x](data:image/svg+xml;base64,PHN2Zz4=)", `![x"onerror="alert(1)](x)`, `![a](https://evil.example "onload=alert(1)")`,
	"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))", "[x](&#x6A;avascript&#58;alert(1))",
	"[x](vbscript:x)", "[x](data:text/html,<script>alert(1)</script>)", "[x](file:///etc/passwd)", "<javascript:alert(1)>", "[x][r]\n\n[r]: javascript:alert(1)",
	`<a href="javascript:alert(1)">x</a>`, "<a href=' javascript:alert(1)'>x</a>", `<a href="java&#10;script:alert(1)">x</a>`, `<a href="//evil.example" target=_blank>x</a>`,
	`<a href="/x" onclick=alert(1) style="position:fixed;inset:0">x</a>`, `<a href="\x01javascript:alert(1)">x</a>`, `<a name=x id=comment class="button primary">x</a>`,
	"<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
	"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
	"<iframe src=javascript:alert(1)></iframe>", "<object data=x></object>", "<embed src=x>", "<base href=https://evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
	"<link rel=stylesheet href=//evil.example>", "<style>@import '//evil.example'; * { display: none }</style>", "<p style='background:url(//evil.example)'>x</p>",
	"<form action=//evil.example><input name=x><button>x</button></form>", "<input type=checkbox onfocus=alert(1) autofocus>", "<textarea autofocus onfocus=alert(1)></textarea>",
	"</textarea><script>alert(1)</script>", "</article></main><form action=/as method=post><button name=login value=owner>click</button></form>", "<button formaction=/as>x</button>",
	"<video src=x onerror=alert(1)></video>", "<audio src=x>", "<body onload=alert(1)>", "<details ontoggle=alert(1) open>x</details>", "<marquee onstart=alert(1)>x</marquee>",
	"<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><img src=x onerror=alert(1)></template>", "<title></title><img src=x onerror=alert(1)>",
	"<!--><img src=x onerror=alert(1)>-->", "<!-- <b> --!><img src=x onerror=alert(1)>", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?php echo 1 ?>", "<!DOCTYPE html>",
	"<div id=conversation data-live>x</div>", "<article class=comment data-author=owner>x</article>", "<span class='command' data-fill=x>x</span>", "<b>unclosed <i>tags", "</div></div></div></body></html>",
	"`<script>`", "    <script>alert(1)</script>", "```\n</code></pre><script>alert(1)</script>\n```", "<pre><code></pre><script>alert(1)</script>", "@alice<script>", "#17<script>",
	"@<img src=x onerror=alert(1)>", ":<script>:", "/promote <script>alert(1)</script>", "<a href='x'><a href='javascript:alert(1)'>y</a></a>", "[a](<javascript:alert(1)>)", "[a](\x00javascript:alert(1))",
	"<a><bab><c2c>", "<a/><b2/>", "<a  /><b2\ndata=\"foo\" >", "<a foo=\"bar\" bam = 'baz <em>\"</em>'\n_boolean zoop:33=zoop33 />", "Foo <responsive-image src=\"foo.jpg\" />", // CommonMark, 6.6
	"<a href=\"foo&ouml;\">", "<a href=\"\\*\">", "foo <!-- this is a --\ncomment - with hyphens -->", "foo <!ELEMENT br EMPTY>", strings.Repeat("<b>", 600) + "x", strings.Repeat("> ", 300) + "x",
}

// TestHostile: whatever is written, the page gets only what it allows.
func TestHostile(t *testing.T) {
	for _, text := range vectors {
		at := here()
		harmless(t, text, string(at.markdown(text)))
		at = here()
		harmless(t, text, string(at.markdown("a *b*\n"+text+"\n\nc "+text)))
	}
}

// TestHostileMixed: the same, in pieces that are put together otherwise.
func TestHostileMixed(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 42))
	for range 500 {
		var text strings.Builder
		for range 4 {
			v := vectors[random.IntN(len(vectors)-2)] // the last two are long
			from := random.IntN(len(v))
			text.WriteString(v[from : from+random.IntN(len(v)-from)+1])
		}
		at := here(framework.Line{Text: "/promote 42"})
		harmless(t, text.String(), string(at.markdown(text.String())))
	}
}

var allowed = strings.Fields("p br hr h1 h2 h3 h4 h5 h6 blockquote pre code strong em b i del s ins ul ol li dl dt dd table thead tbody tr th td details summary sub sup kbd samp var q a span")

// harmless reads the HTML as a browser does, and fails where anything is in it that a comment
// may not have.
func harmless(t *testing.T, text, out string) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(out), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	for _, top := range nodes {
		for _, n := range slices.AppendSeq([]*html.Node{top}, top.Descendants()) {
			switch n.Type {
			case html.TextNode:
				continue
			case html.ElementNode:
			default:
				t.Errorf("%q: node %q in %q", text, n.Data, out)
			}
			if !slices.Contains(allowed, n.Data) {
				t.Errorf("%q: <%s> in %q", text, n.Data, out)
			}
			for _, a := range n.Attr {
				harmlessAttribute(t, text, n, a)
			}
		}
	}
}

// TestHeavy: a text that would take seconds is shown as it was written, and no other.
func TestHeavy(t *testing.T) {
	for _, part := range []string{"> ", "1. ", "> - ", "[a](", "[[]](", "_*a"} {
		if !heavy(strings.Repeat(part, 65000/len(part))) {
			t.Errorf("%q over and over takes seconds", part)
		}
	}
	for _, text := range []string{strings.Repeat("-", 300), strings.Repeat("- [ ] one\n", 300), strings.Repeat("a_b ", 2000), strings.Repeat("1", 300) + ". "} {
		if heavy(text) {
			t.Errorf("%.40q is not heavy", text)
		}
	}
}

func harmlessAttribute(t *testing.T, text string, n *html.Node, a html.Attribute) {
	t.Helper()
	ok := map[string]bool{"a rel": true, "a class": a.Val == "mention", "span class": a.Val == "command" || a.Val == "task", "details open": true, "ol start": true, "th align": true, "td align": true, "table tabindex": a.Val == "0"}[n.Data+" "+a.Key]
	if n.Data == "a" && a.Key == "href" {
		u, err := url.Parse(a.Val)
		ok = err == nil && slices.Contains([]string{"", "http", "https", "mailto"}, u.Scheme)
		if ok && u.Host != "" && attr(n, "rel") == "" {
			ok = strings.HasPrefix(a.Val, "https://github.com/acme/widgets/")
		}
	}
	if !ok {
		t.Errorf("%q: <%s %s=%q>", text, n.Data, a.Key, a.Val)
	}
}
