# Everything goes through these few targets; `make help` lists them.
SHELL := /bin/sh
BIN := .venv/bin
# Not `npm ci`: it asks for the packages of every other system too, which not every registry carries.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend --no-update-notifier --no-audit --no-fund
FRONTEND := $(shell find frontend/src frontend/public -type f ! -name '*.test.*' 2>/dev/null) frontend/index.html frontend/vite.config.ts
STATIC := src/assay/web/static/index.html

.PHONY: help demo test test-fast check format bench build types screenshots clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(STATIC) ## start the product with example data, on SQLite, at http://127.0.0.1:8000
	@scripts/system-packages demo
	@$(BIN)/assay demo $(DEMO)

test: $(STATIC) ## every test: Python, TypeScript, both databases, real browser, hostile programs
	@scripts/system-packages test
	$(NPM) run test
	$(BIN)/pytest -n 3 --dist loadfile $(PYTEST)

test-fast: .venv/.ready frontend/node_modules/.ready ## the quick ones only, while working
	$(NPM) run test
	$(BIN)/pytest -m "not slow" -x

check: .venv/.ready frontend/node_modules/.ready ## format, lint, types, import rules, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) run check
	$(BIN)/python scripts/generated.py --check

format: .venv/.ready frontend/node_modules/.ready ## put code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run format

types: .venv/.ready frontend/node_modules/.ready ## make the published schemas and the TypeScript types anew
	$(BIN)/python scripts/generated.py

bench: $(STATIC) ## paired measurements; see bench/RESULTS.md
	$(BIN)/python -m bench

build: $(STATIC) ## the wheel, with the built front end in it
	$(BIN)/uv build --wheel --no-build-isolation

screenshots: $(STATIC) ## the pictures in docs/screenshots, from a running demo
	$(BIN)/python scripts/screenshots.py

clean: ## what building left behind
	rm -rf .venv frontend/node_modules src/assay/web/static dist

.venv/.ready: requirements.lock pyproject.toml scripts/environment
	@scripts/environment
	@touch $@

frontend/node_modules/.ready: frontend/package-lock.json | .venv/.ready
	$(NPM) install --no-save --ignore-scripts
	@touch $@

$(STATIC): frontend/node_modules/.ready $(FRONTEND)
	$(NPM) run build
	@touch $@
