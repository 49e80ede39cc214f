"""Verbs that write, by noun."""
