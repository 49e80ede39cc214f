PY := .venv/bin/python
.DEFAULT_GOAL := help
