// Package labels is what the robots for labels share: which labels a repository has, how it
// spells them, which one is meant, and who may set which.
//
//	book := labels.New(labels.Options{Restrict: map[string]issue.Permission{"triage/accepted": "team:acme/leads"}})
//	err := book.Set(ctx, event, []string{"kind/bug"}, nil)   // what could be done is done; err says what could not
package labels

// Hold is the label that keeps a pull request from being merged.
const Hold = "do-not-merge/hold"
