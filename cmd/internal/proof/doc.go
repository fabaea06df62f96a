// Package proof holds the robot to its delivery contract. It has tests alone:
//
//	a seed ─▶ a schedule: comments, deliveries, sweeps, builds that end, and faults
//	   ─▶ the real pipeline and robots between fakes, in fake time, instances dying at any call
//	   ─▶ quiet: the faults end, and sweeps come by ─▶ is every clause kept?
//
// TestSchedules runs 10,000 of them, and -schedules=1000000 (make soak) so many; -seed=N is
// that one alone, with every call that was made. One that fails is made as small as it can
// be: what is not needed for it to fail is taken out, one by one.
package proof
