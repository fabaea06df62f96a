package page

import (
	"errors"
	"strings"

	gh "github.com/google/go-github/v92/github"
)

// trouble is GitHub's refusal in words, in English: the page says it in the reader's
// language where it knows the words.
func trouble(err error) string {
	var refused *gh.ErrorResponse
	if !errors.As(err, &refused) {
		return err.Error()
	}
	for _, known := range refusals {
		if strings.Contains(refused.Message, known.says) {
			return known.words
		}
	}
	for _, e := range refused.Errors {
		switch {
		case e.Resource == "Issue" && e.Field == "title" && e.Code == "missing_field":
			return "An issue needs a title."
		case e.Message == "Body cannot be blank":
			return "There is nothing in the text."
		case e.Message != "":
			return e.Message
		}
	}
	return refused.Message
}

// refusals are what GitHub's say, and the same as people would.
var refusals = []struct{ says, words string }{
	{"issue is locked", "The conversation is locked: only collaborators can write here."},
	{"Must have admin rights", "You may not do that: it takes more permission in this repository."},
	{"Must have push access", "You may not do that: it takes more permission in this repository."},
	{"Resource not accessible", "This account may not do that."},
	{"Not Found", "There is no such thing here (any more), or you may not do that to it."},
	{"Repository was archived", "The repository is archived: it can only be read."},
	{"rate limit", "The rate limit is reached."},
	{"Requires authentication", "Nobody is signed in."},
	{"Problems parsing JSON", "The form could not be read."},
}
