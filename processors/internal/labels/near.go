package labels

import "strings"

// Nearest is the name that is meant, it seems: one that differs in a third of its letters or
// in two. It is "" where none does.
func Nearest(name string, names []string) string {
	folded := []rune(strings.ToLower(name))
	found, least := "", min(max(3, len(folded)/3+1), len(folded))
	for _, have := range names {
		if d := apart(folded, []rune(strings.ToLower(have))); d < least {
			found, least = have, d
		}
	}
	return found
}

// apart is the distance of two names. Of area/api and "kind: bug", what stands before the
// last word is easily forgotten, and counts as one letter.
func apart(name, have []rune) int {
	if prefix, ok := strings.CutSuffix(string(have), string(name)); ok {
		if prefix = strings.TrimRight(prefix, " "); strings.HasSuffix(prefix, "/") || strings.HasSuffix(prefix, ":") {
			return 1
		}
	}
	return distance(name, have)
}

// distance is how many letters have to be changed, left out or put in.
// https://en.wikipedia.org/wiki/Levenshtein_distance#Iterative_with_two_matrix_rows
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
