# `make` or `make help` explains each target.
# Written so that GNU make 3.81 understands it too: macOS ships no newer one.

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n auto

export PYTHON

BIN := .venv/bin
VENV := .venv/venv.stamp
RUN := .venv/run.stamp
TEST := .venv/test.stamp
BENCH := .venv/bench.stamp

PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Only what a lock names, only with a hash that it lists, and nothing that must be built first.
# Python compiles what it imports: leaving that to it makes the first start 7 s faster.
LOCKED := --require-hashes --no-deps --only-binary :all: --no-compile
# The build backend comes from the lock, not from a download of its own.
THIS_PACKAGE := --no-build-isolation --no-deps -e .

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check check-style check-format check-types check-content check-locks \
	check-packages translations screenshots bench bench-handler bench-journal bench-pages bench-site \
	faults lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  PYTHON=python3.12 chooses the Python for .venv (3.11 or newer).'

run: $(RUN) ## Build the site; serve it with its forms on http://127.0.0.1:8000 (PORT=8001 changes that)
	@exec $(BIN)/samenkomst start --port $(PORT)

test: $(TEST) ## Run all tests, the browser's included (PYTEST_ARGS='-k name' runs some, --cov measures)
	@chromium=$$(tools/install_browser.sh) && export CHROMIUM="$$chromium" && \
		tools/install_page_checkers.sh && tools/install_servers.sh && \
		tools/install_postgres.sh && exec $(BIN)/python -m pytest $(PYTEST_ARGS)

check: check-style check-format check-types check-content check-locks check-packages ## Check what a reviewer checks: style, types, content, locks (make -k check: all of it)

check-style: $(TEST)
	$(BIN)/ruff check .

check-format: $(TEST)
	$(BIN)/ruff format --check .

check-types: $(TEST)
	$(BIN)/mypy

check-content: $(TEST)
	$(BIN)/samenkomst check

check-locks: $(TEST)
	$(BIN)/python tools/check_locks.py

check-packages: $(TEST)
	$(BIN)/python -m pip check

translations: $(TEST) ## Bring the English catalogue up to date with the Dutch texts in the code
	@$(BIN)/python tools/translations.py

screenshots: $(TEST) ## Make the screenshots in docs/screenshots anew
	@chromium=$$(tools/install_browser.sh) && export CHROMIUM="$$chromium" && \
		exec $(BIN)/python tools/screenshots.py

bench-handler: $(BENCH) ## Measure the form handler against others, in about eight minutes (BENCH_ARGS=--quick: one)
	@command -v wrk >/dev/null || { echo 'Install wrk first (Debian: apt-get install wrk).'; exit 1; }
	@PYTHONPATH=. exec $(BIN)/python benchmarks/bench_handler.py $(BENCH_ARGS)

bench-journal: $(TEST) ## Measure the journal against one flush per record, in two minutes (BENCH_ARGS=--quick: less)
	@PYTHONPATH=. exec $(BIN)/python benchmarks/bench_journal.py $(BENCH_ARGS)

faults: $(TEST) ## Break disks, processes and files on purpose, for an hour (FAULTS_ARGS=--share=0.1, or --short: minutes)
	@PYTHONPATH=. exec $(BIN)/python -m tests.faults $(FAULTS_ARGS)

bench: bench-handler bench-journal bench-pages bench-site ## Measure all that we claim about speed

bench-pages: $(TEST) ## Measure how light and fast a page is on a phone, in three minutes (BENCH_ARGS=--quick: one round)
	@chromium=$$(tools/install_browser.sh) && export CHROMIUM="$$chromium" && \
		tools/install_page_checkers.sh && exec $(BIN)/python -m benchmarks.bench_pages $(BENCH_ARGS)

bench-site: $(TEST) ## Measure how fast the site is built, beside its peers (BENCH_ARGS=--quick is shorter)
	@$(BIN)/python -m benchmarks.bench_site $(BENCH_ARGS)

lock: ## Renew requirements/*.lock from pyproject.toml (LOCK_ARGS=--upgrade takes newer releases)
	tools/lock.sh $(LOCK_ARGS)

clean: ## Remove .venv, the built site and all caches; keep var/, where the data is
	rm -rf .venv .cache site build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis htmlcov .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Commands in .venv name this folder and its Python: when either is gone, make it anew.
ifneq ($(shell .venv/bin/python -c 'print(open("$(VENV)").read().strip())' 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)
endif

$(VENV):
	@tools/make_venv.sh .venv
	@pwd -P >$@

$(RUN): $(VENV) requirements/run.lock pyproject.toml
	@echo 'Installing what the program needs (about half a minute, once).'
	@$(PIP) install $(LOCKED) -r requirements/run.lock
	@$(PIP) install $(THIS_PACKAGE)
	@touch $@

# The test lock holds all of the run lock: after this, `make run` has nothing left to install.
$(TEST): $(VENV) requirements/test.lock requirements/run.lock pyproject.toml
	@echo 'Installing what the program and its tests need (about half a minute, once).'
	@$(PIP) install $(LOCKED) -r requirements/test.lock
	@$(PIP) install $(THIS_PACKAGE)
	@touch $(RUN) $@

$(BENCH): $(TEST) requirements/bench.lock
	@$(PIP) install $(LOCKED) -r requirements/bench.lock
	@touch $@
