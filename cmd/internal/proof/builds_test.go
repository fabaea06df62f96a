package proof

import (
	"fmt"
	"time"

	"github.com/drone/drone-go/drone"
)

// built lets a build that was started come to its end, and tells of it, perhaps.
func (w *world) built(_ string, number int64) {
	tag := w.ci.Build(slug, number).Params["ID"]
	name := fmt.Sprintf("build %d of %s", w.effects(&command{kind: "promote", tag: tag}), tag)
	w.tell("%s starts: %d", name, number)
	w.events.Go(func() {
		time.Sleep(time.Second + w.within(name, 90*time.Second))
		w.finish(name, number)
		for i, chance := range []float64{0.7, 0.2} {
			told := fmt.Sprintf("news %d of %s", i+1, name)
			if w.happens(told, chance) {
				time.Sleep(w.soon(told))
				w.send(told, toDrone, w.ci.News(slug, number, "https://robot.test/drone", droneSecret))
			}
		}
	})
}

func (w *world) finish(name string, number int64) {
	if status := w.ci.Build(slug, number).Status; status != drone.StatusPending && status != drone.StatusRunning {
		return
	}
	status := []string{drone.StatusPassing, drone.StatusPassing, drone.StatusFailing}[w.dice("end of "+name).IntN(3)]
	w.tell("%s ends: %s", name, status)
	w.ci.Finish(slug, number, status)
}

func (w *world) dispatched(id int64) {
	w.events.Go(func() {
		name := w.nameOfRun(id)
		w.tell("%s starts", name)
		time.Sleep(time.Second + w.within(name, 90*time.Second))
		conclusion := []string{"success", "success", "failure"}[w.dice("end of "+name).IntN(3)]
		w.tell("%s ends: %s", name, conclusion)
		event := w.repo.Finish(id, conclusion)
		for i, chance := range []float64{0.7, 0.2} {
			told := fmt.Sprintf("news %d of %s", i+1, name)
			if w.happens(told, chance) {
				time.Sleep(w.soon(told))
				w.deliver(told, told, event, "", false)
			}
		}
	})
}

func (w *world) nameOfRun(id int64) string {
	for _, r := range w.repo.Runs() {
		if r.ID == id {
			tag := r.Inputs["id"]
			return fmt.Sprintf("run %d of %s", w.effects(&command{kind: "run", tag: tag}), tag)
		}
	}
	return ""
}
