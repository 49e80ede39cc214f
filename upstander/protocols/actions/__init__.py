"""Verbs, split by noun."""
