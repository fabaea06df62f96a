package issue

import "time"

// Aged is the body of a reply as if what it asks for had been asked so much earlier.
func Aged(secret, body string, by time.Duration) string {
	k := keys{secret}
	m, ok := k.read(body)
	if !ok {
		panic("the body has no marker of that secret")
	}
	m.At -= int64(by / time.Second)
	return markerLine.ReplaceAllLiteralString(body, k.marker(m))
}

// Sealed is what a job says, signed with another secret, or for another purpose.
func Sealed(secret, job, other, purpose string) string {
	var h handed
	if (keys{secret}).open(forJob, job, &h) {
		return keys{other}.seal(purpose, h)
	}
	panic("no job")
}

// Redated is a job as if it had been handed over so much later.
func Redated(secret, job string, by time.Duration) string {
	var h handed
	if k := (keys{secret}); k.open(forJob, job, &h) {
		h.At += int64(by / time.Second)
		return k.seal(forJob, h)
	}
	panic("no job")
}
