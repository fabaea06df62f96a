package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// table is what is printed: in sections, a figure a row, and the aim beside it.
type table struct{ *tabwriter.Writer }

func newTable(out io.Writer) *table {
	fmt.Fprintf(out, "%s, %d CPUs; median (min–max) where there are three figures\n", runtime.Version(), runtime.NumCPU())
	return &table{tabwriter.NewWriter(out, 46, 0, 2, ' ', 0)}
}

func (t *table) flush() { t.Flush() }

func (t *table) section(name string) { fmt.Fprintf(t, "\n%s\t\taim\n", name) }

func (t *table) row(what, figure, aim string) { fmt.Fprintf(t, "  %s\t%s\t%s\n", what, figure, aim) }

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

func milliseconds(d ...time.Duration) string {
	return spread("ms", d, func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) })
}

func microseconds(d ...time.Duration) string {
	return spread("µs", d, func(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) })
}

// spread is "median (min–max) unit", or the only figure there is.
func spread[T any](unit string, all []T, in func(T) float64) string {
	var s []float64
	for _, v := range all {
		s = append(s, in(v))
	}
	slices.Sort(s)
	if len(s) == 1 {
		return fmt.Sprintf("%.2f %s", s[0], unit)
	}
	return fmt.Sprintf("%.2f (%.2f–%.2f) %s", s[len(s)/2], s[0], s[len(s)-1], unit)
}
