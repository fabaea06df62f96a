// Package browser holds the playground to what its pages promise, in a real browser: the
// program that make run starts, as a process of its own, and Chromium, driven by chromedp.
//
//	test ─chromedp→ Chromium ─HTTP→ playground ─webhook→ robot
//	  └── guard ←──── requests, console, violations of the policy
//
// A test has a playground for itself, and a browser context, so that no switch, cookie or
// comment is another test's. Whatever a test is about, its guard fails it where a page asked
// another host for anything, logged an error or was stopped by its own policy.
package browser
