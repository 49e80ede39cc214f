# `make demo` shows the product, `make test` proves it. Both do their own set-up.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check fix bench lock .setup-dev

PORT ?= 8000
UV_VERSION := 0.13.9
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PY := $(BIN)/python
INSTALL := UV_SYSTEM_CERTS=1 $(BIN)/uv pip install --quiet --python $(PY)
LOCK := UV_SYSTEM_CERTS=1 $(BIN)/uv pip compile --quiet --generate-hashes --universal \
	--python-version 3.11 --no-header --no-emit-index-url

help:
	@echo "make demo    set up, load the network with demonstration accounts, serve on port $(PORT)"
	@echo "make test    set up, run every test on SQLite and on PostgreSQL, in a real browser too"
	@echo "make check   set up, then lint, types, import contracts, catalogues, documents, sizes"
	@echo "make fix     mend what a machine can mend: lint, format, templates, generated documents"
	@echo "make bench   set up, measure against named peers"
	@echo "make setup   only the set-up of the demo"
	@echo "make lock    renew requirements*.txt from requirements*.in"

# 1. The environment, with a pinned installer.
.venv/.made: Makefile
	@echo "1/4 Making the environment ..."
	@checks/system.sh python "$(PYTHON)"
	@"$(PYTHON)" -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# 2. The libraries, each with its hash, and the product itself.
.venv/.runtime: .venv/.made requirements.txt
	@echo "2/4 Installing the libraries ..."
	@$(INSTALL) --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/.made requirements-dev.txt
	@echo "2/4 Installing the libraries, those of developers too ..."
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.runtime

.venv/.product: .venv/.made pyproject.toml requirements.in
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# 3. The translations: compiled without gettext, only where the source is newer.
define compile_catalogues
	@$(PY) -m checks.compiling
endef

setup: .venv/.runtime .venv/.product
	$(compile_catalogues)

.venv/.system: checks/system.sh
	@checks/system.sh test
	@touch $@

.setup-dev: .venv/.dev .venv/.product .venv/.system
	$(compile_catalogues)

demo: setup
	@test -f $${UPSTANDER_HOME:-var}/complete || { echo "4/4 Loading the network ..."; \
		$(BIN)/upstander init resilience_bc --demo; }
	@$(BIN)/upstander serve --port $(PORT)

test: .setup-dev
	@$(PY) -m checks.suite

check: .setup-dev
	@$(PY) -m checks

fix: .setup-dev
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@$(PY) -m checks.templates --fix
	@$(PY) -m checks.states_doc --fix

bench: .setup-dev
	@$(PY) -m benchmarks

lock: .venv/.made
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
