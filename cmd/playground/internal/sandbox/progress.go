package sandbox

// Progress is how far the world has come.
type Progress struct {
	Steps    int  // that builds and runs have begun since the beginning
	Begun    int  // deliveries, builds and runs that there ever were
	Calls    int  // that GitHub and the robot have made to each other, and the robot to Drone
	Step     int  // Calls when the last step began
	Answered bool // nothing that WaitRobot waits for
	Rest     bool // nothing that Wait waits for
}

// Progress is how far it has come.
func (s *Sandbox) Progress() Progress {
	begun := s.journal.begun() + s.stage.begun()
	calls, step := s.gate.count()
	quiet := s.quiet()
	return Progress{Steps: s.stage.stepped(), Begun: begun, Calls: calls, Step: step, Answered: quiet, Rest: quiet && s.stage.playing() == 0}
}
