// Package proof holds the robot to its delivery contract. It has tests alone:
//
//	a seed ─▶ a schedule: comments, deliveries, sweeps, builds that end, and faults
//	   ─▶ the real pipeline and robots between fakes, in fake time, instances dying at any call
//	   ─▶ quiet: the faults end, and sweeps come by ─▶ is every clause kept?
//
// Some schedules have more: work that is handed over to a queue, which is late, brings things
// twice or loses them; webhooks that GitHub shows, so that sweeps have failed deliveries made
// again; a robot.yml of the repository's own, that may not be readable; targets that want a
// second person's /confirm; somebody who is let go meanwhile; 300 builds of others.
//
// TestSchedules runs 10,000 of them, and -schedules=1000000 (make soak) so many; -seed=N is
// that one alone, with every call that was made. One that fails is made as small as it can
// be: what is not needed for it to fail is taken out, one by one.
package proof
