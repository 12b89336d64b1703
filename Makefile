PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCE := examples/capital-markets-in-china/capital-markets-in-china.yaml

.PHONY: demo test docs clean

demo: $(VENV)/installed
	@$(BIN)/reportgen build $(SOURCE) -o out
	@echo "Now change $(SOURCE), and build it again: $(BIN)/reportgen build $(SOURCE) -o out"
	@echo "A project of your own: $(BIN)/reportgen new our-letter; all commands: $(BIN)/reportgen --help"

test: $(VENV)/tested
	@bash .ci/checks

docs: $(VENV)/tested
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "reportgen needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	@$(BIN)/pip install -q -e .
	@touch $@

$(VENV)/tested: $(VENV)/bin/python pyproject.toml
	@$(BIN)/pip install -q -e '.[docs,test]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) out dist build
