package config

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

// many is a robot.yml of n commands, like those of the proposal in turn.
func many(n int) []byte {
	var b bytes.Buffer
	b.WriteString("use: [help]\naliases: { first: c0 }\ntargets: { prod: { needs: admin, branches: [main, \"release-*\"] } }\ncommands:\n")
	for i := range n {
		switch i % 3 {
		case 0:
			fmt.Fprintf(&b, `  c%d:
    about: build, test and publish package %[1]d
    args: "<version>"
    check: { version: 'v\d+\.\d+\.\d+' }
    needs: maintain
    examples: /c%[1]d v1.2.3
    uses: drone_promote
    with: { build: latest, target: release, params: { VERSION: "{version}" } }
`, i)
		case 1:
			fmt.Fprintf(&b, `  c%d:
    args: "[suite=smoke]"
    uses: workflow
    with: { file: e2e%[1]d.yml, inputs: { suite: "{suite}", sha: "{pr.head.sha}" } }
`, i)
		default:
			fmt.Fprintf(&b, `  c%d:
    args: "<text…>"
    uses: http
    with: { method: POST, url: "https://hooks.example.com/%[1]d", secret: "$NOTIFY_SECRET", body: { text: "{text}", by: "{user}" }, reply: "{answer.url}" }
    bots: ["release-please[bot]"]
`, i)
		}
	}
	return b.Bytes()
}

func BenchmarkRead200(b *testing.B) {
	text := many(200)
	if _, problems := Read("robot.yml", text); len(problems) > 0 {
		b.Fatal(problems)
	}
	for b.Loop() {
		Read("robot.yml", text)
	}
	b.ReportMetric(float64(b.Elapsed())/float64(time.Millisecond)/float64(b.N), "ms/op")
}
