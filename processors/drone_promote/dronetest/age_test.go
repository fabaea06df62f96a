package dronetest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanux/robot/processors/drone_promote/dronetest"
)

// TestAge: a build that has ended, and its log, as they are three minutes later.
func TestAge(t *testing.T) {
	d, api := start(t)
	at := time.Unix(1700000000, 0)
	d.SetTime(func() time.Time { at = at.Add(time.Second); return at })
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil {
		t.Fatal(err)
	}
	d.Steps("acme/widgets", 2, "clone", "deploy")
	d.Run("acme/widgets", 2)
	d.Log("acme/widgets", 2, 1, 2, "+ ./deploy.sh", "no route to host")
	d.Reach("acme/widgets", 2, "deploy")
	d.Fail("acme/widgets", 2, "deploy", 1)
	stamps := func() (all []int64) {
		b := d.Build("acme/widgets", 2)
		s := b.Stages[0]
		all = append(all, b.Created, b.Updated, b.Started, b.Finished, s.Created, s.Updated, s.Started, s.Stopped)
		for _, step := range s.Steps {
			all = append(all, step.Started, step.Stopped)
		}
		return all
	}
	want := stamps()
	for i := range want {
		want[i] -= 180
	}
	d.Age(3 * time.Minute)
	if diff := cmp.Diff(want, stamps()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	clone, deploy := d.Build("acme/widgets", 2).Stages[0].Steps[0], d.Build("acme/widgets", 2).Stages[0].Steps[1]
	if clone.Stopped >= deploy.Stopped || clone.Stopped <= clone.Started {
		t.Errorf("clone took from %d to %d, and deploy until %d", clone.Started, clone.Stopped, deploy.Stopped)
	}
	if diff := cmp.Diff([]string{"+ ./deploy.sh", "no route to host"}, d.Lines("acme/widgets", 2, 1, 2)); diff != "" {
		t.Errorf("the log (-want +got):\n%s", diff)
	}
	if lines := d.Lines("acme/other", 2, 1, 2); lines != nil {
		t.Errorf("%q", lines)
	}
}

// TestCancelledStays: what a runner still says of a build that was cancelled is not heard.
func TestCancelledStays(t *testing.T) {
	d, api := start(t)
	if _, err := api.Promote("acme", "widgets", 1, "dev", nil); err != nil {
		t.Fatal(err)
	}
	told := 0
	d.Run("acme/widgets", 2)
	if err := api.BuildCancel("acme", "widgets", 2); err != nil {
		t.Fatal(err)
	}
	d.OnDelivery(func(dronetest.Delivery) { told++ })
	want := d.Build("acme/widgets", 2)
	d.Run("acme/widgets", 2)
	d.Reach("acme/widgets", 2, "dev")
	d.Fail("acme/widgets", 2, "dev", 1)
	d.Finish("acme/widgets", 2, "success")
	if diff := cmp.Diff(want, d.Build("acme/widgets", 2)); diff != "" || told != 0 {
		t.Errorf("%d webhooks, and (-want +got):\n%s", told, diff)
	}
}
