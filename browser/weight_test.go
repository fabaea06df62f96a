package browser

import (
	"testing"
)

const most = 100_000 // bytes of a first page

// TestWeight: the first page, to somebody who was never here, is below 100 KB, and what it took
// is printed.
func TestWeight(t *testing.T) {
	t.Parallel()
	p := play(t)
	b := browse(t, p.github, p.drone)
	b.open(p.github + "/")
	b.live()
	const painted = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`
	b.await("something is painted", painted+` > 0`)
	bytes, answers := b.guard.transferred()
	if bytes > most || bytes == 0 {
		t.Errorf("the first page is %.0f bytes in %d answers, want at most %d:\n%v", bytes, answers, most, b.guard.asked)
	}
	figures.add("first page: %.1f KB in %d answers", bytes/1000, answers)
	figures.add("first page: %.0f ms until something is painted, %.0f ms until all of it is there, beside other tests",
		js[float64](b, painted), js[float64](b, `performance.getEntriesByType('navigation')[0].loadEventEnd`))
	figures.add("first page: %d ms from the start of the program to the first answer, beside other tests", p.ready.Milliseconds())
}
