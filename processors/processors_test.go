package processors

import (
	"testing"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/drone_promote"
)

// TestDeclarations: what every command declares is complete and true.
func TestDeclarations(t *testing.T) {
	mux, err := All()
	if err != nil {
		t.Fatal(err)
	}
	if err := mux.Check(); err != nil {
		t.Error(err)
	}
	if got := len(mux.Commands()); got != len(table) {
		t.Errorf("%d commands of %d", got, len(table))
	}
	for _, c := range mux.Commands() {
		if h := c.Help; h.About == "" || h.Effect == "" || h.Repeat == "" || len(h.Examples) == 0 {
			t.Errorf("%s declares too little: %+v", c.Name, h)
		}
	}
}

func TestWithoutDroneThereIsNoPromote(t *testing.T) {
	mux := issue.NewMux()
	if err := Register(mux, Settings{}); err != nil || len(mux.Commands()) != 2 {
		t.Errorf("%v, %v", mux.Commands(), err)
	}
	if err := Register(mux, Settings{Drone: drone_promote.Options{Server: "drone"}}); err == nil {
		t.Error("a Drone without a token: no error")
	}
}
