// Package dronetest is a Drone server that behaves on the wire as the real one does,
// for tests and for the playground. It keeps users, repositories and builds in memory;
// what it runs is decided by Run and Finish, and it sends the same webhooks.
//
//	d := dronetest.Start(t)
//	d.AddUser(dronetest.User{Login: "robot", Token: "t0ken"})
//	d.AddRepo(dronetest.Repo{Slug: "acme/widgets", Targets: []string{"dev"}})
//	n := d.AddBuild("acme/widgets", drone.Build{})
//	…
//	d.Break(wire.Fault{Method: "POST", Path: "/promote", After: true, Cut: true})
//
// Its answers were compared with those of Drone 1.10.1, whose promotions are those of
// 2.25. It must not be linked into the robot itself.
package dronetest
