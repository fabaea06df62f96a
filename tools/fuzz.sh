#!/usr/bin/env bash
# Every fuzzer of the house, one after the other, FUZZTIME each (10m), one worker: its wall
# clock is its CPU time. Prints each one's name and executions; the first that finds something
# ends it, and leaves the input in its testdata/fuzz. FUZZ: only the fuzzers it matches.
# Inputs are made smaller for 200 executions and no longer: where what a payload covers differs
# from time to time, that would be all there is time for.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp)
trap 'rm -f "$out"' EXIT

count=0
while read -r file name; do
	package=./$(dirname "$file")
	if ! go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-10m}" -fuzzminimizetime 200x -parallel 1 >"$out" 2>&1; then
		echo "$package $name: FAILED"
		tail -n 40 "$out"
		exit 1
	fi
	echo "$package $name: $(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$out" | tail -n 1) executions"
	count=$((count + 1))
done < <(git ls-files --cached --others --exclude-standard '*_test.go' | xargs grep -o '^func Fuzz[A-Za-z0-9_]*' | sed 's/:func / /' | sort | grep -E "${FUZZ:-.}")
[ "$count" -gt 0 ] || { echo 'no fuzzer found' >&2; exit 1; }
