package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/fanux/robot/processors"
)

type parse struct {
	File string `arg:"" optional:"" default:"-" help:"A comment's text; - or nothing is standard input."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (p parse) Run(w *world) error {
	text, err := p.read(w)
	if err != nil {
		return err
	}
	mux, err := processors.All()
	if err != nil {
		return err
	}
	lines := mux.Parse(string(text))
	if p.JSON {
		return json.NewEncoder(w.out).Encode(lines)
	}
	for _, line := range lines {
		fmt.Fprintf(w.out, "line %d: %s: %s\n", line.Number, plain(line.Text), plain(line.Verdict))
	}
	return nil
}

func (p parse) read(w *world) ([]byte, error) {
	if p.File == "-" {
		return io.ReadAll(w.in)
	}
	return os.ReadFile(p.File)
}

// plain is text that does nothing to a terminal.
func plain(text string) string {
	quoted := strconv.Quote(text)
	if strings.ContainsFunc(text, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return quoted
	}
	return text
}
