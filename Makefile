# Needs Python 3.11, make and a package index. `make help` lists the targets.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Children are started by the hundred: each would compile the source anew.
export PYTHONDONTWRITEBYTECODE =
# The locks name everything, so nothing is resolved; Python compiles what it imports.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-strip-extras --allow-unsafe \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
# Only the child that reads scans has these packages on its path (READERS_DIR).
READERS := .venv/readers
# The settings of a real installation, for checks that start Django outside the tests.
INSTALLED := SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	DATABASE_URL=sqlite:///:memory: ALLOWED_HOSTS=example.org SITE_URL=https://example.org \
	DEBUG=0 DEMO=0 HTTPS=1
CHECKED := $(INSTALLED) $(BIN)/python -W error manage.py
# A file stays with one worker, which sets a scene once (tests/scenes.py).
PYTEST := $(BIN)/pytest --dist loadfile --no-loadscope-reorder
# Tests marked long are for `make attack`, `make endure`, and the rest of them for `make year`.
ATTACKS := $(addprefix tests/test_,hostile_forms.py hostile_queries.py foreign_rows.py links.py access_sweep.py)
ENDURING := tests/browser/test_outbox_endure.py
RULES := villages.rules.statutes villages.rules.verdict campaigns.rules.scoring

.PHONY: run demo-again admin readers dev test on_sqlite on_postgresql lint system compiled format cover house changes bench attack postgres endure ops load release bundle words year pictures lock clean help

run: .venv/site readers  ## Serve on http://127.0.0.1:$PORT (8000) with demonstration data (DEMO=0: none)
	@$(BIN)/python -m township.serve --demo

demo-again: .venv/site  ## Throw the demonstration away and load it anew; asks first, refuses a real installation
	@$(BIN)/python -m township.serve --demo --again

admin: .venv/site  ## Make the first administrator of this installation (or hand out a new password)
	@$(BIN)/python manage.py create_admin

dev: .venv/site readers  ## The same with a server that reloads on every change
	@$(BIN)/python -m township.serve --demo --dev

readers: $(READERS)/installed  ## What reads scans and photographs, into a folder of its own

test:  ## All checks, then all tests on SQLite and again on PostgreSQL
	+@$(MAKE) --no-print-directory -j3 lint system compiled
	tests/chromium.sh
	+@$(MAKE) --no-print-directory -j2 --output-sync on_sqlite on_postgresql

# Beside each other: while one waits for its browser or its server the other counts.
on_sqlite: .venv/dev
	$(PYTEST) -n 3 -m "not long and not strictest"

on_postgresql: .venv/dev
	$(BIN)/python tests/postgres.py -- $(PYTEST) -n 2 -m "not browser and not long and not one_database"

postgres: .venv/dev  ## Everything that needs no browser on PostgreSQL, pages and forms by themselves too
	WHOLE=1 $(BIN)/python tests/postgres.py -- $(PYTEST) -n 4 -m "not browser and (strictest or not long)"

lint: .venv/dev  ## Style, migrations, deployment settings, import arrows, types
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/djade --check $$(find templates -name '*.html')
	$(CHECKED) makemigrations --check --dry-run
	$(CHECKED) check --deploy --fail-level WARNING
	$(BIN)/lint-imports
	$(INSTALLED) $(BIN)/mypy --no-error-summary

system:
	tests/chromium.sh packages

# Each worker would read and compile every test anew.
compiled: .venv/dev
	$(BIN)/pytest --collect-only --quiet --quiet >/dev/null

format: .venv/dev  ## Put source and templates into the agreed form
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet
	$(BIN)/djade $$(find templates -name '*.html')

cover: .venv/dev  ## Rule modules: every branch taken by their own tests
	$(PYTEST) -n 4 -m "not browser and not long" $(RULES:%=--cov=%) \
		$$(find tests -name 'test_statutes*.py' -o -name 'test_verdict*.py' -o -name 'test_scoring*.py')

house: .venv/dev  ## Figures of the house: names with two meanings, long functions, sizes
	$(BIN)/python -m tests.house

changes: .venv/dev  ## Change one operator at a time in rules, queries and acts: minutes, what no test notices
	$(BIN)/python -m tests.changes

bench: .venv/dev  ## Measure the busiest pages at township and district size
	$(BIN)/python -m tests.bench

attack: .venv/dev  ## Attack a site of its own over the loopback, bounded in time and number
	$(BIN)/python -m tests.attack.slow
	$(BIN)/pytest -m long $(ATTACKS)

words: .venv/dev  ## Compile Django's sentences in our words (needs GNU gettext)
	cd township/locale/zh_Hans/LC_MESSAGES && msgfmt --check -o django.mo django.po

endure: .venv/dev  ## 200 kills, 20 power cuts (root on Linux), 1,000 random ways, 200 entries of a phone: minutes
	$(BIN)/python -m tests.kill --times 200 --pause 0.5
	$(BIN)/python -m tests.cut --times 20
	$(BIN)/python -m tests.cut --times 6 --control
	SEQUENCES=334 $(BIN)/pytest -q -n 2 --dist loadfile $$(find tests -name 'test_*_stateful.py') \
		tests/township/test_crud_kept.py
	tests/chromium.sh
	$(BIN)/pytest -q -m long $(ENDURING)

ops: .venv/dev  ## Kill workers, take the database away, bring back, install offline: minutes, bounded
	$(BIN)/python -m tests.ops

load: .venv/dev  ## 200 people at a site of its own for half an hour; wants the machine for itself
	$(BIN)/python -m tests.ops.load

bundle: .venv/dev  ## One file that installs the site without a package index, under var/bundle/
	$(BIN)/python -m township.deployment.bundle

release: .venv/dev  ## Cut the release of the number in pyproject.toml: sums of migrations, a small database
	$(BIN)/python -m tests.releases.cutting

year: .venv/dev  ## Whatever takes too long for every day: years of changes, every role's pages; papers under var/papers/
	tests/chromium.sh
	$(BIN)/pytest -m long $(addprefix --ignore=,$(ATTACKS) $(ENDURING))

pictures: .venv/dev  ## Picture the demonstration's pages under var/screenshots/, the handbook's into static/img/handbook/
	tests/chromium.sh
	$(BIN)/pytest --pictures -m long tests/browser/test_demo_pages.py

lock: .venv/dev  ## Choose versions anew: requirements.txt, requirements-dev.txt, -s3.txt and -ocr.txt
	$(LOCK) --upgrade --output-file requirements.txt requirements.in
	$(LOCK) --upgrade --output-file requirements-dev.txt requirements-dev.in
	$(LOCK) --upgrade --output-file requirements-s3.txt requirements-s3.in
	$(LOCK) --upgrade --output-file requirements-ocr.txt requirements-ocr.in

clean:  ## Remove the virtual environment and caches; var/ with all data stays
	rm -rf .venv .import_linter_cache .hypothesis .coverage var/pytest_cache var/ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

help:  ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

# These files are stamps: packages are installed again only when a requirements file changed.
.venv/site: requirements.txt | .venv
	$(PIP) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv readers
	$(PIP) -r requirements-dev.txt
	@touch $@

# Compiled here, since the child that loads them may write nothing. The site does without them: where
# no wheel is made for the machine, nothing is read.
$(READERS)/installed: requirements-ocr.txt | .venv
	@rm -rf $(READERS)
	@$(PIP:--no-compile=--compile) --target $(READERS) -r requirements-ocr.txt && touch $@ \
		|| echo "Scans will not be read: requirements-ocr.txt could not be installed"

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
