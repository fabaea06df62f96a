package sandbox

import "slices"

// Reaction is one of those that GitHub has.
type Reaction struct {
	Content string // GitHub's name of it
	Emoji   string
	Name    string // in words
}

var reactions = []Reaction{
	{"+1", "👍", "thumbs up"}, {"-1", "👎", "thumbs down"}, {"laugh", "😄", "laughter"}, {"hooray", "🎉", "celebration"},
	{"confused", "😕", "confusion"}, {"heart", "❤️", "heart"}, {"rocket", "🚀", "rocket"}, {"eyes", "👀", "eyes"},
}

// Reactions are all eight, in GitHub's order.
func Reactions() []Reaction { return slices.Clone(reactions) }

// ReactionOf is the one that GitHub calls so; of another, it has no emoji.
func ReactionOf(content string) Reaction {
	if at := slices.IndexFunc(reactions, func(r Reaction) bool { return r.Content == content }); at >= 0 {
		return reactions[at]
	}
	return Reaction{Content: content, Name: content}
}
