package processors_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fanux/robot/issue/issuetest"
)

// state is what the issue has beyond an open one without anything.
func (s *scene) state() string {
	i := s.repo.Issue(s.at)
	var all []string
	say := func(format, value string) {
		if value != "" {
			all = append(all, fmt.Sprintf(format, value))
		}
	}
	slices.Sort(i.Labels)
	say("%s", strings.Join(i.Labels, " "))
	say("assigned %s", strings.Join(i.Assignees, " "))
	if i.Closed && i.Merge.By == "" {
		all = append(all, strings.TrimSpace("closed "+i.Reason))
	}
	if i.DuplicateOf != 0 {
		say("of %s", fmt.Sprint(i.DuplicateOf))
	}
	if i.Title != "Widgets wobble" && i.Title != "Hold still" {
		say("title %s", i.Title)
	}
	say("milestone %s", i.Milestone)
	if i.Locked {
		all = append(all, strings.TrimSpace("locked "+i.LockReason))
	}
	say("type %s", i.Type)
	if i.Parent != 0 {
		say("parent %s", fmt.Sprint(i.Parent))
	}
	if len(i.BlockedBy) > 0 {
		say("blocked by %s", strings.Trim(fmt.Sprint(i.BlockedBy), "[]"))
	}
	say("review %s", strings.Join(append(i.Reviewers, i.Teams...), " "))
	say("merged by %s", i.Merge.By)
	say("method %s", i.Merge.Method)
	return strings.Join(all, "; ")
}

// calls are those that not every comment makes.
func (s *scene) calls() string {
	var all []string
	for _, c := range s.gh.Calls() {
		path, _, _ := strings.Cut(strings.TrimPrefix(c.Path, "/repos/acme/widgets/"), "?")
		path = strings.TrimPrefix(path, fmt.Sprintf("issues/%d/", s.at))
		path = strings.TrimPrefix(path, fmt.Sprintf("pulls/%d/", s.at))
		switch {
		case strings.Contains(path, "/reactions"), strings.HasSuffix(path, "/permission"), strings.HasSuffix(path, "comments") || strings.HasPrefix(path, "issues/comments"):
			continue
		}
		line := c.Method + " " + path
		if len(c.Body) > 0 {
			line += " " + strings.TrimSpace(string(c.Body))
		}
		all = append(all, line)
	}
	return s.tame(strings.Join(all, "; "))
}

var id = regexp.MustCompile(`(_id":|blocked_by/)\d+`)

// tame is a text without what is another one each time: ids and commits.
func (s *scene) tame(text string) string {
	if s.at == 18 {
		head, commit := s.repo.Head(18), s.repo.Issue(18).Merge.Commit
		text = strings.NewReplacer(head, "HEAD", head[:7], "HEAD").Replace(text)
		if commit != "" {
			text = strings.NewReplacer(commit, "COMMIT", commit[:7], "COMMIT").Replace(text)
		}
	}
	return id.ReplaceAllString(text, "${1}ID")
}

// said is what the robot says: its closing reaction, and the reply without what every one has.
func (s *scene) said() string {
	comments := s.repo.Issue(s.at).Comments
	asked := comments[slices.IndexFunc(comments, func(c issuetest.Comment) bool { return c.Author != robotName })]
	var text string
	for _, r := range asked.Reactions {
		switch {
		case r.User != robotName:
		case r.Content == "rocket":
			text += "🚀"
		case r.Content == "confused":
			text += "😕"
		}
	}
	for _, c := range comments {
		if c.Author == robotName {
			body, _, _ := strings.Cut(c.Body, "\n\n<!-- robot")
			_, body, _ = strings.Cut(body, "\n\n")
			text += " " + s.tame(body)
		}
	}
	return text
}
