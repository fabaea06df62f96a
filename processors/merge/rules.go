package merge

import (
	"regexp"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// rule is one that a branch may have, as GitHub words it where a pull request breaks it, and
// as we do. One answer may hold several; its documentation has none of the sentences.
// https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
type rule struct {
	theirs *regexp.Regexp
	ours   func(match []string, base string) issue.Text
}

var rules = []rule{
	{regexp.MustCompile(`(?i)required status check "(.+?)" (?:is|has|was)`), func(match []string, _ string) issue.Text {
		return issue.Textf("The required check %s has not passed.", params.Show(match[1]))
	}},
	{regexp.MustCompile(`(?i)(\d+) of \d+ required status checks`), func(match []string, _ string) issue.Text {
		return issue.Textf("Of the required checks, %s have not passed.", match[1])
	}},
	{regexp.MustCompile(`(?i)at least (\d+) approving reviews?`), func(match []string, _ string) issue.Text {
		return issue.Textf("It has to be approved by people with write access, and by %s at least.", match[1])
	}},
	{regexp.MustCompile(`(?i)reviews? requesting changes|changes (?:were|are|have been) requested`), func([]string, string) issue.Text {
		return issue.Textf("A reviewer has asked for changes.")
	}},
	{regexp.MustCompile(`(?i)code owner`), func([]string, string) issue.Text {
		return issue.Textf("A code owner has to approve it.")
	}},
	{regexp.MustCompile(`(?i)other than the last pusher`), func([]string, string) issue.Text {
		return issue.Textf("Somebody else than who pushed last has to approve it.")
	}},
	{regexp.MustCompile(`(?i)conversations? must be resolved`), func([]string, string) issue.Text {
		return issue.Textf("A conversation on it is not resolved.")
	}},
	{regexp.MustCompile(`(?i)verified signatures?`), func([]string, string) issue.Text {
		return issue.Textf("A commit of it has no verified signature.")
	}},
	{regexp.MustCompile(`(?i)out[ -]of[ -]date|not up[ -]to[ -]date`), func(_ []string, base string) issue.Text {
		return issue.Textf("It is behind %s, and has to be brought up to date.", base)
	}},
	{regexp.MustCompile(`(?i)still a draft`), func([]string, string) issue.Text {
		return issue.Textf("It is a draft.")
	}},
	{regexp.MustCompile(`(?i)must not contain merge commits|can(?:'t|not) be rebased`), func([]string, string) issue.Text {
		return issue.Textf("It cannot be merged by this method.")
	}},
	{regexp.MustCompile(`(?i)merge conflict`), func(_ []string, base string) issue.Text {
		return issue.Textf("It conflicts with %s.", base)
	}},
}

// mostLacks is how many sentences are made of one answer.
const mostLacks = 10

// broken are the rules that GitHub names, in our words; nil where it names none of these.
func broken(text, base string) (all []issue.Text) {
	for _, r := range rules {
		for _, match := range r.theirs.FindAllStringSubmatch(text, mostLacks) {
			if len(all) < mostLacks {
				all = append(all, r.ours(match, base))
			}
		}
	}
	return all
}
