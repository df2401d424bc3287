# «Проводник»: все команды. `make help` их перечисляет.
# Нужны только make и Python не старше объявленного ниже; остальное ставится в .venv по requirements*.txt.

PYTHON ?= python3
MIN_PYTHON := 3.11
UV_VERSION := 0.13.9

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
READY_TRAIN := .venv-train/.ready
PIP_INSTALL := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --no-deps --requirement

# Дополнительные слова для команд: make test ARGS='-k статус', make demo ARGS='--port 8081'
ARGS ?=

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test check bench prove model pins clean

help: ## этот список
	@echo 'make demo        показать бота в браузере: http://127.0.0.1:8080 (ключи не нужны)'
	@echo 'make test        все проверки поведения: истории, хранилище, провод (до трёх минут)'
	@echo 'make check       вид кода, типы, границы пакетов, книга бесед (до минуты)'
	@echo 'make bench       измерения, в отношениях'
	@echo 'make prove       долгие доказательства (до 20 минут), пишет docs/figures.md'
	@echo 'make model       выучить примеры фраз заново (минута-другая), пишет flows/nlu/learnt.bin'
	@echo 'make pins        переписать requirements*.txt по pyproject.toml; новее: ARGS=--upgrade'
	@echo 'make clean       убрать .venv и следы прогонов'
	@echo
	@echo 'PYTHON=python3.12 выбирает другой Python, ARGS=… добавляет слова к команде.'

demo: $(READY)
	@$(PY) -m bot demo $(ARGS)

# loadfile: the tests of one file share a worker, so that what a file measures over all its tests is whole. Three
# workers for two cores: tests of the wire mostly wait. They come in the order of tests/conftest.py
test: $(READY_DEV)
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

# Every check is run, also after one has failed, so that one call tells all.
check: $(READY_DEV)
	@failed=''; \
	step() { name="$$1"; shift; echo "→ $$name"; "$$@" || failed="$$failed; $$name"; }; \
	step 'ruff format --check' $(PY) -m ruff format --check . ; \
	step 'ruff check' $(PY) -m ruff check . ; \
	step 'mypy' $(PY) -m mypy ; \
	step 'lint-imports' $(VENV)/bin/lint-imports --no-logo ; \
	step 'python -m bot check' $(PY) -m bot check ; \
	if [ -n "$$failed" ]; then echo "Не прошло: $${failed#; }" >&2; exit 1; fi

bench: $(READY_DEV)
	@$(PY) -m bench $(ARGS)

# The trainer lives in its own corner: neither the bot nor its tests need it.
model: $(READY_TRAIN)
	@.venv-train/bin/python -m training $(ARGS)

prove: $(READY_DEV) $(READY_TRAIN)
	@rm -rf .proof
	@$(PY) -m pytest -m prove -p no:cacheprovider $(ARGS)
	@$(PY) -m bench.figures docs/figures.md

# The stamps are newer than the pins they were made from, so a second call starts no pip.
$(READY): requirements.txt
	$(prepare)
	@$(PIP_INSTALL) requirements.txt
	@touch $(READY)

# requirements-dev.txt holds everything of requirements.txt, at the same versions.
$(READY_DEV): requirements-dev.txt requirements.txt
	$(prepare)
	@$(PIP_INSTALL) requirements-dev.txt
	@touch $(READY) $(READY_DEV)

$(READY_TRAIN): requirements-train.txt
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --no-deps \
		--requirement requirements-train.txt
	@touch $@

define prepare
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(MIN_PYTHON)".split("."))))' 2>/dev/null || { \
	echo 'Нужен Python $(MIN_PYTHON) или новее, а «$(PYTHON)» не он ('"$$($(PYTHON) --version 2>&1 || true)"').' >&2; \
	echo 'Поставьте его или назовите: make PYTHON=python3.12 …' >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	echo 'У «$(PYTHON)» нет venv. В Debian и Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
@$(PY) -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
@echo 'Ставлю нужное в $(VENV) (первый раз это около минуты)…'
endef

# uv lives in its own corner: pins must be made even when the pinned set is broken.
PINS := .venv-pins/bin/uv pip compile --quiet --universal --python-version $(MIN_PYTHON) --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make pins' --override requirements-override.txt $(ARGS) pyproject.toml

pins:
	@$(PYTHON) -m venv .venv-pins
	@.venv-pins/bin/python -m pip install --quiet --quiet --disable-pip-version-check 'uv==$(UV_VERSION)'
	@$(PINS) --output-file requirements.txt
	@$(PINS) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(PINS) --extra train --constraint requirements.txt --output-file requirements-train.txt

clean:
	@rm -rf $(VENV) .venv-pins .venv-train .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
