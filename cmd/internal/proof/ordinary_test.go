//go:build !race

package proof

// ordinary is how many schedules are run where nobody says.
const ordinary = 10_000
