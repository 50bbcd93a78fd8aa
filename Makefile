# Two commands set everything up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
WORKERS ?= 2 # each takes up to 4 GB of memory
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
APT := $(if $(filter 0,$(shell id -u)),,sudo -n) sh -c 'apt-get update -qq && apt-get install -yqq "$$@" >/dev/null' apt
export PIP_NO_WARN_SCRIPT_LOCATION := 1

.PHONY: run test browser lint dev bench install clean help docs

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed ## Read the default sources and build the catalogue
	@$(BIN)/practices run

test: $(VENV)/installed-dev browser ## Run all tests, with PostgreSQL and a real browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || $(APT) chromium fonts-dejavu-core \
		|| echo "Chromium could not be installed; the tests in a browser will fail."

lint: $(VENV)/installed-dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dev: $(VENV)/installed ## Open Dagster's pages on http://127.0.0.1:3000
	@$(BIN)/practices dev

bench: $(VENV)/installed-dev ## Measure speed beside the alternatives
	$(BIN)/python -m benchmarks

install: $(VENV)/installed ## Create the environment only

clean: ## Remove the environment (the catalogue in data/ stays)
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' \
		|| { echo "Python 3.11 or 3.12 is needed; name it: make run PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# torch comes first and pinned: left to the others, pip may pick a build of several gigabytes.
$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Setting up the environment in $(VENV) (once, a few minutes) ..."
	@$(PIP) install -c constraints.txt torch
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@$(PIP) install -c constraints.txt -e '.[dev,postgresql]'
	@touch $@

docs: $(VENV)/installed-dev ## Regenerate what the README shows (from a fresh catalogue)
	$(BIN)/python -m docs.regenerate
