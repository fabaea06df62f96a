.DEFAULT_GOAL := help
.PHONY: help run test test-browser screenshots e2e e2e-record fuzz package release deploy deploy-fc3 verify bench soak ci clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the robot with a GitHub and a Drone of its own, no accounts needed (ARGS: its flags)
	go run ./cmd/playground $(ARGS)

test: ## all tests
	go test ./...

AXE = tools/axe/node_modules/.package-lock.json

# Without packages, go test shows the figures that the tests print.
test-browser: $(AXE) ## the playground's pages in Chromium (CHROMIUM: where it is; ARGS: of go test; needs npm)
	go -C browser test -count=1 -timeout 10m $(ARGS)

screenshots: $(AXE) ## docs/images anew, from what make test-browser sees
	UPDATE_SCREENSHOTS=1 go -C browser test -count=1 -timeout 10m -run '^TestScreenshots$$'

fuzz: ## every fuzzer, one after the other (FUZZTIME=10m each; FUZZ: only those it matches)
	FUZZTIME="$(FUZZTIME)" FUZZ="$(FUZZ)" tools/fuzz.sh

e2e: ## the robot, a real Drone server and a real runner (needs gcc and git; the first time builds Drone)
	go -C e2e test -count=1 -timeout 20m ./...

e2e-record: ## write anew what the real Drone answers, which the fake is held against
	E2E_RECORD=1 go -C e2e test -count=1 -timeout 20m -run '^TestDialogue$$' ./...

DIST = dist
# ROBOT_CONFIG is a path here; deployed, the file lies beside the binary, where it is looked for.
ROBOT_CONFIG ?= $(wildcard robot.yml)

# The tag, or the commit. As long in every clone: git would choose by how much a clone holds.
VERSION ?= $(shell git describe --tags --always --abbrev=12 --dirty 2>/dev/null)

# Two builds of one commit are one file: no path, no time, nothing of version control in it but VERSION.
package: ## dist/code.zip, what Function Compute runs, with robot.yml (or ROBOT_CONFIG) where there is one
	$(if $(ROBOT_CONFIG),go run ./cmd/robot check "$(ROBOT_CONFIG)")
	CGO_ENABLED=0 GOOS=linux GOARCH=amd64 GOAMD64=v1 go build -trimpath -buildvcs=false -ldflags '-s -w -buildid= -X github.com/fanux/robot/cmd/internal/function.version=$(VERSION)' -o $(DIST)/bootstrap ./cmd/bootstrap
	go run ./cmd/internal/template/zip $(DIST)/bootstrap $(DIST)/code.zip $(if $(ROBOT_CONFIG),"$(ROBOT_CONFIG)")

RENDERED = template.rendered.yml

release: ## a version, with the tool for the usual platforms, sums and what is linked in, in dist/release
	go run ./cmd/internal/release -version "$(VERSION)"

# Without -t, fun would prefer a template that an earlier `fun build` or `fun package` left.
deploy: ## package, fill template.yml from the environment, and fun deploy
	@command -v fun >/dev/null || { echo 'fun is not installed: npm install -g --ignore-scripts @alicloud/fun@3.6.24' >&2; exit 1; }
	go run ./cmd/robot render template.yml $(RENDERED)
	$(MAKE) package
	fun deploy -y -t $(RENDERED)

# s fills s.yaml itself, so what it will fill in is checked here, before anything is deployed.
deploy-fc3: ## package, check the environment, and s deploy: Function Compute 3.0
	@command -v s >/dev/null || { echo 's is not installed: npm install -g --ignore-scripts @serverless-devs/s@3.1.10' >&2; exit 1; }
	go run ./cmd/robot render --check s.yaml
	$(MAKE) package
	s deploy -t s.yaml -y

verify: $(foreach tool,fun s fc3,tools/$(tool)/node_modules/.package-lock.json) ## the templates, by the real fun and s, a deployment to stand-ins on this machine, and deploy/
	tools/verify.sh
	go -C tools test -count=1 ./...
	go -C deploy test -count=1 ./...

# npm writes this file when it is done.
tools/%/node_modules/.package-lock.json: tools/%/package-lock.json
	npm ci --prefix $(<D) --ignore-scripts --no-audit --no-fund
	touch $@

bench: ## benchmarks
	go test -run '^$$' -bench . -benchmem ./...
	if [ -d cmd/internal/bench ]; then go run ./cmd/internal/bench; fi

soak: ## a million random schedules of faults, and a thousand deliveries to processes that are killed (SCHEDULES: how many)
	go test ./cmd/internal/proof -count=1 -v -timeout 0 -run 'TestSchedules|TestKill' -schedules=$(or $(SCHEDULES),1000000) -deliveries=1000

ci: ## everything that CI looks at
	bash .ci/run

clean: ## what make made
	rm -rf dist template.rendered.yml
