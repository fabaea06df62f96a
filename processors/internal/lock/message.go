package lock

import (
	"crypto/rand"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"github.com/fanux/robot/issue"
)

// title is how the message of every lock begins. Nothing is built for it.
const title = "robot: lock [skip ci]\n\n"

const (
	// MaxReason is how many characters of a reason are kept.
	MaxReason = 300

	maxURL     = 300
	maxMessage = 8 << 10 // bytes; what is longer is none of ours
)

// note is the message of a lock's commit.
type note struct {
	Target string `json:"target"`
	Holder string `json:"holder"`
	Reason string `json:"reason,omitempty"`
	URL    string `json:"url,omitempty"`
	Brief  bool   `json:"brief,omitempty"`

	// Once tells two locks apart that are the same otherwise: git names a commit by what it
	// holds, and of two who made the same one in the same second both would have the lock.
	Once string `json:"once"`
}

// quiet keeps GitHub from finding mentions, issues and links in the message, for which it
// would tell people, and issues, of the commit.
var quiet = strings.NewReplacer("@", `\u0040`, "#", `\u0023`, "/", `\/`)

// message is what a lock's commit says.
func message(l Lock) string {
	n := note{l.Target, l.Holder, issue.Short(strings.ToValidUTF8(l.Reason, "\uFFFD"), MaxReason), l.URL, l.Brief, rand.Text()}
	text, err := json.Marshal(n)
	if err != nil {
		panic(err) // strings and a bool
	}
	return title + quiet.Replace(string(text)) + "\n"
}

// login is what GitHub takes for one, and those of bots and of managed users.
// https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
var login = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$`)

// parse reads the message of a ref's commit, and reports whether it is one of ours for that
// name: whoever may write to the repository can write anything there.
func parse(text, name, page string) (Lock, bool) {
	rest, ours := strings.CutPrefix(text, title)
	var n note
	if !ours || len(text) > maxMessage || json.Unmarshal([]byte(rest), &n) != nil || nameOf(n.Target) != name || !login.MatchString(n.Holder) {
		return Lock{}, false
	}
	l := Lock{Target: n.Target, Holder: n.Holder, Reason: issue.Short(strings.TrimSpace(n.Reason), MaxReason), Brief: n.Brief}
	if leads(n.URL, page) {
		l.URL = n.URL
	}
	return l, true
}

var plainURL = regexp.MustCompile(`^https?://[A-Za-z0-9.:-]+/[A-Za-z0-9._/#-]*$`)

// leads reports whether a URL may be a link: to where the repository's page is, and without
// anything that Markdown would read.
func leads(link, page string) bool {
	to, err := url.Parse(link)
	own, ownErr := url.Parse(page)
	return err == nil && ownErr == nil && len(link) <= maxURL && plainURL.MatchString(link) && to.Host == own.Host && to.Scheme == own.Scheme
}
