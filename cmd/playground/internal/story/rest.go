package story

import (
	"fmt"
	"regexp"
	"strconv"
)

// The deeds of this file are calls that there are no words for.

func openingWith(r room, f []string) (call, error) {
	c, err := calling(r, []string{f[0], "POST", "issues", f[2]})
	if err == nil {
		c.made, err = strconv.Atoi(f[1])
	}
	return c, err
}

func openedWith(r room, c call) []string {
	if c.of("POST", "issues") == nil {
		return nil
	}
	return []string{strconv.Itoa(c.made), r.withoutIDs(c.body)}
}

func calling(r room, f []string) (call, error) {
	path, err := r.withIDs(f[2])
	if err != nil {
		return call{}, err
	}
	text, err := r.withIDs(f[3])
	if err != nil {
		return call{}, err
	}
	body := sorted([]byte(text))
	if text != "" && body == "" {
		return call{}, fmt.Errorf("what stands below is not JSON")
	}
	return call{by: f[0], method: f[1], path: path, body: body}, nil
}

func called(r room, c call) []string {
	return []string{c.method, r.withoutIDs(c.path), r.withoutIDs(c.body)}
}

func atDrone(_ room, f []string) (call, error) {
	return call{by: f[0], method: f[1], path: f[2], body: f[3], drone: true}, nil
}

func calledAtDrone(_ room, c call) []string {
	if !c.drone {
		return nil
	}
	return []string{c.method, c.path, c.body}
}

// ids are what GitHub has numbered otherwise the next time: the id of an issue, of which some
// calls make use instead of its number, of a run, and of a delivery of its webhooks.
func (r room) ids() map[string]string {
	ids := map[string]string{}
	is := func(what string, number int, id int64) {
		ids[fmt.Sprintf("{%s-%d}", what, number)] = strconv.FormatInt(id, 10)
	}
	for _, i := range r.repo().Issues() {
		is("issue", i.Number, r.repo().ID(i.Number))
	}
	for at, run := range r.repo().Runs() {
		is("run", at+1, run.ID)
	}
	for at, d := range r.s.GitHub().Deliveries() {
		is("delivery", at+1, d.ID)
	}
	return ids
}

var (
	id   = regexp.MustCompile(`\b\d{5,}\b`)
	idOf = regexp.MustCompile(`\{(?:issue|run|delivery)-\d+\}`)
)

// withoutIDs is a call in which words stand for ids.
func (r room) withoutIDs(text string) string {
	words := map[string]string{}
	for word, id := range r.ids() {
		words[id] = word
	}
	return id.ReplaceAllStringFunc(text, func(id string) string {
		if word, is := words[id]; is {
			return word
		}
		return id
	})
}

func (r room) withIDs(text string) (with string, err error) {
	ids := r.ids()
	return idOf.ReplaceAllStringFunc(text, func(word string) string {
		if ids[word] == "" {
			err = fmt.Errorf("there is no %s", word)
		}
		return ids[word]
	}), err
}
