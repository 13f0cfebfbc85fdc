# Everything one needs on a fresh machine with Python >= 3.12:  make run · make test
# `make` compares times of files, so that a second start skips the set-up.

BIN := .venv/bin
STAMP := .venv/setup-done
MESSAGES := .venv/messages-done
CATALOGUES := $(wildcard src/tular/locale/*/LC_MESSAGES/*.po)
# One process for each core; who is done takes over from the others.
PYTEST := $(BIN)/python -m pytest -q -n auto --dist worksteal
# Compiled modules are kept even where the environment says otherwise (images of CI often do): a run starts Python some
# hundred times, and compiling everything takes several seconds each time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check format setup vendor messages test-sqlite test-postgres test-browser
.DEFAULT_GOAL := run

# To try it: made-up people for every role may be tried without a password. TULAR_DEMO=0 make run leaves them out.
run: setup messages
	@TULAR_DEMO=$${TULAR_DEMO:-1} $(BIN)/tular serve

test: test-sqlite test-postgres test-browser

# The same tests on both databases: the default, then PostgreSQL; once only what meets no database or brings its own.
test-sqlite: setup messages
	@echo "== SQLite"
	@$(PYTEST) --ignore=tests/browser

test-postgres: setup messages
	@echo "== PostgreSQL"
	@$(PYTEST) --postgres --ignore=tests/browser --ignore=tests/engines --ignore=tests/config/test_serve.py

# Without Chromium these are skipped with the command that installs it; with CI=true that is a failure.
test-browser: setup messages
	@echo "== Chromium"
	@$(PYTEST) -rs tests/browser

check: setup messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src scripts
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: $(STAMP)

$(STAMP): pyproject.toml uv.lock package-lock.json scripts/setup scripts/vendor.py
	@scripts/setup
	@touch $@

vendor: setup
	@$(BIN)/python scripts/vendor.py --force

messages: $(MESSAGES)

$(MESSAGES): $(STAMP) $(wildcard scripts/messages.py) $(CATALOGUES)
	@if [ -f scripts/messages.py ]; then $(BIN)/python scripts/messages.py compile; fi
	@touch $@
