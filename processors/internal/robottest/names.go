package robottest

import "github.com/fanux/robot/processors/drone_promote/dronetest"

// The fake Drone by names that every robot's tests may use: it is in the folder of one.
type (
	Server = dronetest.Server
	User   = dronetest.User
	Repo   = dronetest.Repo
)
