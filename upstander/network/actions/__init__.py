"""Verbs that change the network, split by noun."""
