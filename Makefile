# `make` alone explains itself. PORT, DATABASE_URL and the other settings come from the
# environment or from .env; .env.example names them all.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint types check format audit law demo bench bench-match bench-sweep

BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
WORKERS ?= 2
BANDIT := $(BIN)/bandit -q -c pyproject.toml -r tracker tools bench wsgi.py gunicorn.conf.py
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1|/' | \
		while IFS='|' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

setup: ## Make .venv and install the pinned packages
	@tools/setup.sh

run: setup ## Start the tracker on http://127.0.0.1:8000 with demonstration data
	@$(BIN)/python -m tools.run

test: ## Install what the tests need and run them all (ARGS="-k word" for some)
	@tools/setup.sh dev
	@tools/browser.sh
	$(PYTEST) $(ARGS)

lint: ## Check style, templates and who imports whom
	@tools/setup.sh dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports

audit: ## Look for weak points in the code and, where the network allows, in the packages
	@tools/setup.sh dev
	@# Its warnings are about its own marks; when it finds something it is run again with them.
	$(BANDIT) 2>/dev/null || $(BANDIT)
	$(BIN)/python -m tools.audit $(ARGS)

types: ## Check the types
	@tools/setup.sh dev
	$(BIN)/mypy

check: lint types audit ## Everything that must hold before a change lands
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report=term:skip-covered"

format: ## Write the code in the one style
	@tools/setup.sh dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

law: setup ## Print the rulebook with its citations
	@$(FLASK) law rules

demo: setup ## Load demonstration data (ARGS="--cases 100000" in bulk)
	@$(FLASK) db upgrade
	@$(FLASK) demo load $(ARGS)

bench: setup ## Measure the speed against a bare Flask application
	@$(BIN)/python -m bench $(ARGS)

bench-sweep: setup ## Measure the sweep of 100 000 duties (ARGS="--closed 900000 --postgresql")
	@tools/setup.sh dev
	@$(BIN)/python -m bench.sweep $(ARGS)

bench-match: ## Measure what the desk's suggestions find, on both databases
	@tools/setup.sh dev
	@$(BIN)/python -m bench.matching $(ARGS)
