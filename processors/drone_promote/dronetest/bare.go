package dronetest

import "net/http"

// Bare is Drone without its Tape: no call is logged, and no fault befalls one. It is for
// those who make a great many calls, and have faults of their own.
func (d *Drone) Bare() http.Handler { return d.routes() }
