.DEFAULT_GOAL := help
.PHONY: help run test package deploy bench ci clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the robot with a GitHub and a Drone of its own, no accounts needed (ARGS: its flags)
	go run ./cmd/playground $(ARGS)

test: ## all tests
	go test ./...

# Two builds of one commit are one file: no path, no time, no version control in it.
package: ## dist/code.zip, what Function Compute runs
	CGO_ENABLED=0 GOOS=linux GOARCH=amd64 GOAMD64=v1 go build -trimpath -buildvcs=false -ldflags '-s -w -buildid=' -o dist/bootstrap ./cmd/bootstrap
	go run ./cmd/internal/template/zip dist/bootstrap dist/code.zip

# Without -t, fun would prefer a template that an earlier `fun build` or `fun package` left.
deploy: ## package, fill template.yml from the environment, and fun deploy
	@command -v fun >/dev/null || { echo 'fun is not installed: npm install -g --ignore-scripts @alicloud/fun@3.6.24' >&2; exit 1; }
	go run ./cmd/internal/template/render template.yml template.rendered.yml
	$(MAKE) package
	fun deploy -y -t template.rendered.yml

bench: ## benchmarks
	go test -run '^$$' -bench . -benchmem ./...
	if [ -d cmd/internal/bench ]; then go run ./cmd/internal/bench; fi

ci: ## everything that CI looks at
	bash .ci/run

clean: ## what make made
	rm -rf dist template.rendered.yml
