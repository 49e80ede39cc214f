"""Wires the rooms together: settings, addresses, server, commands."""
