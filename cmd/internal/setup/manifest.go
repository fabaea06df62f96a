package setup

import (
	"net/url"
	"strings"

	"github.com/fanux/robot/processors"
)

// home is the robot's homepage, which GitHub wants an App to have.
const home = "https://github.com/fanux/robot"

// Manifest is a GitHub App that is yet to be registered, as GitHub takes it.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters
type Manifest struct {
	Name        string            `json:"name,omitempty"` // without one, whoever registers it is asked
	URL         string            `json:"url"`
	Hook        *ManifestHook     `json:"hook_attributes,omitempty"`
	Public      bool              `json:"public"`
	Events      []string          `json:"default_events"`
	Permissions map[string]string `json:"default_permissions"`
}

// ManifestHook is the webhook of a Manifest.
type ManifestHook struct {
	URL    string `json:"url"`
	Active bool   `json:"active"`
}

// NewManifest is an App that may what a says and no more. Without the function's address it
// has no webhook yet.
func NewManifest(name string, function *Address, a processors.Access) Manifest {
	m := Manifest{Name: name, URL: home, Events: a.Events, Permissions: a.Permissions}
	if function != nil {
		m.Hook = &ManifestHook{function.String(), true}
	}
	return m
}

// Link is the address of GitHub's form with the same filled in; whoever opens it registers
// the App as their own, or as that of their organization org.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-using-url-parameters
func (m Manifest) Link(api, org string) string {
	query := url.Values{"url": {m.URL}, "public": {"false"}, "events[]": m.Events}
	for name, level := range m.Permissions {
		query.Set(name, level)
	}
	if m.Name != "" {
		query.Set("name", m.Name)
	}
	if m.Hook != nil {
		query.Set("webhook_active", "true")
		query.Set("webhook_url", m.Hook.URL)
	}
	path := "/settings/apps/new"
	if org != "" {
		path = "/organizations/" + url.PathEscape(org) + path
	}
	return pages(api) + path + "?" + query.Encode()
}

// pages is where GitHub's pages are, of which api is the API.
func pages(api string) string {
	if host, ok := strings.CutSuffix(strings.TrimSuffix(api, "/"), "/api/v3"); ok {
		return host
	}
	return "https://github.com"
}
