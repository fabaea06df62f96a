package issuetest

import "slices"

// Served is every operation of the fake.
func Served() (patterns []string) {
	for _, r := range routes {
		patterns = append(patterns, r.pattern)
	}
	slices.Sort(patterns)
	return patterns
}
