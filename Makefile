# `make demo` and `make test` are all a new machine needs; every target does its own set-up (scripts/setup.sh).
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
SHELL := /bin/bash

ARGS ?=
DEMO_OUT ?= build/demo
WORKERS ?= 2
TESTS ?=
MINUTES ?= 10
ON_SERVER := $(addprefix tests/operations/,neighbours/test_receiving.py neighbours/test_receipts.py \
	neighbours/test_relay.py neighbours/test_regency_above.py months/test_compiling.py history/test_forks.py \
	carriers/test_giving_back.py neighbours/test_exchanging.py history/test_erasing.py carriers/test_transfers.py \
	months/test_awaited.py books/test_searching.py books/test_browsing.py)

BIN := .venv/bin
INPUTS := pyproject.toml constraints.txt scripts/setup.sh
PYTEST := $(BIN)/python -m pytest

.PHONY: help demo run screens test test-server test-long fuzz regency bench check gates format lint types imports fix \
	package clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: .venv/.ready .window  ## the whole path on realistic data, into build/demo (or DEMO_OUT=another empty folder)
	@$(if $(filter build/demo,$(DEMO_OUT)),rm -rf build/demo && mkdir -p build)
	@$(BIN)/ppo-desktop demo --out "$(DEMO_OUT)"
	@$(if $(CI),,if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "· opening the window of Desa Sempalai; account petugas, password: tiga ikan di parit"; \
		$(BIN)/ppo-desktop --data "$(DEMO_OUT)/offices/61.01.04.2003"; fi)

run: .venv/.ready $(if $(ARGS),,.window)  ## the program's window; or a command of it: make run ARGS="--help"
	@$(BIN)/ppo-desktop $(ARGS)

screens: .venv/.ready-dev .verifiers  ## every screen of the window as a picture, into build/screens
	PYTHONPATH=src:tests QT_QPA_PLATFORM=offscreen $(BIN)/python -m gui.screens --out build/screens

test: .venv/.ready-dev .verifiers  ## every test but the long ones (TESTS="tests/journal -k fold" for some)
	$(PYTEST) -q -n $(WORKERS) --dist worksteal $(TESTS)

test-server: .venv/.ready-dev .verifiers  ## what takes in, answers and searches, with every office on a PostgreSQL server
	PPO_DESKTOP_TEST_SERVER=1 $(PYTEST) -q -n $(WORKERS) $(or $(TESTS),$(ON_SERVER))

test-long: .venv/.ready-dev .verifiers  ## the long ones: kills, mutants, thousands of random histories
	$(PYTEST) -q -n $(WORKERS) -m long --timeout 3600 --hypothesis-profile=default $(TESTS)

fuzz: .venv/.ready-dev  ## spoiled files through every reader of strangers' files, for MINUTES (10)
	PYTHONPATH=src:tests $(BIN)/python -m fuzz --minutes $(MINUTES) $(ARGS)

regency: .venv/.ready  ## a simulated Sambas in build/regency, held against its books (ARGS="--districts 2 --villages 3 --months 3")
	PYTHONPATH=src $(BIN)/python scripts/regency.py $(ARGS)

bench: .venv/.ready-bench  ## measures, one at a time
	$(PYTEST) -q -s -n 0 -m bench --timeout 1800 $(TESTS)

check: gates test  ## all gates, then the tests

gates: format lint types imports  ## format, lint, types, import rules

format: .venv/.ready-dev
	$(BIN)/ruff format --check .

lint: .venv/.ready-dev
	$(BIN)/ruff check .

types: .venv/.ready-dev
	$(BIN)/mypy

imports: .venv/.ready-dev
	$(BIN)/lint-imports --no-cache

fix: .venv/.ready-dev  ## let ruff format and repair what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

package: .venv/.ready-packaging  ## the program as one folder that needs no Python: dist/ppo-desktop, then its own check
	packaging/build.sh

clean:  ## removes .venv and everything built
	rm -rf .venv build dist

# Stamps: a second run starts at once; a change of the inputs installs again.
.venv/.ready: $(INPUTS)
	@scripts/setup.sh python
	@touch $@

.venv/.ready-dev: $(INPUTS)
	@scripts/setup.sh python dev
	@touch .venv/.ready $@

.venv/.ready-bench: $(INPUTS)
	@scripts/setup.sh python dev bench
	@touch .venv/.ready .venv/.ready-dev $@

.venv/.ready-packaging: $(INPUTS)
	@scripts/setup.sh python packaging
	@touch .venv/.ready $@

.PHONY: .verifiers .window
.verifiers:
	@scripts/setup.sh system

.window:
	@scripts/setup.sh window
