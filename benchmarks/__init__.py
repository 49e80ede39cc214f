"""Measurements against named peers or bounds, each in one run. `make bench` runs them all."""
