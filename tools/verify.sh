#!/usr/bin/env bash
# What the vendors' own tools say of the templates: `fun validate` of template.yml, `s
# preview` of s.yaml, Function Compute's API of what s makes of it, and of each broken
# variant that says that the tool refuses it. What they let pass is for the tests of
# cmd/internal/template.
set -euo pipefail
cd "$(dirname "$0")/.."

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# Without these two, s reports what it was asked, and looks for a newer s.
mkdir -p "$home/.s/config"
echo 'analysis: disable' >"$home/.s/set-config.yml"
echo '{"lastUpdateCheck": 9000000000000000}' >"$home/.s/config/update-notifier.json"

# Nothing of the user's reaches the tools: no keys, no settings, no CI variable, which
# would make fun report too.
sheltered=(env -i "PATH=$PATH" "HOME=$home")
fun() { "${sheltered[@]}" tools/fun/node_modules/.bin/fun validate -t "$1"; }
s() { "${sheltered[@]}" "${settings[@]}" tools/s/node_modules/.bin/s preview -t "$1"; }
# What s shows begins with a warning where root runs it.
fc3() { "${sheltered[@]}" "${settings[@]}" tools/s/node_modules/.bin/s preview -o json -t "$1" | sed -n '/^{/,$p' | node tools/fc3/check.js; }
settings=()
while read -r name; do
	settings+=("$name=of-the-$name")
done < <(sed -n "s/^[^#]*\${env('\([A-Z_]*\)'.*/\1/p" s.yaml)

failed=0
try() { # TOOL FILE STATUS [WHEN]: what the tool should end with
	local status=0
	"$1" "$2" >"$home/out" 2>&1 || status=$?
	if [ "$status" = "$3" ]; then
		echo "ok: $1 $2${4:+ $4}: $status"
	else
		echo "WRONG: $1 $2${4:+ $4}: $status, want $3"
		cat "$home/out"
		failed=1
	fi
}

shows() { # TEXT: what the tool should have printed
	grep -qF "$1" "$home/out" || { echo "WRONG: the tool does not say: $1"; cat "$home/out"; failed=1; }
}

# fun ends with 0 where there is no file.
[ -s template.yml ] || { echo 'WRONG: template.yml: missing or empty'; exit 1; }
try fun template.yml 0
# s ends with 0 where the file is no template of edition 3.
try s s.yaml 0 'with every setting'
for setting in "${settings[@]}"; do
	shows "${setting#*=}"
done
try fc3 s.yaml 0

while read -r file; do
	try fun "$file" 255
done < <(grep -lx '# fun validate: 255' cmd/internal/template/testdata/*.yml)
settings=(GITHUB_WEBHOOK_SECRET=s GITHUB_TOKEN=t) # the least there can be
try s s.yaml 0 'with the least'
while read -r file; do
	try s "$file" 1
done < <(grep -lx '# s preview: 1' cmd/internal/template/testdata/s/*.yaml)
while IFS=: read -r file _ _ text; do
	try fc3 "$file" 1
	shows "${text# }"
done < <(grep -nH '^# fc3: ' cmd/internal/template/testdata/s/*.yaml)
try s no-such-file.yaml 1
settings=(NOTHING=set)
try s s.yaml 1 'with no setting'
shows "env('GITHUB_WEBHOOK_SECRET') not found"

exit $failed
