// Package e2e holds what the robot says about Drone against the real thing: a Drone server
// and an exec runner, built from source and started as child processes, and the robot's own
// binary between them and a fake GitHub.
//
//	alice's comment ─signed webhook→ robot ─promote→ front ─→ Drone server ←─ runner
//	       ↑                           ↑                     │    │              │
//	       └── issuetest ←─reply───────┤      ┌──webhook─────┘    │              │
//	              ↑                    └──── relay               hub ←─clone─────┘
//	              └──────────────────────────────────────────────┘
//
// The hub is the fake GitHub as Drone sees it: it answers what only Drone asks (commits,
// statuses, contents of a commit, git itself) and hands the rest to issuetest. Front and
// relay pass everything on and keep it, so that a story can look at it, break it or forge it.
//
// A story has a repository of its own in the one world of the run:
//
//	s := begin(t, "article.yml")
//	s.comment("alice", "/promote 1 dev REVISION=x")
//	s.says("Started build [2]")
//	s.ends(2, "success")
package e2e
