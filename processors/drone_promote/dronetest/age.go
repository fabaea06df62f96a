package dronetest

import "time"

// Age makes everything that there is older: by a duration in whole seconds, as Drone has them.
func (d *Drone) Age(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.repos {
		for _, b := range r.builds {
			older(by, &b.Created, &b.Started, &b.Finished, &b.Updated)
			for _, stage := range b.Stages {
				older(by, &stage.Created, &stage.Started, &stage.Stopped, &stage.Updated)
				for _, step := range stage.Steps {
					older(by, &step.Started, &step.Stopped)
				}
			}
		}
	}
}

// older moves the times that are set.
func older(by time.Duration, times ...*int64) {
	for _, t := range times {
		if *t != 0 {
			*t -= int64(by / time.Second)
		}
	}
}
