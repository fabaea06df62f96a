package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// notes writes what is new since the tag before, by the package that each commit's first line
// begins with.
func (r *release) notes() error {
	span, since := "HEAD", "The first version."
	// The tag that HEAD has may be this version's own.
	if before, err := r.git("describe", "--tags", "--abbrev=0", "HEAD^"); err == nil {
		span, since = before+"..HEAD", "Since "+before+"."
	}
	text, err := r.git("log", "--no-merges", "--reverse", "--format=%s", span)
	if err != nil {
		return err
	}
	packages := map[string][]string{}
	for line := range strings.Lines(text) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			name, rest = "everything", name
		}
		packages[name] = append(packages[name], rest)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# robot %s\n\n%s\n\n", r.version, since)
	fmt.Fprintf(&b, "To deploy it without Go: put robot-%[1]s-fc.zip beside s.yaml, as dist/code.zip, add your own\nrobot.yml to it, if you have one (`zip -j dist/code.zip robot.yml`), set the environment that s.yaml names, and\n`robot render --check s.yaml && s deploy -t s.yaml`; with fun, `robot render template.yml && fun deploy -t template.rendered.yml`.\n", r.version)
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		fmt.Fprintf(&b, "\n## %s\n\n", escaped(name))
		for _, line := range packages[name] {
			fmt.Fprintf(&b, "- %s\n", escaped(line))
		}
	}
	return r.write("NOTES.md", []byte(b.String()))
}

// escaped keeps a first line's words from being Markdown.
func escaped(line string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "<", `\<`, "`", "\\`", "@", "@\u200b").Replace(line)
}

// sums writes the sums of all files, for sha256sum -c.
func (r *release) sums() error {
	files, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, f := range files {
		content, err := os.ReadFile(filepath.Join(r.out, f.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(content), f.Name())
		fmt.Printf("%10d  %s\n", len(content), filepath.Join(r.out, f.Name()))
	}
	return r.write("SHA256SUMS", []byte(b.String()))
}
