// A module of its own keeps ./... of the robot's out of node_modules, where one of fun's own
// templates is a Go module whose folder stops the go command.
module github.com/fanux/robot/tools

go 1.26

ignore (
	./fun/node_modules
	./s/node_modules
)
