package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/fanux/robot/issue/issuetest"
)

// lately is how many comments of an issue are shown at first: the script loads them all again
// with every change.
const lately = 25

// since is where in a conversation begins what is shown, and how many comments are before
// that. By ?from=ID it is that comment, so that none goes while somebody reads it; by ?all
// everything is shown.
func since(moments []issuetest.Moment, query url.Values) (begin, earlier int) {
	var at []int
	for n, m := range moments {
		if m.Comment != nil {
			at = append(at, n)
		}
	}
	first := max(0, len(at)-lately)
	if from, err := strconv.ParseInt(query.Get("from"), 10, 64); err == nil {
		if n := slices.IndexFunc(at, func(n int) bool { return moments[n].Comment.ID >= from }); n >= 0 {
			first = n
		}
	}
	if first == 0 || query.Has("all") {
		return 0, 0
	}
	return at[first], first
}

// firstOf is the first comment of some items, or 0.
func firstOf(items []item) int64 {
	for _, one := range items {
		if one.Post != nil {
			return one.Post.ID
		}
	}
	return 0
}

// earlier reports whether a link leads to a comment that is not shown at first.
func (p *Page) earlier(u *url.URL) bool {
	text, is := strings.CutPrefix(u.Fragment, "issuecomment-")
	id, err := strconv.ParseInt(text, 10, 64)
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if !is || err != nil || len(parts) != 4 {
		return false
	}
	repo := p.repository(parts[0] + "/" + parts[1])
	number, err := strconv.Atoi(parts[3])
	if repo == nil || err != nil {
		return false
	}
	moments := repo.Timeline(number)
	begin, _ := since(moments, nil)
	return slices.ContainsFunc(moments[:begin], func(m issuetest.Moment) bool { return m.Comment != nil && m.Comment.ID == id })
}
