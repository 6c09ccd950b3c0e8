# Everything a checkout can do. Each target does all the set-up it needs: Python 3.11 or later, git and make suffice.
.POSIX:

PYTHON = python3
ARCHIVE = sample_posts
POSTS = 10000
BENCH = /tmp/newsreader-bench

VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/ready

help:
	@echo 'make run      run newsreader on the sample archive (another one: make run ARCHIVE=~/news)'
	@echo 'make test     run every check and every test, as the CI does'
	@echo 'make check    only format, lint, types and import contracts'
	@echo 'make typeset  only what is checked of the lines of an archive'
	@echo 'make walk     only the tests in a real terminal (tmux) and a browser: every key, in both languages'
	@echo 'make fmt      put the code into its format, mend what lint can mend'
	@echo 'make words    bring the catalogue of the Chinese interface up to date with the code'
	@echo 'make docs     make the generated pages and the screenshot again'
	@echo 'make snap     take the screens as they are now for right (snapshot tests)'
	@echo 'make bench    measure on an archive of POSTS=$(POSTS) invented posts'
	@echo 'make clean    remove the environment and everything that was made'
	@echo
	@echo 'The first of them that needs it makes $(VENV), with python3 or what is found of 3.11 to 3.14'
	@echo '(another one: make run PYTHON=/path/to/python).'

run: $(READY)
	@echo '-- newsreader $(ARCHIVE)'
	@$(BIN)/newsreader $(ARCHIVE)

test: check typeset
	@echo '-- tests, and the generated pages (pytest)'
	@$(BIN)/python -m pytest -n 4 --dist loadgroup

check: $(READY)
	@echo '-- lint (ruff check)'
	@$(BIN)/ruff check .
	@echo '-- format (ruff format)'
	@$(BIN)/ruff format --check .
	@echo '-- types (mypy)'
	@$(BIN)/mypy
	@echo '-- import contracts (import-linter)'
	@$(BIN)/lint-imports --no-cache

typeset: $(READY)
	@echo '-- the sample archive at every width: nothing lost, no rule broken (bench.typeset)'
	@$(BIN)/python -m bench.typeset sample_posts --widths all

walk: $(READY)
	@$(BIN)/python -m pytest tests/terminal tests/web

fmt: $(READY)
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

words: $(READY)
	@$(BIN)/python -m docs.words

docs: $(READY)
	@$(BIN)/python -m docs.generate

snap: $(READY)
	@$(BIN)/python -m pytest tests/ui --snapshot-update

bench: $(READY)
	@test -d $(BENCH)/$(POSTS) || $(BIN)/python -m bench.make_archive $(POSTS) $(BENCH)/$(POSTS)
	@HOME=$(BENCH)/home XDG_CACHE_HOME= XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME=; \
	export HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME; \
	mkdir -p $$HOME && $(BIN)/newsreader sync $(BENCH)/$(POSTS) && \
	for script in floor opening 'opening --cold' syncing holding waiting keeping 'search --changed' search_quality 'document --step 20 --peers 200' encodings peers; do \
	  set -- $$script; \
	  echo "-- bench.$$1 $$2"; \
	  module=$$1; shift; \
	  $(BIN)/python -m bench.$$module $(BENCH)/$(POSTS) "$$@" || exit 1; \
	done

clean:
	rm -rf $(VENV) $(BENCH) dist build .mypy_cache .ruff_cache .hypothesis
	find src tests bench docs -name __pycache__ -exec rm -rf {} +

# The stamp is younger than what it was made from, or the packages are installed again.
$(READY): pyproject.toml constraints.txt
	@chosen=''; \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then chosen=$$python; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo 'newsreader needs Python 3.11 or later, and none is found; is it installed under another name?' >&2; \
	  echo '  make run PYTHON=/path/to/python' >&2; \
	  exit 1; \
	fi; \
	if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  echo "-- a virtual environment in $(VENV), with $$("$$chosen" --version)"; \
	  "$$chosen" -m venv --clear $(VENV) || { \
	    echo "$$chosen can't make virtual environments (Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }; \
	fi
	@echo '-- newsreader and its tools into $(VENV) (once; some 100 MB, half a minute)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

.PHONY: help run test check typeset walk fmt words docs snap bench clean
