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
