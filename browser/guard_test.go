package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// guard hears everything that happens in a tab, and keeps what may happen in none.
type guard struct {
	sync.Mutex
	hosts    []string // that a page may ask: "http://127.0.0.1:9000"
	troubles []string
	expected []string // parts of what is no trouble
	bytes    map[network.RequestID]float64
	asked    []string // the addresses, in order
}

// hears is called by the browser's connection, with each event in its order.
func (g *guard) hears(event any) {
	g.Lock()
	defer g.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		g.asks(e.Request.URL)
	case *network.EventLoadingFinished:
		if g.bytes == nil {
			g.bytes = map[network.RequestID]float64{}
		}
		g.bytes[e.RequestID] += e.EncodedDataLength
	case *network.EventWebSocketCreated:
		g.trouble("opens a web socket: %s", e.URL)
	case *runtime.EventExceptionThrown:
		g.trouble("exception: %s", thrown(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			g.trouble("console: %s: %s", e.Type, argument(e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			g.trouble("console: %s: %s (%s)", e.Entry.Level, e.Entry.Text, e.Entry.URL)
		}
	case *audits.EventIssueAdded:
		if v := e.Issue.Details.ContentSecurityPolicyIssueDetails; v != nil {
			g.trouble("policy: %s stops %s %s", v.ViolatedDirective, v.ContentSecurityPolicyViolationType, v.BlockedURL)
		}
	}
}

func (g *guard) asks(address string) {
	g.asked = append(g.asked, address)
	for _, own := range append([]string{"data:", "blob:", "about:"}, g.hosts...) {
		if rest, ok := strings.CutPrefix(address, own); ok && (!strings.HasPrefix(own, "http") || rest == "" || rest[0] == '/') {
			return
		}
	}
	g.trouble("asks another host: %s", address)
}

func (g *guard) trouble(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	part := func(part string) bool { return strings.Contains(text, part) }
	if !slices.Contains(g.troubles, text) && !slices.ContainsFunc(g.expected, part) {
		g.troubles = append(g.troubles, text)
	}
}

// expects makes whatever says this no trouble.
func (g *guard) expects(part string) {
	g.Lock()
	defer g.Unlock()
	g.expected = append(g.expected, part)
}

// heard are the troubles so far.
func (g *guard) heard() []string {
	g.Lock()
	defer g.Unlock()
	return slices.Clone(g.troubles)
}

// transferred is what has come over the wire, headers too, and in how many answers.
func (g *guard) transferred() (bytes float64, answers int) {
	g.Lock()
	defer g.Unlock()
	for _, n := range g.bytes {
		bytes += n
	}
	return bytes, len(g.bytes)
}

func thrown(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return fmt.Sprintf("%s at %s:%d", d.Text, d.URL, d.LineNumber+1)
}

func argument(list []*runtime.RemoteObject) string {
	var texts []string
	for _, one := range list {
		text := one.Description
		if text == "" {
			text = strings.Trim(string(one.Value), `"`)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}
