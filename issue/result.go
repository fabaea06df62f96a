package issue

import "slices"

// Result is how one command went, as the webhook's answer has it.
type Result struct {
	Name   string `json:"name"`
	State  State  `json:"state"`
	Detail string `json:"detail"`

	command *Command
	job     started
	request request // what waits for /confirm
	index   int     // among the results of its comment

	parts []Result // those of the commands that it confirmed, where they are several
}

// part is the index of the result of the nth command that a command confirmed.
func (r Result) part(n int) int { return r.index + (n+1)*maxAnswered }

// indexed are the results of that index: of a part, its whole's, too.
func indexed(results []Result, index int) (all []*Result) {
	whole, n := index%maxAnswered, index/maxAnswered-1
	if whole < len(results) {
		all = append(all, &results[whole])
		if parts := results[whole].parts; n >= 0 && n < len(parts) {
			all = append(all, &parts[n])
		}
	}
	return all
}

// flat are the results as the reply tells of them: what was confirmed has a result of its own.
func flat(results []Result) (all []Result) {
	for _, r := range results {
		if len(r.parts) > 0 {
			all = append(all, r.parts...)
		} else {
			all = append(all, r)
		}
	}
	return all
}

// started is the job that a command started, and that its reply walks on with.
type started struct {
	name string // "" where there is none
	bind []string
	by   string // the command that follows it, where that is another
}

// quiet is a command that worked and whose effect is plain to see on the issue.
func (r Result) quiet() bool { return r.State == Ran && r.Detail == "" }

// speaks reports whether there is something to say of some results.
func speaks(results []Result) bool {
	return slices.ContainsFunc(results, func(r Result) bool { return !r.quiet() })
}

// icon says how the command went; where its job has still to end, the job's progress does.
func (r Result) icon() string {
	switch {
	case r.job.name != "":
		return ""
	case r.State == Ran:
		return "🚀"
	}
	return "😕"
}

// written is the command as it was written, or its beginning.
func (r Result) written() string {
	text := r.command.String()
	if r.command.dry {
		text += " " + dryRun
	}
	return seen(Code(Short(text, maxShown)))
}

// maxShown is how much of a command its result repeats, in characters.
const maxShown = 100
