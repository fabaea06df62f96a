package setup

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

const (
	longEnough    = 32 // characters
	fewCharacters = 8  // different ones; 32 random hexadecimal digits have fewer once in millions of times
)

// secrets looks whether a webhook secret can be guessed: who has one signed delivery can
// try millions a second.
func (c *Checkup) secrets() {
	const remedy = "openssl rand -hex 32 makes a good one; put it before the old one, with a comma, until the webhook has it (robot hook install)"
	all := c.Settings.GitHub.Secrets
	for i, secret := range all {
		which := "the webhook secret"
		if len(all) > 1 {
			which = fmt.Sprintf("webhook secret %d of %d", i+1, len(all))
		}
		switch why, guessed := weakness(secret); {
		case slices.Contains(c.others(), secret):
			c.fail("secret", which+" is one of the tokens, too: who learns one has both", remedy)
		case guessed:
			c.fail("secret", which+" "+why, remedy)
		case why != "":
			c.warn("secret", which+" "+why, remedy)
		default:
			c.fine("secret", "%s has %d characters and no pattern", which, len(secret))
		}
	}
}

// others are the secrets that are none of the webhook's.
func (c *Checkup) others() []string {
	g := c.Settings.GitHub
	return append([]string{g.Token, g.Password}, g.Redact...)
}

// weakness says what is wrong with a secret, and whether that is enough to guess it.
func weakness(secret string) (why string, guessed bool) {
	runes := []rune(secret)
	distinct := slices.Compact(slices.Sorted(slices.Values(runes)))
	period := period(secret)
	switch {
	case wellKnown(secret):
		return "is made of words that are tried first", true
	case period < len(secret)/2:
		return fmt.Sprintf("repeats itself after %d characters", period), true
	case len(distinct) < fewCharacters:
		return fmt.Sprintf("has only %d different characters", len(distinct)), true
	case len(secret) < longEnough:
		return fmt.Sprintf("has %d characters; fewer than %d can be guessed", len(secret), longEnough), false
	}
	return "", false
}

// period is after how many characters a text repeats itself; its length where it does not.
func period(text string) int {
	for p := 1; p < len(text); p++ {
		if strings.HasPrefix(text, text[p:]) {
			return p
		}
	}
	return len(text)
}

// first are the words that somebody tries first; those that hold others stand before them.
var first = []string{
	"it's a secret to everybody", // the example of GitHub's documentation
	"changeme", "changeit", "replaceme", "webhook", "password", "passwd", "passw0rd", "secret", "github", "token", "robot", "hook",
	"example", "default", "foobar", "admin", "test", "demo", "qwertyuiop", "qwerty", "asdfghjkl", "letmein", "welcome",
	"abcdefghijklmnopqrstuvwxyz", "abcdef", "abc", "1234567890", "123456789", "12345678", "1234567", "123456", "12345", "1234", "123", "my", "the", "your", "xxx",
}

// wellKnown reports whether nearly nothing is left of a secret without such words.
func wellKnown(secret string) bool {
	rest := strings.ToLower(secret)
	for _, word := range first {
		rest = strings.ReplaceAll(rest, word, " ")
	}
	left := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, rest)
	return len(left) < 6 && len(left)*2 < len(secret)
}
