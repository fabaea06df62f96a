// Package endpoint is the robot behind configured commands that call an HTTP endpoint:
// `uses: http` in robot.yml.
//
//	Request ─▶ checked, signed ─▶ exchange ─▶ guard: which address is dialled ─▶ endpoint
//	               │                  │
//	               ▼                  ▼
//	          nothing done     answer ─▶ its status decides ─▶ reply, or a sentence
//	                                     its words are shown tamed, without our secrets
//
// A call is made once: over a connection of its own, by HTTP/1.1, with no proxy, so that
// nothing between repeats it. Its end is one of three: nothing was done, for sure; it was
// done; or it may have been done, and then nobody is told to ask again before they looked.
//
// Where it goes is the configuration's to say. The address that a name stands for is
// checked when it is dialled, and a private one is refused unless the configuration names
// its host; a redirect is followed to the same host alone, and never by what carries a body.
//
//	e := endpoint.New(nil)
//	reply, err := e.Call(ctx, event, endpoint.Request{
//		URL:    "https://hooks.example.com/x",
//		Secret: "the endpoint knows it, too",
//		Body:   map[string]any{"text": "hello", "by": "alice"},
//	})
//
// What the endpoint says is a stranger's text. It reaches the issue as a code span, a plain
// link or a whole number, and with it neither the secret nor the value of a header.
package endpoint
