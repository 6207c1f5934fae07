# Two commands do all set-up: `make run` and `make test`. Any Python 3.11 to 3.13: make PYTHON=python3.12 test
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test quick crash check bench bench-clean bench-names bench-scale lock clean

run: $(VENV)/run.done
	@$(BIN)/copytaster

# A file of tests stays in one process: what its tests share is made once.
PARALLEL := -n auto --dist loadfile

test: $(VENV)/dev.done
	$(BIN)/python -m pytest $(PARALLEL)

quick: $(VENV)/dev.done
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow"

# The whole crash matrix; `make test` runs a slice of it.
crash: $(VENV)/dev.done
	$(BIN)/python -m pytest tests/crash --crash -s

check: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.done
	$(BIN)/python -m tests.bench

# An hour, up to 100,000 documents; SCALE=--million adds a million.
bench-scale: $(VENV)/dev.done
	$(BIN)/python -m tests.bench.scale_all $(SCALE)

# Its baselines and the cross-validation need more: see tests/bench/README.md.
bench-clean: $(VENV)/dev.done
	$(BIN)/python -m tests.bench.clean

# Beside what lies outside the repository; ten minutes, most of them to train for cross-validation.
bench-names: $(VENV)/dev.done
	$(BIN)/python -m tests.bench.names

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.done

# Needs uv; writes names, versions and hashes, no host.
lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
