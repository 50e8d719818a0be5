# Everything makes its own environment first; no step is left to do by hand.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# Debian's Python comes without venv; root may fetch it.
INSTALL := test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq

.PHONY: run test check check-all bench clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

test: $(VENV)/.dev browser
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m quizzes lint
	$(MAKE) test

check-all: check
	$(BIN)/python -m pytest -m long

bench: $(VENV)/.dev browser
	$(BIN)/python -m tests.bench

.PHONY: browser
browser: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or later, or say PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(INSTALL) python3-venv && $(PYTHON) -m venv $(VENV); } \
	|| { rm -rf $(VENV); echo "$(PYTHON) cannot make an environment: on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/.run $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
