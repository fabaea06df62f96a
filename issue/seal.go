package issue

import (
	"cmp"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// keys signs what we write in places that others can write to as well: the marker in
// a reply, the reference in a job's parameters. The first secret signs, all verify, so
// that a secret can be replaced while replies signed with the old one are about.
type keys []string

// The purposes that keys are derived for: what is signed for one is worthless for another.
const (
	forMarker = "marker"
	forRef    = "ref"
	forJob    = "job"
)

// seal is value as text that open accepts: no blanks, no padding, nothing that Markdown or a URL minds.
func (k keys) seal(purpose string, value any) string {
	payload, err := json.Marshal(value)
	if err != nil || len(k) == 0 {
		return "" // only strings and numbers are sealed; without a key nothing may be
	}
	text := base64.RawURLEncoding.EncodeToString(payload)
	return text + "." + mac(k[0], purpose, text)
}

// open reports whether sealed was made by seal for the same purpose, and reads it into value.
func (k keys) open(purpose, sealed string, value any) bool {
	text, sum, ok := strings.Cut(sealed, ".")
	if !ok {
		return false
	}
	for _, secret := range k {
		if hmac.Equal([]byte(sum), []byte(mac(secret, purpose, text))) {
			payload, err := base64.RawURLEncoding.DecodeString(text)
			return err == nil && json.Unmarshal(payload, value) == nil
		}
	}
	return false
}

func mac(secret, purpose, text string) string {
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "github.com/fanux/robot "+purpose, sha256.Size)
	if err != nil {
		panic(err) // the length asked for is a constant that HKDF allows
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// mark is what a reply stands for: the hidden line at its end.
type mark struct {
	Repo     string       `json:"r"` // owner/name
	Issue    int          `json:"i"`
	Source   string       `json:"s"`           // what the commands stood in: "comment/99001"
	Asked    string       `json:"w,omitempty"` // who asked: the only one whom the way back pings
	AskedID  int64        `json:"d,omitempty"`
	By       account      `json:"u,omitzero"`  // who we were
	At       int64        `json:"t,omitempty"` // when, in seconds of Unix, where something waits for /confirm
	Commands []markedLine `json:"c"`
}

type markedLine struct {
	Line     int      `json:"l"`
	Name     string   `json:"n"`
	State    State    `json:"s"`
	Request  string   `json:"q,omitempty"` // what waits for /confirm
	Exactly  string   `json:"e,omitempty"` // what that would do, by which it is known again
	Others   bool     `json:"f,omitempty"` // who asked may not confirm it
	By       string   `json:"o,omitempty"` // the command that follows the job, where it is another: "/run"
	Job      string   `json:"j,omitempty"` // what the reply walks on with
	Bind     []string `json:"b,omitempty"` // what its reference is bound to
	Attempt  int      `json:"a,omitempty"`
	Progress Progress `json:"p,omitempty"`
}

// unnamed reports whether the reply does not say what the job does: its command did not know
// whether it had started one (see Result.doubtful).
func (l markedLine) unnamed() bool { return l.Job == Unseen || l.State != Ran }

// follower is the command that follows the line's job.
func (l markedLine) follower() string { return cmp.Or(l.By, l.Name) }

func (m mark) asker() account { return account{m.AskedID, m.Asked} }

// account is somebody on GitHub.
type account struct {
	ID    int64  `json:"i,omitempty"`
	Login string `json:"l,omitempty"`
}

// is reports whether two accounts are one. A copy of our marker has another author than
// the marker names.
func (a account) is(b account) bool {
	return a.Login != "" && strings.EqualFold(a.Login, b.Login) && (a.ID == b.ID || a.ID == 0 || b.ID == 0)
}

// same reports whether two accounts may be one person's: a login can be changed.
func (a account) same(b account) bool {
	return a.ID != 0 && a.ID == b.ID || strings.EqualFold(a.Login, b.Login)
}

// ref is what a job answers to: what From(ctx).Ref signs.
type ref struct {
	Repo   string   `json:"r"`
	Issue  int      `json:"i"`
	Source string   `json:"s"`
	Line   int      `json:"l"`
	Name   string   `json:"n"`
	Bind   []string `json:"b,omitempty"`
}

// refers reads a reference that was made in a repository for those words.
func (k keys) refers(sealed, repo string, bind []string) (from *ref, ok bool) {
	from = new(ref)
	if !k.open(forRef, sealed, from) || !strings.EqualFold(from.Repo, repo) || !slices.Equal(from.Bind, bind) {
		return nil, false
	}
	return from, true
}

const markerStart = "<!-- robot "

var markerLine = regexp.MustCompile(regexp.QuoteMeta(markerStart) + `([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+) -->`)

func (k keys) marker(m mark) string { return markerStart + k.seal(forMarker, m) + " -->" }

// ours reports whether a text carries a marker that we signed: such a text is a reply
// of ours, or a copy of one, and never holds a command. A forged marker counts for nothing.
func (k keys) ours(text string) bool {
	_, ok := k.read(text)
	return ok
}

// read is the marker in a text, where it has one that we signed.
func (k keys) read(text string) (m mark, ok bool) {
	if !strings.Contains(text, markerStart) {
		return m, false
	}
	for _, found := range markerLine.FindAllStringSubmatch(text, -1) {
		if m = (mark{}); k.open(forMarker, found[1], &m) {
			return m, true
		}
	}
	return m, false
}
