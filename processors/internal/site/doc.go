// Package site is what the robots for GitHub share: where a command acts, names that are
// fit for a path, whether a request that went wrong may have arrived all the same, and the
// words for what went wrong.
//
//	s, ok := site.Of(event)
//	var sent site.Trace
//	_, response, err := s.Client.Repositories.Dispatch(sent.Of(ctx), s.Owner, s.Repo, …)
//	if site.Status(response) == 0 && !sent.Maybe() {
//		… // nothing was done, for certain
//	}
//
//	s, i, err := site.Look(ctx, event)      // the issue as it is; changes are written into i
//	number, err := s.Reference("#12")       // another one, as people write it
package site
