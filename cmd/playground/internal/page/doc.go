// Package page is what one sees of the playground in a browser: the sandbox's GitHub as
// issues and pull requests, its Drone as builds, and what happened behind them. Everything is
// rendered here; a little script brings the regions of a page up to date that have changed.
//
//	GET  ─view→ sandbox ─template→ a whole page ─live.js→ the regions that differ
//	POST ─act→ sandbox.As(person) ─303→ the page again
//
// Every text is hostile: templates escape it, Markdown is sanitized, and the policy of the
// pages lets nothing run or load that is not embedded here.
package page
