package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// everyday are the calls that commands on labels, people and the issue itself make: each on
// an issue of its own, by an instance that has read the repository's labels.
func everyday(ctx context.Context, w *world, t *table) error {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("robot-bench-%d.yml", os.Getpid()))
	if err := os.WriteFile(file, []byte("use: [triage]\nlabels: { allow: [question] }\n"), 0o600); err != nil {
		return err
	}
	defer os.Remove(file)
	robot, err := start(ctx, append([]string{"ROBOT_CONFIG=" + file}, w.env...), bootstrap)
	if err != nil {
		return err
	}
	defer robot.end()
	w.repo.AddLabels("kind/bug", "kind/cleanup", "area/api", "area/infra", "question", "lifecycle/stale").Grant("bob", "read")
	if err := w.want(ctx, http.StatusOK, robot, w.comment("/kind bug")); err != nil { // which reads the labels
		return err
	}
	t.section("everyday commands: calls to GitHub, the closing reaction among them")
	for _, one := range []struct{ text, aim string }{
		{"/kind bug", "4: claim, permission, add, reaction"},
		{"/kind bug cleanup", "4"},
		{"/label question", "4"},
		{"/lifecycle stale", "4"},
		{"/assign @bob", "4"},
		{"/close", "4"},
		{"/retitle Widgets stand still", "4"},
		{"/lock resolved", "4"},
		{strings.Repeat("/kind bug\n/area api\n", 10), "4: twenty commands, one call"},
		{strings.Repeat("/area api\n/remove-area api\n", 10), "3: twenty commands that come to nothing"},
	} {
		signed := w.comment(one.text)
		w.watch.read()
		if err := w.want(ctx, http.StatusOK, robot, signed); err != nil {
			return err
		}
		name, more, _ := strings.Cut(one.text, "\n")
		if n := strings.Count(more, "\n"); n > 0 {
			name += fmt.Sprintf(", and %d more", n)
		}
		t.row(name, fmt.Sprint(w.watch.read().github), one.aim)
		w.forget()
	}
	return nil
}
