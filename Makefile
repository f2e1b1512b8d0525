# The two commands: make run, make test. The others are for those who work on the program.
PYTHON ?= python3
PY := .venv/bin/python
export PYTHONUTF8 := 1
unexport PYTHONDONTWRITEBYTECODE  # what is compiled once need not be compiled by every process anew
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: run test setup dev bench soak mutants lock i18n fonts pinyin theme

run: setup
ifneq ($(SCREEN),)
	$(PY) -m venuedesk --demo
else
	$(PY) -m venuedesk tour --out out/tour
endif

test: dev
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(OFFSCREEN) $(PY) -m pytest -q -n 2 --dist worksteal --cov --cov-fail-under=100

setup:
	@$(PYTHON) installer/setup_env.py

dev:
	@$(PYTHON) installer/setup_env.py --dev

bench: dev
	$(OFFSCREEN) $(PY) -m tests.bench

soak: dev
	$(OFFSCREEN) $(PY) -m pytest -q -m soak

mutants: dev
	$(OFFSCREEN) .venv/bin/mutmut run

lock: dev
	.venv/bin/uv pip compile -q --no-strip-extras --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --no-strip-extras --universal --generate-hashes --no-header --extra dev -c requirements.lock \
		pyproject.toml -o installer/requirements-dev.lock

i18n: dev
	$(PY) installer/i18n.py

fonts: dev
	$(PY) installer/fonts.py

pinyin: dev
	$(PY) installer/pinyin.py

theme: dev
	$(PY) installer/theme.py
