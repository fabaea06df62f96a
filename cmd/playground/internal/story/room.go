package story

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// home is the repository that a story is about where it says nothing else.
const home = "acme/widgets"

// room is the repository that a sentence is about, as it is then.
type room struct {
	s    *sandbox.Sandbox
	name string
}

func (r room) repo() *issuetest.Repo { return r.s.GitHub().Repo(r.name) }

// comment is the path of a comment that is written "comment 2 by alice on 17": the second of
// those of hers that there are. Ids differ from one time to the next.
func (r room) comment(words string) (path string, err error) {
	word := strings.Fields(words)
	nth, login, number := word[1], word[3], word[5]
	of, _ := strconv.Atoi(number)
	at, _ := strconv.Atoi(nth)
	hers := r.repo().Issue(of).By(login)
	if at > len(hers) {
		return "", fmt.Errorf("there are %d comments by %s on %s", len(hers), login, number)
	}
	return fmt.Sprintf("issues/comments/%d", hers[at-1].ID), nil
}

// words are how the comment of a path is written; "" where there is no such comment.
func (r room) words(path string) string {
	id, _ := strconv.ParseInt(strings.TrimPrefix(path, "issues/comments/"), 10, 64)
	for _, i := range r.repo().Issues() {
		at := slices.IndexFunc(i.Comments, func(c issuetest.Comment) bool { return c.ID == id })
		if at < 0 {
			continue
		}
		author := i.Comments[at].Author
		nth := slices.IndexFunc(i.By(author), func(c issuetest.Comment) bool { return c.ID == id }) + 1
		return fmt.Sprintf("comment %d by %s on %d", nth, author, i.Number)
	}
	return ""
}

// reaction is the id of how somebody reacted to an issue or comment.
func (r room) reaction(path, who, content string) (id int64, err error) {
	for _, one := range r.reactions(path) {
		if one.User == who && one.Content == content {
			return one.ID, nil
		}
	}
	return 0, fmt.Errorf("%s did not react with %s to it", who, content)
}

// reactions are those to the issue or comment of a path.
func (r room) reactions(path string) []issuetest.Reaction {
	for _, i := range r.repo().Issues() {
		if path == "issues/"+strconv.Itoa(i.Number) {
			return i.Reactions
		}
		for _, c := range i.Comments {
			if path == fmt.Sprintf("issues/comments/%d", c.ID) {
				return c.Reactions
			}
		}
	}
	return nil
}
