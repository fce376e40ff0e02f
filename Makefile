# Retold's workflow, as commands.
#
#   make demo    install into .venv and show the bundled example
#   make test    install everything and run every check that the project has
#   make lint    ruff, mypy and the import contract only
#   make docs    build the documentation, warnings are errors
#   make bench   run the benchmarks, each prints its table
#   make soak    run the long checks (property tests with many more examples)
#   make clean   remove what the above have made
#
# Another interpreter: make demo PYTHON=/path/to/python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
BENCHMARKS ?= collation changes compare marking attribution descent matching archive reading web

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench soak clean browser

help:
	@sed -n 's/^#   \(make .*\)/\1/p' Makefile

# A stamp tells that the environment is as pyproject.toml asks, so that a second run is quick.
$(VENV)/python.stamp:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there. Install Python 3.11 or newer, or name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Retold needs Python 3.11 or newer; $$($(PYTHON) --version) was found. Name another one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/demo.stamp: $(VENV)/python.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/python.stamp pyproject.toml
	$(BIN)/python -m pip install --quiet -e '.[dev,docs]'
	@touch $@ $(VENV)/demo.stamp

demo: $(VENV)/demo.stamp
	$(BIN)/retold demo
	@$(BIN)/retold demo --quiet --html demo-report.html >/dev/null
	@echo
	@echo "The same as a page: demo-report.html (open it in a browser)."
	@echo "A whole story in a browser: $(BIN)/retold serve --demo"
	@echo "Your own articles:          $(BIN)/retold compare one.txt other.html"

test: $(VENV)/dev.stamp browser lint docs
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev.stamp
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html

# The page tests need a chromium. Debian's is taken where that is allowed; without one they are skipped, by name.
browser:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then as=none; \
	elif [ "$$(id -u)" = 0 ]; then as=""; \
	elif sudo -n true 2>/dev/null; then as="sudo -n"; \
	else as=none; fi; \
	if [ "$$as" != none ] && $$as apt-get -qq update && $$as apt-get -qq install -y chromium >/dev/null; then exit 0; fi; \
	echo "No chromium: the page tests are skipped. To run them, install it: sudo apt-get install chromium"

bench: $(VENV)/dev.stamp
	@for name in $(BENCHMARKS); do echo "== benchmarks/$$name.py"; PYTHONPATH=. $(BIN)/python benchmarks/$$name.py --shared $(SHARED) || exit 1; done

soak: $(VENV)/dev.stamp
	RETOLD_SOAK=1 $(BIN)/python -m pytest -p no:xdist

clean:
	rm -rf $(VENV) docs/_build build dist demo-report.html .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
