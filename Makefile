# Every target installs what it lacks, so that each of them is the only command one has to type.
SHELL := /bin/bash
BINARY := .build/release/generia
SWIFT_RELEASE := swift build -c release --static-swift-stdlib
SOURCES := $(shell git ls-files 'Sources/*.swift' 'Tests/*.swift' Package.swift 2>/dev/null)

.PHONY: build demo test unit-test test-documentdb integration-test contract interop bench fuzz sanitize generate check-generated docs lint clean

build:
	@scripts/install-deps.sh build
	$(SWIFT_RELEASE) --product generia

demo: build
	$(BINARY) demo $(ARGS)

test: lint check-generated unit-test integration-test

unit-test:
	@scripts/install-deps.sh test
	# One after another: tests that time things or wait for foreign programs must not starve each other on two cores.
	swift test --no-parallel

# The tests of stores on a real engine of MongoDB's protocol, which needs root and 1 GB.
test-documentdb:
	@scripts/install-deps.sh test
	scripts/test-documentdb.sh $(ARGS)

integration-test: build interop
	.venv/bin/python -m pytest Tests/Integration Tests/Contract -q

# The platform contract's cases over the wire, in all modes: make contract ARGS='-k M-21'.
contract: build
	@scripts/install-deps.sh test
	.venv/bin/python -m pytest Tests/Contract -q $(ARGS)

# The programs of gRPC's interoperability tests: ours, and the one on gRPC C++.
interop:
	@scripts/install-deps.sh test
	$(SWIFT_RELEASE) --product interop-server
	$(SWIFT_RELEASE) --product interop-client
	@$(MAKE) -s -j2 -C Tests/Interop

bench: build
	@scripts/install-deps.sh bench
	$(SWIFT_RELEASE) --product interop-server
	Benchmarks/run.sh $(ARGS)

# Looks for inputs that break the runtime: make fuzz ARGS='--target framing --seconds 600'.
fuzz:
	@scripts/install-deps.sh build
	scripts/fuzz.sh $(ARGS)

# Runs the runtime's tests under the address and the thread sanitizer: make sanitize ARGS=thread.
sanitize:
	@scripts/install-deps.sh test
	scripts/sanitize.sh $(ARGS)

generate:
	@scripts/install-deps.sh generate
	scripts/generate.sh

check-generated:
	@scripts/install-deps.sh generate
	scripts/generate.sh --check

docs:
	@scripts/install-deps.sh build
	scripts/docs.sh

lint:
	@swift format lint --strict --parallel $(SOURCES)

clean:
	rm -rf .build .venv .venv-swift
