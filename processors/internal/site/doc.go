// Package site is what the robots for GitHub share: where a command acts, names that are
// fit for a path, and whether a request that went wrong may have arrived all the same.
//
//	s, ok := site.Of(event)
//	var sent site.Trace
//	_, response, err := s.Client.Repositories.Dispatch(sent.Of(ctx), s.Owner, s.Repo, …)
//	if site.Status(response) == 0 && !sent.Maybe() {
//		… // nothing was done, for certain
//	}
package site
