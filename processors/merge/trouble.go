package merge

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/site"
)

// What GitHub writes where it does not merge. Its documentation has none of these sentences.
var (
	notAllowed = regexp.MustCompile(`(?i)\b(?:merge commits|squash merges|rebase merges) are not allowed`)
	headMoved  = regexp.MustCompile(`(?i)head branch was modified`)
	baseMoved  = regexp.MustCompile(`(?i)base branch was modified`)
	archived   = regexp.MustCompile(`(?i)\barchived\b`)
	notPusher  = regexp.MustCompile(`(?i)not authorized to push|protected branch hook declined`)
	queued     = regexp.MustCompile(`(?i)through (?:the|a) merge queue`)
	unspecific = regexp.MustCompile(`(?i)not mergeable|already in progress`)
)

// refused explains why GitHub does not merge. Limits of rate and a token that has ended are
// the framework's to explain.
func (m *merging) refused(ctx context.Context, err error, code int) (string, error) {
	if code == http.StatusUnauthorized || issue.RetryAfter(err) > 0 {
		return "", fmt.Errorf("merge pull request %d: %w", m.Number, err)
	}
	if why := m.why(err, code); why != nil {
		return "", why
	}
	if now := m.again(ctx); now != nil { // of two who merge at once, the later one is not told that
		return now.already(issue.From(ctx))
	}
	text := strings.TrimSpace(site.Message(err))
	if text == "" || unspecific.MatchString(text) {
		return "", refusal(err, issue.Textf("GitHub cannot merge this pull request as it is now (%d): nothing was merged. Its page says what is missing.", code))
	}
	return "", refusal(err, issue.Textf("GitHub does not merge this pull request (%d), and says: %s. Nothing was merged.", code, issue.Code(issue.Short(text, 200))))
}

// why is GitHub's reason in our words, nil where it gives none that is known.
func (m *merging) why(err error, code int) error {
	text := site.Message(err)
	switch {
	case archived.MatchString(text):
		return refusal(err, issue.Textf("This repository is archived: nothing was merged. Its owner can unarchive it."))
	case notAllowed.MatchString(text):
		return refusal(err, issue.Textf("The rules of %s do not allow this method: nothing was merged. Name another one.", m.base()))
	case queued.MatchString(text):
		return refusal(err, issue.Textf("What goes into %s goes through the merge queue: nothing was merged. Add this pull request to the queue on its page.", m.base()))
	case notPusher.MatchString(text):
		return issue.Explain(err, issue.Textf("The rules of %s do not let this robot merge: nothing was merged. Merge it on its page, or let an administrator add the robot to who may.", m.base()))
	case baseMoved.MatchString(text):
		return refusal(err, issue.Textf("%s has moved at the same time: nothing was merged. Comment it again.", m.base()))
	}
	if lacks := broken(text, m.base()); lacks != nil {
		text := issue.Textf("%s was not merged.", m.head())
		for _, one := range lacks {
			text = issue.Textf("%s %s", text, one)
		}
		return refusal(err, issue.Textf("%s Comment it again when that has changed.", text))
	}
	switch {
	case code == http.StatusConflict || headMoved.MatchString(text):
		return refusal(err, issue.Textf("Somebody has pushed meanwhile: %s is not the newest commit of this pull request any more, and nothing was merged. Look at the new one, then comment it again.", m.head()))
	case code == http.StatusForbidden || code == http.StatusNotFound:
		return issue.Explain(err, issue.Textf("GitHub does not let this robot merge here (%d): nothing was merged. "+
			"Its operator has to give its token `contents: write` (of a classic token, the scope `repo`), and its account write access to this repository.", code))
	}
	return nil
}

// refusal is a rule that stands against it, with GitHub's answer for the log.
func refusal(cause error, text issue.Text) error {
	return &issue.Said{Text: text, State: issue.Refused, Cause: cause}
}
