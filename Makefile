# make run    installs everything once and opens the editor on a sample draft
# make test   installs what the tests need as well and runs the whole suite
# make test-tune   installs TRL and PyTorch, and has them train on the exports
# make check  ruff, mypy, the import contracts
#
# CMAKE_ARGS builds llama.cpp for a GPU:  CMAKE_ARGS=-DGGML_CUDA=on make run

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: run test test-tune check format install clean

run: $(VENV)/installed
	@sh packaging/run.sh $(BIN)

test: $(VENV)/installed-for-tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

test-tune: $(VENV)/installed-for-tuning
	$(BIN)/python -m pytest tests/tune

check: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml packaging/constraints.txt packaging/install.sh \
  packaging/lean_llama.cmake packaging/amx_tiles.h
	@PYTHON=$(PYTHON) sh packaging/install.sh $(VENV)
	@touch $@

$(VENV)/installed-for-tests: $(VENV)/installed
	@echo "Installing what the tests need ..."
	@$(PIP) install -c packaging/constraints.txt --group dev
	@touch $@

$(VENV)/installed-for-tuning: $(VENV)/installed-for-tests
	@echo "Installing TRL and PyTorch ..."
	@$(PIP) install -c packaging/constraints.txt -e '.[tune]'
	@touch $@

clean:
	rm -rf $(VENV) build dist tour-out
