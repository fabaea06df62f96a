package drone_status

import (
	"context"
	"fmt"
	"strings"
	"time"

	sdk "github.com/drone/drone-go/drone"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/drone"
	"github.com/fanux/robot/processors/internal/outcome"
	"github.com/fanux/robot/processors/internal/params"
)

const (
	mostTargets = 30 // in one reply
	mostRunning = 10
	mostPast    = 10
)

// view is what a reply is written with. All words of Drone's in it are those of strangers.
type view struct {
	*issue.Call
	ctx   context.Context
	drone *drone.Client
	repo  drone.Repo
}

// table says what is on each target: what was deployed, and whether another attempt came after it.
func (v view) table(targets []*target) string {
	var b strings.Builder
	b.WriteString(v.Sayf("| target | there now | commit | by | when |") + "\n|---|---|---|---|---|\n")
	for _, t := range targets[:min(len(targets), mostTargets)] {
		there, commit, who, when := "—", "", "", ""
		if now := t.there(); now != nil {
			there, commit, who, when = v.deployed(now), v.commit(now), v.who(now), v.when(now)
		}
		if last := t.last(); last != nil {
			there += "<br>" + v.attempt(last)
		}
		v.row(&b, params.Show(t.name), there, commit, who, when)
	}
	if n := len(targets) - mostTargets; n > 0 {
		b.WriteString("\n" + v.Sayf("%d more targets are left out.", n))
	}
	return strings.TrimRight(b.String(), "\n")
}

// deployed is a deployment, and the build that it put there.
func (v view) deployed(b *sdk.Build) string {
	if b.Parent == 0 {
		return v.cite(b)
	}
	return v.Sayf("%s from %s", v.cite(b), v.drone.Cite(v.repo, b.Parent))
}

// attempt is a word about a deployment after what is there.
func (v view) attempt(b *sdk.Build) string {
	icon := "😕"
	if !drone.Ended(b.Status) {
		icon = "⏳"
	}
	return icon + " " + v.Sayf("%s %s", v.cite(b), drone.State(b.Status))
}

// running lists what has not ended.
func (v view) running(builds []*sdk.Build) string {
	if len(builds) == 0 {
		return v.Sayf("Nothing runs now.")
	}
	var b strings.Builder
	b.WriteString(v.Sayf("Under way:") + "\n")
	for _, one := range builds[:min(len(builds), mostRunning)] {
		b.WriteString("\n- " + v.Sayf("%s, by %s since %s: it %s, and %s", v.cite(one), v.who(one), v.when(one), v.drone.Does(v.repo, one), drone.State(one.Status)))
	}
	if n := len(builds) - mostRunning; n > 0 {
		b.WriteString("\n- " + v.Sayf("and %d more", n))
	}
	return b.String()
}

// past lists what was deployed to a target last.
func (v view) past(t *target) string {
	var b strings.Builder
	b.WriteString(v.Sayf("| build | what | commit | by | when | outcome | issue |") + "\n|---|---|---|---|---|---|---|\n")
	for _, one := range t.builds[:min(len(t.builds), mostPast)] {
		how := drone.State(one.Status)
		if drone.Ended(one.Status) && one.Started > 0 {
			how = outcome.After(how, time.Duration(one.Finished-one.Started)*time.Second)
		}
		asked := ""
		if number, ok := drone.Asked(v.ctx, one); ok {
			asked = issue.Code(fmt.Sprintf("#%d", number)) // a link would leave a mention on that issue
		}
		v.row(&b, v.cite(one), v.event(one), v.commit(one), v.who(one), v.when(one), how.In(v.Lang()), asked)
	}
	return strings.TrimRight(b.String(), "\n")
}

// event says what a deployment was.
func (v view) event(b *sdk.Build) string {
	parent := v.drone.Cite(v.repo, b.Parent)
	switch {
	case b.Event == sdk.EventRollback && b.Parent != 0:
		return v.Sayf("back to %s", parent)
	case b.Event == sdk.EventRollback:
		return v.Sayf("back")
	case b.Parent != 0:
		return v.Sayf("promoted %s", parent)
	}
	return v.Sayf("restarted")
}

func (v view) cite(b *sdk.Build) string   { return v.drone.Cite(v.repo, b.Number) }
func (v view) commit(b *sdk.Build) string { return drone.CommitOf(b).In(v.Lang()) }
func (v view) who(b *sdk.Build) string    { return params.Show(drone.Who(v.ctx, b)) }

// when is a time as a reader anywhere, and at any time, can take it.
func (v view) when(b *sdk.Build) string {
	at := b.Created
	if b.Started > 0 {
		at = b.Started
	}
	return outcome.When(time.Unix(at, 0))
}

// cells escapes what would end a cell, in code, too. A backslash before that would be what is
// escaped then.
var cells = strings.NewReplacer(`\|`, `\ \|`, "|", `\|`, "\n", " ")

// row is one of a table.
func (v view) row(b *strings.Builder, all ...string) {
	for _, cell := range all {
		b.WriteString("| " + cells.Replace(cell) + " ")
	}
	b.WriteString("|\n")
}
