"""Pages, split by noun."""
