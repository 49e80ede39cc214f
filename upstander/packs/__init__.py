"""A network as data: reading a pack, checking it, loading it."""
