package story

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/fanux/robot/cmd/playground/internal/sandbox"
	"github.com/fanux/robot/issue/issuetest"
)

// endsOf is how the issues and pull requests of a sandbox stand on which anything has happened:
// the end of a story. What differs from one time to the next is left out, or replaced.
func endsOf(s *sandbox.Sandbox) (ends []txtar.File) {
	for _, r := range s.Repos() {
		for _, i := range r.Issues() {
			if len(i.Comments)+len(i.Reactions)+len(i.History) > 0 || i.Edited {
				ends = append(ends, txtar.File{Name: named(r, i), Data: []byte(tell(s, r, i))})
			}
		}
	}
	return ends
}

func named(r *issuetest.Repo, i issuetest.Issue) string {
	where := ""
	if r.FullName() != home {
		where = r.FullName() + "#"
	}
	if i.Pull {
		return fmt.Sprintf("pull request %s%d", where, i.Number)
	}
	return fmt.Sprintf("issue %s%d", where, i.Number)
}

// tell is an issue as one reads it, from top to bottom.
func tell(s *sandbox.Sandbox, r *issuetest.Repo, i issuetest.Issue) string {
	var b strings.Builder
	fact := func(what string, is ...string) {
		if is = slices.DeleteFunc(is, func(one string) bool { return one == "" }); len(is) > 0 {
			b.WriteString(what + strings.Join(strings.Fields(strings.Join(is, ", ")), " ") + "\n") // one line, whatever is in it
		}
	}
	fact("", state(i)+": "+i.Title)
	fact("labels: ", sortedly(i.Labels)...)
	fact("assigned to: ", i.Assignees...)
	fact("milestone: ", i.Milestone)
	fact("type: ", i.Type)
	fact("reviewers: ", append(i.Reviewers, i.Teams...)...)
	fact("sub-issue of: ", refs(i.Parent)...)
	fact("blocked by: ", refs(i.BlockedBy...)...)
	said(&b, i.Author, i.Reactions, i.Body)
	for _, c := range i.Comments {
		text := c.Body
		if c.Author == s.Robot() {
			text = plain(text)
		}
		said(&b, c.Author, c.Reactions, text)
	}
	return b.String()
}

// state is whether an issue is open, in words.
func state(i issuetest.Issue) string {
	how := "open"
	switch {
	case i.Merge != issuetest.Merge{}:
		how = "merged"
	case i.DuplicateOf != 0:
		how = fmt.Sprintf("closed as duplicate of #%d", i.DuplicateOf)
	case i.Closed && i.Pull:
		how = "closed"
	case i.Closed:
		how = "closed as " + strings.ReplaceAll(i.Reason, "_", " ")
	}
	if i.Locked {
		how += ", locked"
	}
	return how
}

// said is what somebody wrote, and how others reacted.
func said(b *strings.Builder, who string, reactions []issuetest.Reaction, text string) {
	b.WriteString("\n" + who)
	if all := emotions(reactions); all != "" {
		b.WriteString(" (" + all + ")")
	}
	b.WriteString(":\n" + barred(strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"))) // \r\n: a browser's
}

// emotions are "👀 🚀 by sealrobot, 👍 by alice".
func emotions(reactions []issuetest.Reaction) string {
	who := map[string][]string{}
	var people []string
	for _, r := range reactions { // everybody's in their order
		who[r.User] = append(who[r.User], sandbox.ReactionOf(r.Content).Emoji)
		people = append(people, r.User)
	}
	slices.Sort(people)
	var all []string
	for _, login := range slices.Compact(people) {
		all = append(all, strings.Join(who[login], " ")+" by "+login)
	}
	return strings.Join(all, ", ")
}

func sortedly(names []string) []string { return slices.Sorted(slices.Values(names)) }

func refs(numbers ...int) (all []string) {
	for _, n := range numbers {
		if n != 0 {
			all = append(all, fmt.Sprintf("#%d", n))
		}
	}
	return all
}
