// Package config reads robot.yml: commands that are made of configuration, and what else an
// operator says of the robot beside its environment.
//
//	bytes ─Read→ File, problems ─Mux→ the commands
//	         what is written is held to shape.go, where every key is declared once
//
// A command of the file is a robot like any other: its arguments are checked, they and what
// the event holds are put into the places that the file names, and the robot of its kind does
// the work. Nothing that a commenter writes becomes a key, a host, a header or a second
// argument: only values are filled in, each as a whole.
package config
