# Two commands on a fresh machine: `make run` and `make test`. Both set up what is missing.

PYTHON := .venv/bin/python
RUN := .venv/.run
DEV := .venv/.dev
WORDS := .venv/.words
PORT ?= 8000
CATALOGUES := $(wildcard stillroom/locale/*/LC_MESSAGES/*.po stillroom/*/locale/*/LC_MESSAGES/*.po)
LINTS := tests/test_architecture.py tests/lint
BROWSERS := journey or room
# Two cores bear two browsers; each worker takes whole files, whose tests share a server or follow each other.
define WALK
$(PYTHON) -m pytest -q -n 2 --dist loadfile -m "($(BROWSERS)) and not alone"
$(PYTHON) -m pytest -q -m alone
endef
COMPILE := uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes --python-version 3.11

# What Python compiled is kept, even where the shell says otherwise: a run starts some hundred processes.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run demo test check lints types journeys attacks format words lock

help:  ## this list
	@echo "Stillroom. Targets:"
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: $(RUN) $(WORDS)  ## serve a practice at http://localhost:8000, its files under data/
	bin/system --if-root coturn
	$(PYTHON) manage.py serve --port $(PORT)

demo: export STILLROOM_DATA := demo-data
demo: export STILLROOM_PRACTICE := practices/quiet-harbor.toml
demo: $(RUN) $(WORDS)  ## the same with a fictional practice already alive, under demo-data/
	bin/system --if-root coturn
	$(PYTHON) manage.py demo
	$(PYTHON) manage.py serve --port $(PORT)

test: check  ## every check and every test
	bin/system chromium coturn nodejs git
	bin/js-tests
	$(PYTHON) -m pytest -q -n 2 -m "not ($(BROWSERS))" $(LINTS:%=--ignore=%)
	$(WALK)

check: export STILLROOM_DATA := build/check
check: $(DEV) $(WORDS)  ## format, lint, types, imports, templates, architecture (under a minute)
	$(PYTHON) -m ruff format --check --quiet .
	$(PYTHON) -m ruff check --quiet .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djlint --lint --quiet stillroom
	$(MAKE) --no-print-directory --output-sync --jobs 2 lints types

lints:
	$(PYTHON) -m pytest -q $(LINTS)

types:
	$(PYTHON) -m mypy

journeys: $(DEV) $(WORDS)  ## real browsers, a real server, a real relay
	bin/system chromium coturn
	$(WALK)

attacks: export STILLROOM_ATTACKS := full
attacks: $(DEV) $(WORDS)  ## every attack with the full counts (`make test` runs small ones)
	$(PYTHON) -m pytest -q tests/attacks

bench: $(DEV) $(WORDS)  ## what a request costs, beside its limit (some minutes; benchmarks/results.md)
	bin/system chromium openssl
	$(PYTHON) -m benchmarks --write

format: $(DEV)  ## put the code into its one form
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

words: $(RUN)  ## bring the Spanish catalogues up to date, and say what is to be translated
	bin/words
	@touch $(WORDS)

lock:  ## name every dependency with its hash again (needs uv)
	$(COMPILE) --output-file requirements.lock requirements.in
	$(COMPILE) --output-file requirements-dev.lock --constraint requirements.lock requirements-dev.in

$(WORDS): $(CATALOGUES) | $(RUN)
	bin/words --build
	@touch $@

$(RUN): requirements.lock
	bin/install $<
	@touch $@

$(DEV): requirements-dev.lock
	bin/install $<
	@touch $@ $(RUN)
