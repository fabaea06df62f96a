// Package runtime holds the function against a stand-in of Function Compute's custom runtime:
//
//	make package ─▶ code.zip ─▶ an empty directory ─▶ bootstrap ─▶ is its port open?
//	GitHub ─▶ platform ─thaw─▶ POST / with x-fc-… ─▶ answer ─freeze─▶ GitHub
//	timer  ─▶ platform ─────▶ POST /invoke
//
// An instance has only what the platform gives it, stands still whenever it has nothing to
// answer, is cut off where its caller hangs up, and is taken away at any time. All that is
// here are tests.
//
// https://www.alibabacloud.com/help/en/functioncompute/fc/principles-1
package runtime
