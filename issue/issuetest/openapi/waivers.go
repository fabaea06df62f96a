package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// The waivers of this file each have their reason; there are no others.

// waive rewrites the bodies that GitHub takes although its description does not have them.
func waive(operation string, body []byte) []byte {
	trimmed := bytes.TrimSpace(body)
	switch operation {
	case "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
		"PUT /repos/{owner}/{repo}/issues/{issue_number}/labels":
		// Only the prose says "you can also pass an array of labels directly", and
		// go-github does: read it as the object that is described.
		if bytes.HasPrefix(trimmed, []byte("[")) {
			return fmt.Appendf(nil, `{"labels":%s}`, trimmed)
		}
	case "POST /app/installations/{installation_id}/access_tokens":
		// ghinstallation posts "null" where it restricts the token to nothing.
		if string(trimmed) == "null" {
			return []byte("{}")
		}
	}
	return body
}

// repair mends the two places where the description contradicts itself: the account of an
// installation is either a user or an enterprise, and the list says both at once (allOf)
// where the single installation says either (anyOf); and the runs of a workflow are asked for
// by a range of times (">=2026-…"), as the prose says, and not by one.
func repair(doc *openapi3.T) {
	doc.Components.Parameters["created"].Value.Schema.Value.Format = ""
	ok := doc.Paths.Value("/app/installations").Get.Responses.Status(http.StatusOK).Value
	account := ok.Content.Get("application/json").Schema.Value.Items.Value.Properties["account"].Value
	account.AnyOf, account.AllOf = account.AllOf, nil
}

// undeclaredAnswer judges an answer whose status the operation does not declare.
// GitHub declares 401, 403, 404, 429 and failures of its own for few operations and
// answers them everywhere; they must at least look like its errors.
func undeclaredAnswer(status int, body []byte) error {
	everywhere := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests}
	if !slices.Contains(everywhere, status) && status < 500 {
		return fmt.Errorf("status %d is not declared", status)
	}
	var e struct{ Message string }
	if err := json.Unmarshal(body, &e); err != nil || e.Message == "" {
		return fmt.Errorf("status %d without GitHub's {\"message\":…}: %.80q", status, body)
	}
	return nil
}
