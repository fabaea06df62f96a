//go:build race

package proof

// ordinary is how many schedules are run where nobody says: the race detector makes each of
// them cost twenty.
const ordinary = 300
