package drone

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/fanux/robot/issue"
	"github.com/fanux/robot/processors/internal/params"
)

// Rule is what it takes to deploy to a target, beside what a command itself needs.
type Rule struct {
	// Needs is what the commenter needs; empty means no more than for the command.
	Needs issue.Permission

	// Branches are those whose builds may go there; nil means any. A * at the end of
	// one stands for any rest, slashes too. What starts with refs/ is compared with the
	// whole ref of a build: no branch's name, nor *, lets in a tag or a pull request.
	//
	// A build's ref is Drone's word: who may write there can have any commit built under
	// the name of any branch, and can deploy it without the robot.
	Branches []string

	// Confirm lets a deployment wait for a person's /confirm; FourEyes, for that of somebody
	// else than who asked.
	Confirm, FourEyes bool
}

const heads = "refs/heads/"

// takes reports whether builds of a ref may go to the target.
func (r Rule) takes(ref string) bool {
	return r.Branches == nil || slices.ContainsFunc(r.Branches, func(pattern string) bool {
		if !strings.HasPrefix(pattern, "refs/") {
			pattern = heads + pattern
		}
		return matches(pattern, ref)
	})
}

// rules are the rules of all targets, the one that decides first.
type rules []targetRule

type targetRule struct {
	target string // folded; a * at its end stands for any rest
	Rule
}

// rank is the place of a rule: an exact name comes before a pattern, a longer pattern
// before a shorter one.
func (r targetRule) rank() int { return strings.Count(r.target, "*")<<16 - len(r.target) }

func newRules(targets map[string]Rule) (rules, error) {
	all := make(rules, len(targets))
	given := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(targets)) {
		rule, folded := targets[name], Fold(name)
		if other, twice := given[folded]; twice {
			return nil, fmt.Errorf("targets %q and %q: two rules for one target, since a rule does not tell capital letters from small ones", other, name)
		}
		if err := rule.check(name); err != nil {
			return nil, fmt.Errorf("target %q: %w", name, err)
		}
		given[folded], all[i] = name, targetRule{folded, rule}
	}
	slices.SortStableFunc(all, func(a, b targetRule) int { return cmp.Compare(a.rank(), b.rank()) })
	return all, nil
}

func (r Rule) check(name string) error {
	if start, starred := strings.CutSuffix(name, "*"); !isTarget(start) && (start != "" || !starred) {
		return errors.New("want a target's name, which may have one * at its end")
	}
	if r.Branches != nil && len(r.Branches) == 0 {
		return errors.New("branches: want at least one")
	}
	for _, branch := range r.Branches {
		if start, starred := strings.CutSuffix(branch, "*"); !branchName().MatchString(start) && (start != "" || !starred) {
			return fmt.Errorf("branches: %q: want a branch's name, or refs/…, which may have one * at its end", branch)
		}
	}
	if r.Needs == "" {
		return nil
	}
	return r.Needs.Valid()
}

// of is the rule of a target; the zero Rule, which takes everything, where it has none.
// Drone tells PROD from prod, a script that it runs may not: a rule does not either.
func (all rules) of(target string) Rule {
	for _, r := range all {
		if matches(r.target, Fold(target)) {
			return r.Rule
		}
	}
	return Rule{}
}

func matches(pattern, text string) bool {
	if start, starred := strings.CutSuffix(pattern, "*"); starred {
		return strings.HasPrefix(text, start)
	}
	return pattern == text
}

// Fold makes texts the same that strings.EqualFold finds equal.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, text)
}

// May refuses a commenter who lacks what the rule of a target needs. It asks nobody where
// there is none. The command is the one that the refusal is about: "/promote".
func (c *Client) May(ctx context.Context, command, target string) error {
	need := c.rules.of(target).Needs
	if need == "" {
		return nil
	}
	ok, err := issue.From(ctx).Allows(need)
	switch {
	case err != nil:
		return issue.Explain(err, issue.Textf("Not run: your permission could not be checked. %s", issue.Textf("GitHub did not answer; comment it again later.")))
	case ok:
		return nil
	}
	denied := issue.Textf("%s needs **%s** here, and you have **%s**. Ask somebody who has it to comment this.", issue.Code(command+" … "+target), need, issue.From(ctx).Level())
	if call := issue.From(ctx); call.DryRun() {
		call.Remark(issue.Textf("You may not do it: %s", denied))
		return nil
	}
	return &issue.Said{State: issue.Denied, Text: denied}
}

// spans are words as code spans: "`main`, `release-*`".
func spans(words []string) string {
	var list []string
	for _, word := range words {
		list = append(list, params.Show(word))
	}
	return strings.Join(list, ", ")
}

// Confirms reports whether a deployment to a target waits for a person's word, and whether
// that has to be somebody else's than who asked.
func (c *Client) Confirms(target string) (wanted, fourEyes bool) {
	rule := c.rules.of(target)
	return rule.Confirm || rule.FourEyes, rule.FourEyes
}
