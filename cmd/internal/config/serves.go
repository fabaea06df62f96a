package config

import (
	"path"
	"slices"
	"strings"
)

// Serves reports whether the robot works in a repository, "owner/name". A * stands for any
// part of an owner's or a repository's name; capital letters are small ones to GitHub.
func (f *File) Serves(repo string) bool {
	return f.Repos == nil || slices.ContainsFunc(f.Repos, func(pattern string) bool {
		ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(repo))
		return ok && err == nil
	})
}
