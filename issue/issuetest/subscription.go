package issuetest

import (
	"net/url"
	"slices"
	"strings"
)

// hookable are the events that a repository's webhook can subscribe to.
// https://docs.github.com/webhooks/webhook-events-and-payloads
var hookable = strings.Fields(`
	* branch_protection_configuration branch_protection_rule check_run check_suite
	code_scanning_alert commit_comment create custom_property_values delete dependabot_alert
	deploy_key deployment deployment_status discussion discussion_comment fork gollum
	issue_comment issue_dependencies issues label member meta milestone package page_build
	ping project project_card project_column public pull_request pull_request_review
	pull_request_review_comment pull_request_review_thread push registry_package release
	repository repository_advisory repository_import repository_ruleset
	repository_vulnerability_alert secret_scanning_alert secret_scanning_alert_location
	secret_scanning_scan security_and_analysis star status sub_issues team_add watch
	workflow_job workflow_run`)

// subscription is what POST and PATCH of a hook take.
type subscription struct {
	Name         *string
	Config       *config
	Events       []string
	AddEvents    []string `json:"add_events"`
	RemoveEvents []string `json:"remove_events"`
	Active       *bool
}

// apply changes the hook. A configuration replaces the one before as a whole: without a
// secret, there is none any more.
// https://docs.github.com/rest/repos/webhooks#update-a-repository-webhook
func (s subscription) apply(h *hook) {
	if s.Config != nil {
		h.config = *s.Config
	}
	if len(s.Events) > 0 {
		h.events = s.Events
	}
	h.events = slices.Concat(h.events, s.AddEvents)
	h.events = slices.DeleteFunc(h.events, func(e string) bool { return slices.Contains(s.RemoveEvents, e) })
	slices.Sort(h.events)
	h.events = slices.Compact(h.events)
	if s.Active != nil {
		h.active = *s.Active
	}
}

// check says what GitHub would not take of a hook that the repository is to have. Only the
// words about the URL's form and about the hook that exists are known to be GitHub's.
func (h *hook) check(others []*hook) answer {
	custom := func(message string) answer { return invalid("Hook", "", "custom", message) }
	to, err := url.Parse(h.config.URL)
	switch {
	case h.config.URL == "":
		return custom("Config must contain URL for webhooks")
	case err != nil, to.Host == "", to.Scheme != "http" && to.Scheme != "https":
		return custom("The URL you've entered is not valid. Please make sure that you encode all special characters first")
	}
	for _, e := range h.events {
		if !slices.Contains(hookable, e) {
			return invalid("Hook", "events", "invalid", "")
		}
	}
	for _, o := range others {
		if o.id != h.id && o.in(h.repo) && o.config.URL == h.config.URL && o.overlaps(h) {
			return custom("Hook already exists on this repository")
		}
	}
	return answer{}
}
