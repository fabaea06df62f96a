package comment

// near returns the first of names that is one slip of the finger away from name: a
// letter too many, too few, another one, or two of them swapped. Short names are left
// alone: other robots share the slash, and /lgtm is closer to something than it looks.
func near(name string, names []string) string {
	if len(name) < 4 {
		return ""
	}
	for _, known := range names {
		if len(known) >= 4 && oneOff(name, known) {
			return known
		}
	}
	return ""
}

// oneOff reports whether a and b, which differ, are one edit apart.
func oneOff(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) > len(b) {
		return a[i+1:] == b[i:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
