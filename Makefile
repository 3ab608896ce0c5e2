# `make report` and `make test` are the two commands; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SITE ?= demo
PEOPLE ?= 25000
# one thread: faster where cores are few, and sums of floats that do not depend on their number
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1

.PHONY: help setup report test test-fast test-faults record-faults record-disclosure simulate bench audit-deps lint docs pictures clean lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## build .venv with the pinned dependencies

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 14) else f"Python 3.11 to 3.13 is needed, this is {v[0]}.{v[1]}; try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $(READY)

report: setup ## the fictional county, from extracts to PDFs
	@test -f $(SITE)/site.yml || $(BIN)/lead demo $(SITE) --people $(PEOPLE)
	@$(BIN)/lead run --site $(SITE)/site.yml

test: setup ## all tests but the long fault suites and simulations
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not faults and not simulation"

# pure numerics, layering, the rules of SQL, settings, files, cells and sentences: what needs no build
FAST := tests/test_sql_rules.py tests/test_layering.py tests/estimators tests/twin/test_interval.py \
	tests/pipeline/test_settings.py tests/pipeline/test_init_plan.py tests/pipeline/test_costs_input.py tests/pipeline/test_docs.py \
	tests/pipeline/test_diff.py tests/pipeline/test_hooks.py tests/ingest/test_charges.py tests/ingest/test_harmless.py \
	tests/release/test_cells.py tests/release/test_rounding.py tests/reports/test_formats.py \
	tests/reports/test_sentences.py tests/reports/test_templates.py tests/reports/test_access.py tests/reports/test_plan.py

test-fast: setup ## what needs no build, under a minute
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not faults and not simulation and not slow" $(FAST)

test-faults: setup ## the long fault suites
	@$(BIN)/python -m pytest -m faults

record-faults: setup ## run the fault suites and write docs/faults.md from their figures
	@LEAD_FAULT_FIGURES=tests/faults/figures.json $(BIN)/python -m pytest tests/faults tests/ingest/test_polluted.py
	@$(BIN)/python -m tests.faults.figures

audit-deps: ## known vulnerabilities of the pinned dependencies (needs pip-audit and its database)
	@command -v pip-audit >/dev/null || { echo "pip-audit is not there; install it with: pipx install pip-audit"; exit 1; }
	pip-audit --strict -r requirements.lock --require-hashes --disable-pip

bench: setup ## time each stage beside a plain baseline; writes docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks
	@$(BIN)/python -m tests.benchmarks.estimators
	@$(BIN)/python -m tests.benchmarks.costs
	@$(BIN)/python -m tests.benchmarks.account

lint: setup ## ruff, yamllint, SQL rules
	@$(BIN)/ruff check .
	@$(BIN)/yamllint -s .
	@$(BIN)/python -m pytest -q -p no:cacheprovider --durations=0 tests/test_sql_rules.py tests/test_layering.py

docs: setup ## regenerate the data dictionary
	@$(BIN)/python -m pipeline.docs

pictures: setup ## the README's pictures, from the fictional county's reports (after make report)
	@$(BIN)/python -m reports.pictures $(SITE)/out/current/release.duckdb docs/images

simulate: setup ## the simulation record (docs/simulation.md), about half an hour of one core
	@$(BIN)/python -m tests.simulation
	@$(BIN)/python -m tests.simulation --gates
	@$(BIN)/python -m tests.simulation --stack
	@$(BIN)/python -m tests.simulation.costs
	@$(BIN)/python -m pytest -m simulation

record-disclosure: setup ## attack a thousand random tables and three counties; writes docs/disclosure.md (half an hour)
	@$(BIN)/python -m tests.release.record

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile --universal --generate-hashes --no-header --extra dev pyproject.toml -o requirements.lock

clean: ## remove what the other commands made
	rm -rf $(VENV) demo target logs build *.egg-info .pytest_cache .hypothesis .ruff_cache
