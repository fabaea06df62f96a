package sandbox

// Progress is how far the world has come.
type Progress struct {
	Steps    int  // that builds and runs have made since the beginning: they began, went on, ended
	Begun    int  // deliveries, builds and runs that there ever were
	Answered bool // nothing that WaitRobot waits for
	Rest     bool // nothing that Wait waits for
}

// Progress is how far it has come.
func (s *Sandbox) Progress() Progress {
	begun := s.journal.begun() + s.stage.begun()
	quiet := s.quiet()
	return Progress{Steps: s.stage.stepped(), Begun: begun, Answered: quiet, Rest: quiet && s.stage.playing() == 0}
}
