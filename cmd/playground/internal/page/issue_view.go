package page

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// thread is an issue or pull request with all that was said on it.
type thread struct {
	issuetest.Issue
	Base     string // "/acme/widgets"
	Self     string // "/acme/widgets/issues/17", of pull requests, too: where forms are sent
	First    post
	Page     string // "/acme/widgets/pull/18" of a pull request
	Items    []item
	Earlier  int   // comments that are not shown
	From     int64 // the first that is
	Write    composer
	MayState bool
	MayLock  bool
	Others   []related
	People   []string // who said something
	Happened []happening
	Switches panel
}

// post is a text that somebody wrote.
type post struct {
	ID        int64  // of a comment
	Anchor    string // its id in the page
	Act       string // where its forms are sent
	Author    string
	Role      string // "" where they may only read
	Bot       bool
	Robot     bool // ours
	Opener    bool // the author of the issue
	At        time.Time
	Edited    bool
	Review    bool
	Raw       string
	HTML      template.HTML
	Reactions []reacted
	MayEdit   bool
	MayReact  bool
	Comment   bool // not the text of the issue itself, which one cannot delete
}

// reacted is everybody who reacted alike.
type reacted struct {
	sandbox.Reaction
	Who  []string
	Mine bool
}

// Count is how many they are.
func (r reacted) Count() int { return len(r.Who) }

// issue is GET /{owner}/{repo}/issues/{number} and /pull/{number}.
func (p *Page) issue(w http.ResponseWriter, r *http.Request) {
	repo, i, ok := p.reached(w, r)
	if !ok {
		return
	}
	base := "/" + repo.FullName()
	if at := p.issuePage(repo.FullName(), i.Number); at != r.URL.Path {
		http.Redirect(w, r, (&url.URL{Path: at, RawQuery: r.URL.RawQuery}).String(), http.StatusSeeOther)
		return
	}
	who := p.who(r)
	t := thread{Issue: i, Base: base, Page: r.URL.Path, Self: base + "/issues/" + strconv.Itoa(i.Number)}
	t.First = p.opening(repo, i, who)
	t.Items, t.Earlier = p.items(repo, i, who, r.URL.Query())
	t.From = firstOf(t.Items)
	t.Write = p.composer(r, repo.FullName(), t.Self+"/comments", i.Pull)
	t.MayState = may(who, "triage") || who.Login == i.Author
	t.MayLock = may(who, "write")
	t.Others = relatives(repo, i)
	t.People = []string{i.Author}
	for _, c := range i.Comments {
		if !slices.Contains(t.People, c.Author) {
			t.People = append(t.People, c.Author)
		}
	}
	t.Happened, t.Switches = p.happened(repo.FullName(), i.Number), p.panel()
	p.show(w, r, "issue", i.Title+" · #"+strconv.Itoa(i.Number), t)
}

// opening is the text of the issue itself.
func (p *Page) opening(repo *issuetest.Repo, i issuetest.Issue, who sandbox.Person) post {
	one := p.post(repo, i, i.Author, i.Body, i.Reactions, who)
	one.Anchor, one.At, one.Edited = "issue-"+strconv.Itoa(i.Number), i.Created, i.Edited
	one.Act = "/" + repo.FullName() + "/issues/" + strconv.Itoa(i.Number)
	one.MayReact = true
	return one
}

// said is a comment.
func (p *Page) said(repo *issuetest.Repo, i issuetest.Issue, c *issuetest.Comment, who sandbox.Person) post {
	one := p.post(repo, i, c.Author, c.Body, c.Reactions, who)
	id := strconv.FormatInt(c.ID, 10)
	one.ID, one.Anchor, one.At, one.Edited, one.Review, one.Comment = c.ID, "issuecomment-"+id, c.Created, c.Edited, c.Review, true
	one.Act = "/" + repo.FullName() + "/comments/" + id
	one.MayEdit = one.MayEdit && !c.Review // what the fake has no calls for
	one.MayReact = !c.Review
	return one
}

func (p *Page) post(repo *issuetest.Repo, i issuetest.Issue, author, body string, reactions []issuetest.Reaction, who sandbox.Person) post {
	at := p.place(repo.FullName(), nil)
	one := post{Author: author, Raw: body, Robot: author == p.s.Robot(), Opener: author == i.Author}
	one.Bot = one.Robot || strings.HasSuffix(author, "[bot]")
	for _, person := range p.s.People() {
		if person.Login == author {
			one.Role, one.Bot = badge(person), one.Bot || person.Bot
		}
	}
	if !one.Bot {
		at = p.place(repo.FullName(), p.s.Parse(repo.FullName(), body))
	}
	one.HTML = at.markdown(body)
	one.MayEdit = may(who, "write") || who.Login == author
	one.Reactions = kinds(reactions, who.Login)
	return one
}

// badge is what GitHub writes beside a name, or, where it tells two roles apart no more, a word
// that does.
func badge(p sandbox.Person) string {
	return map[string]string{"admin": "Owner", "maintain": "Maintainer", "write": "Member", "triage": "Triager"}[p.Role]
}

// kinds are the reactions, those of a kind together, in GitHub's order of the eight.
func kinds(all []issuetest.Reaction, me string) (list []reacted) {
	for _, kind := range sandbox.Reactions() {
		one := reacted{Reaction: kind}
		for _, r := range all {
			if r.Content == kind.Content {
				one.Who = append(one.Who, r.User)
				one.Mine = one.Mine || r.User == me
			}
		}
		if len(one.Who) > 0 {
			list = append(list, one)
		}
	}
	return list
}
