# make demo    reads the document in seeds/ into a corpus and shows who said what in it
# make test    runs the tests
# make lint    checks types and form
# make fuzz    feeds it bad input for two minutes (SECONDS=120, SEED=0)
# make bench   measures, and prints ratios against a peer in the same run
# make clean   takes away what the others made
#
# Nothing is needed but Python 3.11 or newer and make; packages go into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo-corpus

.PHONY: demo test lint fuzz bench clean

demo: $(VENV)/.demo
	@echo "== Reading seeds/ into $(DEMO)"
	$(BIN)/mediacorpus ingest seeds/ --corpus $(DEMO)
	@echo "== The article, with its quotes and sources"
	$(BIN)/mediacorpus show $(DEMO)
	@echo "== Reading seeds/ once more"
	$(BIN)/mediacorpus ingest seeds/ --corpus $(DEMO)

test: $(VENV)/.test
	@echo "== Tests"
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.test
	@echo "== Types and form"
	$(BIN)/python -m mypy
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check

SECONDS ?= 120
SEED ?= 0

fuzz: $(VENV)/.test
	@echo "== Bad input"
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

bench: $(VENV)/.test
	@echo "== Measurements"
	$(BIN)/python -m tests.bench

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "mediacorpus needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "== Making $(VENV)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.demo: pyproject.toml | $(BIN)/python
	@echo "== Installing mediacorpus"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "== Installing mediacorpus with what the tests need"
	$(BIN)/python -m pip install --quiet --editable ".[notebook]" --group test --group lint
	@touch $@ $(VENV)/.demo
